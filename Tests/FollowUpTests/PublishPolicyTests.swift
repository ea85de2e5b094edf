import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct PublishPolicyTests {
  @Test("A published policy takes no further round, not even by SQL, and is not published twice")
  func unchangeable() async throws {
    try await TestRegion.run { region in
      let policies = try await region.result("policy.list", as: .manager)
      let id = try #require(policies["items"]?.elements.first?["policyId"]?.string)
      let error = try await region.failure(
        "policy.publish", "{\"policyId\":\"\(id)\",\"version\":1}", as: .manager)
      #expect(error?.code == .invalidState)
      let refused = await #expect(throws: DatabaseError.self) {
        try await region.owner.pipelined(
          [
            """
            insert into followup.round (tenant_id, policy_id, version, round_number, name, level, responsible_role,
              window_from_day, window_to_day)
            select tenant_id, policy_id, version, 19, '后加', 'centreFollowUp', 'agent', 1, 2 from followup.policy
              where policy_id = \(UUID(uuidString: id))
            """
          ], on: .work)
      }
      #expect(refused?.raised?.message == "INVALID_STATE")
    }
  }
}
