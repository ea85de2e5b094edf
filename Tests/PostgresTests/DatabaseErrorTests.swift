import Postgres
import Testing

@Suite("Errors and secrets")
struct DatabaseErrorTests {
  @Test("What was raised is not in the description")
  func describes() {
    let error = DatabaseError(
      sqlState: "HF001", constraint: "task_key", table: "task",
      raised: .init(message: "the task is closed", detail: "13800001234"))
    #expect(error.description == "DatabaseError.server, SQLSTATE HF001, constraint task_key, table task")
    #expect(error.raised?.detail == "13800001234")
  }

  @Test("A configuration shows where to, never the password")
  func hidesPassword() {
    let configuration = DatabaseConfiguration(host: "db", database: "huifang", user: "app", password: "s3cret")
    var dumped = ""
    dump(configuration, to: &dumped)
    #expect("\(configuration)" == "app@db:5432/huifang")
    #expect(!"\(configuration)\(dumped)\(String(reflecting: configuration))".contains("s3cret"))
  }
}
