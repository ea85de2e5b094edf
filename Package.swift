// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is compiled with: Swift 6 mode, the upcoming features that make imports and isolation
/// explicit, strict memory safety, and no warning left standing.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

func target(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
    swiftSettings: settings)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")

/// The features, in the order in which data flows.
let features = ["Identity", "Directory", "Discharges", "FollowUp", "Oversight", "Handover"]

/// The tests of a feature, or of what stands below all of them: with a region of their own, the methods of every feature as values, and a
/// look behind row security.
func featureTests(_ name: String) -> Target {
  let others: [Target.Dependency] = (features + ["Operations", "Server"]).filter { $0 != name }.map {
    .byName(name: $0)
  }
  return tests(name, others + ["TestSupport", "FrontPages", "JSONRPC", "Postgres", "SQL", "Vault", logging])
}

let package = Package(
  name: "huifang",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "huifang", targets: ["huifang"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(
      url: "https://github.com/apple/swift-configuration", from: "1.4.0",
      traits: ["YAML", "CommandLineArguments", "JSON"]),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // The outside world, in C.
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // The database.
    target("SQL"),
    target("Postgres", ["CLibPQ", "SQL", logging]),
    target(
      "Migrations", ["Postgres", "SQL", "Vault", logging], exclude: ["sql/CONVENTIONS.md", "sql/schema.sql"],
      // Through the link: a linked folder would be copied as a link.
      resources: [
        .copy("sql/migrations"), .copy("sql/functions"), .copy("sql/checks"), .copy("sql/roles.sql"),
        .copy("sql/history.sql"), .copy("sql/schemas.sql"),
      ]),
    target("EmbeddedPostgres", [logging, subprocess]),

    // Pure rules and formats: no socket, no database.
    target("JSONRPC"),
    target("Vault", ["CLibCrypto"]),
    target("FrontPages"),

    // What runs for whom, in which transaction, leaving which record.
    target("Operations", ["SQL", "Postgres", "JSONRPC", "Vault", logging]),

    // The features, in the order in which data flows.
    target("Identity", ["Operations", "SQL", "Postgres", "JSONRPC", "Vault"]),
    target("Directory", ["Operations", "SQL", "Postgres", "JSONRPC"]),
    target("Discharges", ["Operations", "SQL", "Postgres", "JSONRPC", "Vault", "FrontPages", logging]),
    target("FollowUp", ["Discharges", "Operations", "SQL", "JSONRPC", "Vault"]),
    target("Oversight", ["FollowUp", "Operations", "SQL", "JSONRPC"]),

    // The end of a contract: what a hospital owns leaves as an archive, and is removed.
    target("Handover", ["Operations", "SQL", "Postgres", "JSONRPC", "Vault"]),

    // What every client of the methods shares, whatever it speaks.
    target("Gateway", ["Operations", "Postgres", "JSONRPC", "Vault", logging]),

    // The service and its executable.
    target(
      "Server",
      [
        "Gateway", "Handover", "Oversight", "FollowUp", "Discharges", "Directory", "Identity", "Operations",
        "Migrations", "SQL",
        "Postgres", "JSONRPC", "Vault", hummingbird, hummingbirdTLS, mustache, lifecycle, logging,
      ], resources: [.copy("Templates")]),
    .executableTarget(
      name: "huifang",
      dependencies: [
        "Server", "Gateway", "Directory", "Discharges", "FollowUp", "FrontPages", "EmbeddedPostgres", "Migrations",
        "Operations", "Postgres", "JSONRPC", "SQL", "Vault", arguments, configuration, httpClient, lifecycle, logging,
        subprocess,
      ],
      swiftSettings: settings),

    // Figures and faults: measured, planned and killed beside the tests, since none of it has a right time.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Server", "Discharges", "FollowUp", "FrontPages", "EmbeddedPostgres", "Migrations", "Operations", "Postgres",
        "JSONRPC", "SQL", "Vault", arguments, lifecycle, logging, subprocess,
      ],
      swiftSettings: settings),

    // What the tests stand on.
    .target(
      name: "TestSupport",
      dependencies: [
        "Server", "Discharges", "EmbeddedPostgres", "Migrations", "Operations", "FrontPages", "Postgres", "SQL",
        "Vault", "JSONRPC", logging,
      ],
      path: "Tests/TestSupport", swiftSettings: settings),
    tests("SQL"),
    tests("Postgres", ["TestSupport", "SQL", "EmbeddedPostgres", logging]),
    tests("Migrations", ["Postgres", "SQL", "EmbeddedPostgres", logging], resources: [.copy("Fixtures")]),
    tests("EmbeddedPostgres", [logging]),
    tests("JSONRPC", resources: [.copy("Fixtures")]),
    tests("Vault"),
    tests("FrontPages", resources: [.copy("Fixtures")]),
    featureTests("Operations"),
    featureTests("Identity"),
    featureTests("Directory"),
    featureTests("Discharges"),
    featureTests("FollowUp"),
    featureTests("Oversight"),
    featureTests("Handover"),
    featureTests("Gateway"),
    tests(
      "Server",
      [
        "TestSupport", "Gateway", "Identity", "Discharges", "Handover", "JSONRPC", "Operations", "Postgres", "SQL",
        "Vault", hummingbird, hummingbirdTLS, httpClient, lifecycle, logging,
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "HuifangTests",
      dependencies: [
        "huifang", "TestSupport", "Server", "FrontPages", "JSONRPC", "Migrations", "Operations", "Postgres", "SQL",
        "Vault", arguments,
        logging,
      ],
      swiftSettings: settings),
  ]
)
