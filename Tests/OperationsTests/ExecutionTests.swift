import FoundationEssentials
import JSONRPC
import Logging
import TestSupport
import Testing
import Vault

@testable import Operations

/// A method runs as its protocol says, wherever and however it is registered.
@Suite struct ExecutionTests {
  /// A write that asks for the password; who comes through is told so.
  struct Guarded: ProvenCommand {
    static let name: StaticString = "test.guarded"
    static let summary: StaticString = "A write behind the password"
    static let access = Access.signedIn
    static let audit = AuditRule.impersonal("test")
    static let descriptions = ["currentPassword": "The present password"]
    static let example = Example(Guarded(currentPassword: "wrong"), answers: Done())
    typealias Output = Done

    let currentPassword: String

    func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
      Audited(Done(), count: 1)
    }
  }

  /// A write behind the password that brings the plan of another kind: what no other module could write.
  struct Bypassing: ProvenCommand {
    static let name: StaticString = "test.bypassing"
    static let summary: StaticString = "A write that leaves the password out"
    static let access = Access.signedIn
    static let audit = AuditRule.impersonal("test")
    static let descriptions = ["currentPassword": "The present password"]
    static let example = Example(Bypassing(currentPassword: "wrong"), answers: Done())
    static var execution: ExecutionPlan<Bypassing> {
      ExecutionPlan(.command) { method, execution throws(Failure) in try await execution.write(method, []) }
    }
    typealias Output = Done

    let currentPassword: String

    func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
      Audited(Done(), count: 1)
    }
  }

  /// A read that would be a write as well; the compiler asks which of the two plans is meant.
  struct Undecided: Query, Command {
    static let name: StaticString = "test.undecided"
    static let summary: StaticString = "A read that writes"
    static let access = Access.signedIn
    static let audit = AuditRule.impersonal("test")
    static let descriptions: [String: String] = [:]
    static let example = Example(Undecided(), answers: Done())
    static var execution: ExecutionPlan<Undecided> {
      ExecutionPlan(.query) { _, execution throws(Failure) in try execution.call.answer(Done()) }
    }
    typealias Output = Done

    func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Done> {
      Audited(Done(), count: 1)
    }

    func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
      Audited(Done(), count: 1)
    }
  }

  /// A read for everybody: nobody's rows.
  struct Unguarded: Query {
    static let name: StaticString = "test.unguarded"
    static let summary: StaticString = "A read without a caller"
    static let access = Access.anybody
    static let audit = AuditRule.impersonal("test")
    static let descriptions: [String: String] = [:]
    static let example = Example(Unguarded(), answers: Done())
    typealias Output = Done

    func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Done> {
      Audited(Done(), count: 1)
    }
  }

  /// Registers as a helper would that knows no more than that it is a write.
  private func registered<Method: Command>(_ type: Method.Type) throws -> Registry { try Registry([type]) }

  @Test("A password is asked for though the method was registered as any write")
  func proven() async throws {
    try await TestRegion.run { region in
      let dispatcher = try Dispatcher(
        registry: registered(Guarded.self), database: region.database, master: region.people.master,
        passwords: region.dispatcher.passwords, logger: Logger(label: "test"))
      let bearer = region.people.tokens[.nurse]
      let password = try #require(region.people.accounts[.nurse]?.password)
      func attempt<Method: Command>(_ method: Method) async -> ErrorCode? {
        do throws(RPCError) {
          _ = try await dispatcher.perform(method, bearer: bearer, in: RequestContext())
          return nil
        } catch {
          return error.code
        }
      }
      #expect(await attempt(Guarded(currentPassword: "not the password")) == .ruleViolation)
      #expect(await attempt(Guarded(currentPassword: password)) == nil)
      let wrong = await dispatcher.dispatch(
        try TestCall.make("test.guarded", #"{"currentPassword":"not the password"}"#), bearer: bearer,
        request: RequestContext())
      #expect(throws: RPCError.wrongCurrentPassword) { try wrong.get() }
    }
  }

  @Test("What contradicts itself stops the start")
  func contradictions() throws {
    let types: [any Operation.Type] = [Bypassing.self, Undecided.self, Unguarded.self]
    for type in types {
      #expect(throws: RegistryError.self) { try Registry([type]) }
    }
    _ = try Registry([Guarded.self])
    #expect(throws: RegistryError.self) { try Registry([Guarded.self, Guarded.self]) }
  }

  @Test("Every method of the service has the plan of its protocol, and those that ask for a password are known")
  func kinds() async throws {
    try await TestRegion.run { region in
      let methods = region.dispatcher.registry.sorted
      func kind<Method: Operation>(_ type: Method.Type) -> ExecutionKind { type.execution.kind }
      for method in methods { #expect(ExecutionKind.kinds(of: method.type) == [kind(method.type)], "\(method.name)") }
      let proven = methods.filter { kind($0.type) == .provenCommand }.map(\.name)
      #expect(proven.contains("password.change") && proven.count == 4)
      #expect(methods.filter { kind($0.type) == .countedCommand }.count == 1)
      #expect(methods.filter { kind($0.type) == .waitingQuery }.map(\.name) == ["job.wait"])
    }
  }
}
