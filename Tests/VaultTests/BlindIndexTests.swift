import FoundationEssentials
import Testing

@testable import Vault

@Suite("Blind indexes")
struct BlindIndexTests {
  let key = TenantKey.generate(id: 1, tenant: UUID())

  @Test("Spellings of the same name have one index")
  func names() {
    let index = key.blindIndex(normalising: "买买提·吐尔逊", purpose: .name)
    #expect(index?.count == 16)
    for spelling in ["买买提•吐尔逊", " 买买提‧吐尔逊\u{3000}", "买买提 ・ 吐尔逊", "买买提．吐尔逊"] {
      #expect(key.blindIndex(normalising: spelling, purpose: .name) == index)
    }
  }

  @Test("The same text under two purposes has two indexes")
  func purposes() {
    let indexes = BlindIndexPurpose.allCases.map { key.blindIndex("1234", purpose: $0) }
    #expect(Set(indexes).count == BlindIndexPurpose.allCases.count)
  }

  @Test("Nothing has no index", arguments: BlindIndexPurpose.allCases)
  func nothing(purpose: BlindIndexPurpose) {
    #expect(key.blindIndex(normalising: "", purpose: purpose) == nil)
    #expect(key.blindIndex(normalising: " \u{3000}\t", purpose: purpose) == nil)
  }

  @Test("A phone without a digit and a short one's last four have no index")
  func absentPhones() {
    #expect(key.blindIndex(normalising: "无", purpose: .phone) == nil)
    #expect(key.blindIndex(normalising: "120", purpose: .phoneLastFour) == nil)
  }

  @Test("The whole phone and its last four digits lead to the same last-four index")
  func lastFour() {
    let index = key.blindIndex(normalising: "+86 138-0013-8000", purpose: .phoneLastFour)
    #expect(index == key.blindIndex(normalising: "8000", purpose: .phoneLastFour))
  }
}
