// libpq, PostgreSQL's own client library, and what waits for its sockets: Swift's Glibc module leaves these two out.
#pragma once
#include <libpq-fe.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
