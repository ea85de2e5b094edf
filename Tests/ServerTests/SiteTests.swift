import JSONRPC
import Testing

@testable import Server

@Suite("The addresses beside the API")
struct SiteTests {
  @Test("The start page speaks Chinese by itself and English when asked, and needs nothing from elsewhere")
  func home() async throws {
    try await LocalService.run { service async throws in
      let chinese = try await service.ask("GET", "/")
      #expect(chinese.status == 200 && chinese.fields["content-type"] == "text/html; charset=utf-8")
      #expect(chinese.body.contains(#"<html lang="zh-CN">"#) && chinese.body.contains("三步开始"))
      let english = try await service.ask("GET", "/", fields: ["Accept-Language": "en"])
      #expect(english.body.contains(#"<html lang="en">"#) && english.body.contains("Three steps"))
      #expect(try await service.ask("GET", "/?lang=en", fields: ["Accept-Language": "zh"]).body.contains("Three steps"))
      for page in [chinese, english] {
        #expect(!page.body.contains("<script") && !page.body.contains("style=") && !page.body.contains("https://"))
        #expect(page.fields["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'self'") == true)
        #expect(page.fields["referrer-policy"] == "no-referrer" && page.fields["x-content-type-options"] == "nosniff")
      }
    }
  }

  @Test("What the page suggests typing names the host, unless somebody wrote more than a host there")
  func host() async throws {
    try await LocalService.run { service async throws in
      let plain = Array("GET / HTTP/1.1\r\nHost: huifang.example:8443\r\n\r\n".utf8)
      #expect(try await Wire(port: service.port).ask(plain).body.contains("curl http://huifang.example:8443/rpc"))
      let forged = Array("GET / HTTP/1.1\r\nHost: a;reboot\r\n\r\n".utf8)
      #expect(try await !Wire(port: service.port).ask(forged).body.contains("reboot"))
    }
  }

  @Test("Where nothing is, a page says so in both languages")
  func notFound() async throws {
    try await LocalService.run { service async throws in
      let chinese = try await service.ask("GET", "/nothing/here")
      #expect(chinese.status == 404 && chinese.body.contains("这里没有页面"))
      let english = try await service.ask("GET", "/nothing", fields: ["Accept-Language": "en"])
      #expect(english.status == 404 && english.body.contains("no page here"))
      #expect(english.fields["content-security-policy"] != nil)
    }
  }

  @Test("The style sheet is served as one")
  func styles() async throws {
    try await LocalService.run { service async throws in
      let answer = try await service.ask("GET", "/styles.css")
      #expect(answer.status == 200 && answer.fields["content-type"] == "text/css; charset=utf-8")
    }
  }

  @Test("The process is healthy though its database can't be reached, but not ready")
  func readiness() async throws {
    try await LocalService.run { service async throws in
      #expect(try await service.ask("GET", "/healthz").body == #"{"status":"ok"}"#)
      let ready = try await service.ask("GET", "/readyz")
      #expect(ready.status == 503 && ready.fields["content-type"] == "application/json")
      #expect(ready.json?["status"]?.string == "notReady")
      #expect(ready.json?["parts"]?["database"]?.string == "failed")
    }
  }

  @Test("The figures count answers by status and show each lane")
  func metrics() async throws {
    try await LocalService.run { service async throws in
      _ = try await service.call(#"{"jsonrpc":"2.0","method":"nothing","id":1}"#)
      _ = try await service.ask("POST", "/rpc", "{}", type: "text/plain")
      let text = try await service.ask("GET", "/metrics").body
      #expect(text.contains(#"huifang_http_responses_total{status="200"} 1"#))
      #expect(text.contains(#"huifang_http_responses_total{status="415"} 1"#))
      #expect(text.contains(#"huifang_calls_total{method="unknown",code="METHOD_NOT_FOUND"} 1"#))
      #expect(text.contains(#"huifang_database_connections{lane="point"} 0"#))
    }
  }

  @Test("HEAD is answered like GET, without the body")
  func head() async throws {
    try await LocalService.run { service async throws in
      let answer = try await service.ask("HEAD", "/healthz")
      #expect(answer.status == 200 && answer.body.isEmpty)
    }
  }

  @Test("An upload without a good bearer is answered 401 in the API's words")
  func upload() async throws {
    try await LocalService.run { service async throws in
      let path = "/files/imports/0198c0de-0000-7000-8000-000000000001"
      let missing = try await service.ask("PUT", path, "data")
      #expect(missing.status == 401 && missing.errorCode == "UNAUTHENTICATED")
      #expect(missing.fields["www-authenticate"]?.hasPrefix("Bearer") == true)
      #expect(try await service.ask("PUT", path, "data", fields: ["Authorization": "Bearer x"]).status == 401)
    }
  }
}
