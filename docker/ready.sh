#!/usr/bin/env bash
# Whether the service in this container is ready, asked the way that it listens: by TLS when it has a certificate. Whose certificate
# it is doesn't matter here: the question never leaves the container.
set -euo pipefail

request='GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
if [ -n "${HUIFANG_TLS_CERTIFICATE_FILE:-}" ]; then
  answer=$(printf "$request" | openssl s_client -quiet -connect "127.0.0.1:$HUIFANG_PORT" 2>/dev/null || true)
else
  exec 3<>"/dev/tcp/127.0.0.1/$HUIFANG_PORT"
  printf "$request" >&3
  answer=$(cat <&3)
fi
[[ $answer == 'HTTP/1.1 200 '* ]]
