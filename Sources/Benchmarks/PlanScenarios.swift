import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The hot calls, one after the other, by a ward's nurse and by the centre's manager, whose scope is the whole hospital.
struct PlanScenarios {
  let nurse: Person
  let manager: Person
  let hospital: Hospital
  /// Runs a call under a name by which its plans are kept.
  let record: (_ name: String, _ call: () async throws -> Void) async throws -> Void

  private var ward: String { hospital.ward.uuidString.lowercased() }

  /// Runs all of them.
  func run() async throws {
    // What a process looks up once only.
    try await nurse.call(Calls.read, Calls.readParams(2))
    try await record("task-read") { try await nurse.call(Calls.read, Calls.readParams(1)) }
    for view in ["due", "overdue", "promised"] { try await worklist(view) }
    for view in ["waiting", "held"] {
      try await record("worklist-\(view)") {
        try await nurse.call(Calls.list, #"{"view":"\#(view)","page":{"limit":10}}"#)
      }
    }
    try await record("hold-list") { try await manager.call("hold.list", #"{"page":{"limit":10}}"#) }
    try await next()
    try await work()
    try await reports()
    try await discharges()
    try await patients()
  }

  private func worklist(_ view: String) async throws {
    var cursor: String?
    try await record("worklist-\(view)") {
      cursor = try await nurse.call(Calls.list, #"{"view":"\#(view)","page":{"limit":10}}"#)["nextCursor"]?.string
    }
    guard let cursor else { throw Finding("the worklist \(view) has no second page: more tasks are needed") }
    try await record("worklist-\(view)-after-cursor") {
      try await nurse.call(Calls.list, #"{"view":"\#(view)","page":{"limit":10,"cursor":"\#(cursor)"}}"#)
    }
  }

  /// Promised redials come first; when they are done the due ones come.
  private func next() async throws {
    try await record("task-next-promised") { try await closeNext() }
    for _ in 0..<500 {
      let promised = try await nurse.call(Calls.list, #"{"view":"promised","page":{"limit":1}}"#)["items"]?.elements
        .first
      guard let moment = promised?["nextAttemptAt"]?.string, moment < Date().formatted(.iso8601) else { break }
      try await closeNext()
    }
    try await record("task-next-due") { try await closeNext() }
  }

  private func closeNext() async throws {
    let task = try await nurse.call("followup.task.next")["task"]?["task"]?["taskId"]?.string ?? ""
    try await nurse.call("followup.task.close", #"{"taskId":"\#(task)","reason":"other"}"#)
  }

  private func work() async throws {
    let items = try await nurse.call(Calls.list, Calls.listParams)["items"]?.elements ?? []
    let tasks = items.compactMap { $0["taskId"]?.string }
    guard tasks.count >= 4 else { throw Finding("too few due tasks: more tasks are needed") }
    var contact = ""
    try await record("task-claim") {
      let detail = try await nurse.call("followup.task.claim", #"{"taskId":"\#(tasks[0])"}"#)
      contact = detail["contacts"]?.elements.first?["contactId"]?.string ?? ""
    }
    try await record("task-release") { try await nurse.call("followup.task.release", #"{"taskId":"\#(tasks[0])"}"#) }
    try await record("attempt-reached") {
      try await nurse.call(
        Calls.write,
        #"{"taskId":"\#(tasks[0])","disposition":"reached","respondent":"patient","contactId":"\#(contact)","#
          + #""record":{"condition":"improving","medication":"none"}}"#)
    }
    try await record("attempt-no-answer") {
      try await nurse.call(Calls.write, #"{"taskId":"\#(tasks[1])","disposition":"noAnswer"}"#)
    }
    try await record("attempt-deceased") {
      try await nurse.call(Calls.write, #"{"taskId":"\#(tasks[2])","disposition":"deceased","respondent":"family"}"#)
    }
    try await record("task-close") {
      try await nurse.call("followup.task.close", #"{"taskId":"\#(tasks[3])","reason":"other"}"#)
    }
  }

  private func reports() async throws {
    let today = DayClock.china.today
    let period = #""from":"\#(today.adding(days: -60))","to":"\#(today.adding(days: -31))""#
    for grouping in ["hospital", "department", "round", "month"] {
      try await record("report-\(grouping)") {
        try await nurse.call(Calls.report, #"{\#(period),"by":"\#(grouping)"}"#)
      }
    }
    try await record("report-department-of-hospital") {
      try await manager.call(Calls.report, #"{\#(period),"by":"department"}"#)
    }
  }

  private func discharges() async throws {
    var cursor = ""
    try await record("discharge-list") {
      let page = try await nurse.call("discharge.list", #"{"departmentId":"\#(ward)","page":{"limit":20}}"#)
      cursor = page["nextCursor"]?.string ?? ""
    }
    try await record("discharge-list-after-cursor") {
      try await nurse.call("discharge.list", #"{"departmentId":"\#(ward)","page":{"limit":20,"cursor":"\#(cursor)"}}"#)
    }
  }

  private func patients() async throws {
    let phone = SealedSamples.phone(7)
    let values = [
      ("recordNumber", "B7"), ("name", SealedSamples.name(7)), ("identityNumber", SealedSamples.identityNumber(7)),
      ("phone", phone), ("phoneLastFour", String(phone.suffix(4))),
    ]
    for (key, value) in values {
      try await record("patient-find-\(key)") {
        let found = try await nurse.call("patient.find", #"{"by":"\#(key)","value":"\#(value)"}"#)
        guard found["items"]?.count ?? 0 > 0 else { throw Finding("nobody was found by \(key)") }
      }
    }
  }
}
