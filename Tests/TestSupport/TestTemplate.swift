import FoundationEssentials
import JSONRPC
import Logging
import Migrations
import Operations
import Postgres
import SQL
import Server
import Vault

/// The region that every test's database is a copy of: built once in a process, by the service's own methods.
actor TestTemplate {
  static let shared = TestTemplate()
  static let name = "region"
  static let servicePassword = "service-of-the-tests"

  private var building: Task<TestPeople, any Error>?

  func people() async throws -> TestPeople {
    let task = building ?? Task { try await Self.build() }
    building = task
    return try await task.value
  }

  /// The same database under the service's role.
  static func asService(_ configuration: DatabaseConfiguration) -> DatabaseConfiguration {
    var service = configuration
    service.user = "huifang_service"
    service.password = servicePassword
    return service
  }

  private static func build() async throws -> TestPeople {
    let people = Box(TestPeople(master: MasterKey.generate()))
    try await TestCluster.shared.createTemplate(named: name) { configuration in
      var logger = Logger(label: "huifang.test-template")
      logger.logLevel = .error
      let owner = Database(configuration, logger: logger)
      try await owner.start()
      let migrator = Migrator(database: owner, logger: logger)
      try await migrator.prepareRoles(servicePassword: servicePassword, auditorPassword: servicePassword)
      _ = try await migrator.migrate()
      let database = Database(asService(configuration), logger: logger)
      try await database.start()
      try await TestRegionBuilder(owner: owner, database: database, logger: logger).build(people)
      await database.close()
      await owner.close()
    }
    return people.value
  }
}

/// Carries the people out of the template's closure.
final class Box: @unchecked Sendable {
  var value: TestPeople
  init(_ value: TestPeople) { self.value = value }
}
