import FrontPages
import JSONRPC
import TestSupport

extension TestRegion {
  /// A task on the worklist of the general hospital's nurse, of a discharge that is imported for it.
  func dueTask(daysAgo: Int = 20) async throws -> String {
    try await importPages([.test(daysAgo: daysAgo)])
    for view in ["due", "overdue"] {
      let page = try await result("followup.task.list", "{\"view\":\"\(view)\"}", as: .nurse)
      if let id = page["items"]?.elements.first?["taskId"]?.string { return id }
    }
    return ""
  }

  /// A task as the ward's nurse reads it.
  func detail(_ task: String) async throws -> JSONValue {
    try await result("followup.task.read", "{\"taskId\":\"\(task)\"}", as: .nurse)
  }
}
