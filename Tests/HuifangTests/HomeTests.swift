import ArgumentParser
import FoundationEssentials
import Glibc
import Testing

@testable import huifang

@Suite("The home of an embedded service")
struct HomeTests {
  @Test("An option wins over the environment, the environment over the usual folder")
  func precedence() {
    #expect(Home.path(option: "a", environment: ["HUIFANG_HOME": "b"]) == "a")
    #expect(Home.path(option: nil, environment: ["HUIFANG_HOME": "b"]) == "b")
    #expect(Home.path(option: nil, environment: [:]) == ".huifang")
    #expect(Home.path(option: nil, environment: ["HUIFANG_HOME": ""]) == ".huifang")
  }

  @Test("Nobody else can list a new home or read what is secret in it")
  func modes() async throws {
    try await withTemporaryHome { home in
      #expect(permissions(of: home.path) == (geteuid() == 0 ? 0o711 : 0o700))
      for folder in [home.secrets, home.tokens, home.logs] { #expect(permissions(of: folder) == 0o700) }
      try MasterKeyInHome(home: home).prepare()
      try PrivateFile.write("[]\n", to: home.demoAccounts)
      #expect(permissions(of: home.masterKey) == 0o600)
      #expect(permissions(of: home.demoAccounts) == 0o600)
    }
  }

  @Test("A home in the place of a file is refused in one line")
  func fileInTheWay() async throws {
    try await withTemporaryHome { home in
      try PrivateFile.write("", to: "\(home.path)/file")
      let problem = #expect(throws: Problem.self) { try Home(making: "\(home.path)/file/below") }
      #expect(problem?.description.contains("\n") == false)
    }
  }

  @Test("A master key is made once, and never again for data that another one has sealed")
  func masterKey() async throws {
    try await withTemporaryHome { home in
      let key = MasterKeyInHome(home: home)
      try key.prepare()
      let first = PrivateFile.text(at: home.masterKey)
      try key.prepare()
      #expect(PrivateFile.text(at: home.masterKey) == first)
      try FileManager.default.createDirectory(
        atPath: "\(home.path)/postgres/data", withIntermediateDirectories: true)
      try FileManager.default.removeItem(atPath: home.masterKey)
      #expect(throws: Problem.self) { try key.prepare() }
      #expect(PrivateFile.text(at: home.masterKey) == nil)
    }
  }

  @Test("Resetting deletes what the program made and spares what it didn't")
  func reset() async throws {
    try await withTemporaryHome { home in
      try MasterKeyInHome(home: home).prepare()
      try PrivateFile.write("mine\n", to: "\(home.path)/notes")
      try home.removeContents()
      #expect(PrivateFile.text(at: home.masterKey) == nil)
      #expect(PrivateFile.text(at: "\(home.path)/notes") == "mine\n")
      try FileManager.default.removeItem(atPath: "\(home.path)/notes")
      try home.removeContents()
      #expect(!FileManager.default.fileExists(atPath: home.path))
    }
  }

  @Test("A kept secret stays the same")
  func keptSecret() async throws {
    try await withTemporaryHome { home in
      let path = "\(home.secrets)/service.password"
      let first = try PrivateFile.keptSecret(at: path) { "one" }
      let second = try PrivateFile.keptSecret(at: path) { "two" }
      #expect(first == "one" && second == "one")
    }
  }

  @Test("The port is the option's, else the environment's, else 8080; anything else is refused")
  func port() throws {
    let option = try PortOption.parse(["--port", "9000"])
    let none = try PortOption.parse([])
    #expect(try option.resolved(environment: ["HUIFANG_PORT": "9001"]) == 9000)
    #expect(try none.resolved(environment: ["HUIFANG_PORT": "9001"]) == 9001)
    #expect(try none.resolved(environment: ["HUIFANG_PORT": ""]) == 8080)
    #expect(throws: Problem.self) { try none.resolved(environment: ["HUIFANG_PORT": "http"]) }
    #expect(throws: Problem.self) { try none.resolved(environment: ["HUIFANG_PORT": "70000"]) }
  }
}
