import FollowUp
import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct CloseTaskTests {
  @Test("A task ends as not followed up only with a reason")
  func reason() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(phone: nil)])
      let page = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)
      let id = try #require(page["items"]?.elements.first?["taskId"]?.string)
      #expect(
        try await region.failure("followup.task.close", "{\"taskId\":\"\(id)\"}", as: .nurse)?.code == .invalidParams)
      let state = try await region.result(
        "followup.task.close", "{\"taskId\":\"\(id)\",\"reason\":\"noNumber\"}", as: .nurse)
      #expect(state["status"]?.string == "notFollowedUp")
      #expect(state["reason"]?.string == "noNumber")
    }
  }

  @Test("A version that has passed is refused")
  func version() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let next = try await region.result("followup.task.next", as: .nurse)
      let id = try #require(next["task"]?["task"]?["taskId"]?.string)
      let error = try await region.failure(
        "followup.task.close", "{\"taskId\":\"\(id)\",\"reason\":\"other\",\"expectedVersion\":1}", as: .nurse)
      #expect(error?.code == .versionConflict)
      #expect(error?.violations.first?.path == "expectedVersion")
    }
  }

  @Test("A task in another person's hands is left alone until the claim ends")
  func claimed() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let next = try await region.result("followup.task.next", as: .nurse)
      let id = try #require(next["task"]?["task"]?["taskId"]?.string)
      let call = "{\"taskId\":\"\(id)\",\"reason\":\"other\"}"
      #expect(
        try await region.failure("followup.task.close", call, as: .of(.general, .headNurse))?.code == .invalidState)
      _ = try await region.owner.pipelined([
        TaskSeeding.update("claimed_until = now()", where: "t.claimed_by is not null")
      ])
      try await region.result("followup.task.close", call, as: .of(.general, .headNurse))
    }
  }
}
