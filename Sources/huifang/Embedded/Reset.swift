import ArgumentParser
import EmbeddedPostgres
import FoundationEssentials

/// Deletes the embedded service's data for good.
struct Reset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Stop the embedded service and delete all its data, keys and sign-ins.")

  @OptionGroup var place: HomeOption

  @Flag(help: "Don't ask.")
  var force = false

  func run() async throws {
    guard FileManager.default.fileExists(atPath: place.path) else {
      Terminal.print("there is nothing in \(place.path)")
      return
    }
    let home = try place.existing()
    guard force || isConfirmed(home) else {
      throw Problem("nothing was deleted: type yes, or give --force where nobody can be asked")
    }
    do {
      try await EmbeddedPostgres.remove(home: home.path)
      try home.removeContents()
    } catch {
      throw Problem(explaining: error)
    }
    Terminal.print("deleted \(home.path)")
  }

  private func isConfirmed(_ home: Home) -> Bool {
    Terminal.ask(
      OperatorLanguage.choose(
        "将永久删除 \(home.path) 中的全部数据、密钥和账号。输入 yes 确认：",
        "This deletes all data, keys and sign-ins in \(home.path) for good. Type yes to go on:")) == "yes"
  }
}
