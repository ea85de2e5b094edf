/// What docs/benchmarks.md is made of.
struct BenchReport: Sendable {
  let machine: Machine
  let command: String
  let tasks: Int
  let connections: Int
  var measurements: [Measurement] = []
  var latencies = Mixture.Latencies()
  var memory: [(when: String, mebibytes: Double)] = []
  var importSteps: [(statement: String, seconds: Double)] = []

  /// The file.
  var markdown: String {
    [head, machineTable, comparison, latencyTable, memoryTable, importTable, method].joined(separator: "\n")
  }

  private var head: String {
    """
    # Benchmarks

    Written by `make bench`. Every figure is about this machine; what counts is the ratio beside it, measured in turns in one run.

    """
  }

  private var machineTable: String {
    let rows =
      machine.lines.map { "| \($0.name) | \($0.value) |" } + [
        "| hospital | \(Figure.text(Double(tasks), 0)) tasks in 20 departments |",
        "| command | `Benchmarks\(command.isEmpty ? "" : " \(command)")` |",
      ]
    return "| | |\n| --- | --- |\n" + rows.joined(separator: "\n") + "\n"
  }

  private var comparison: String {
    var lines = [
      "## Calls and imports", "",
      "| what | median (lowest–highest) | beside it | median | ratio (lowest–highest) | target |",
      "| --- | --- | --- | --- | --- | --- |",
    ]
    for line in measurements {
      let beside = line.beside.isEmpty ? "–" : "\(Figure.text(line.beside.median, 0)) \(line.unit)"
      let ratio = line.beside.isEmpty ? "–" : "**\(Figure.text(line.ratios.median, 2))** \(Self.spread(line.ratios, 2))"
      lines.append(
        "| \(line.name) | \(Figure.text(line.ours.median, 0)) \(line.unit) \(Self.spread(line.ours, 0)) | "
          + "\(line.besideName.isEmpty ? "–" : line.besideName) | \(beside) | \(ratio) | \(line.target ?? "–") |")
    }
    lines += [""] + measurements.map { "- **\($0.name)**: \($0.meaning)." }
    return lines.joined(separator: "\n") + "\n"
  }

  private var latencyTable: String {
    func row(_ name: String, _ runs: [LoadResult]) -> String {
      "| \(name) | \(Figure.text(runs.percentile(0.5), 2)) ms | \(Figure.text(runs.percentile(0.99), 2)) ms |"
    }
    return """
      ## Fast calls beside slow ones

      Task reads at \(Figure.text(Mixture.pace, 0)) calls/s, whether earlier ones were answered or not; a call that had to wait for a
      connection counts from the moment at which it was due. One call in \(Mixture.oneIn) of the mixture is slow:
      `report.followUpRate` of three years. Target: the fast p99 stays.

      | task reads | p50 | p99 |
      | --- | --- | --- |
      \(row("alone", latencies.alone))
      \(row("with 0.5 % slow calls", latencies.mixed))
      \(row("(a slow call, alone)", latencies.slow))

      """
  }

  private var memoryTable: String {
    """
    ## Resident memory of the service

    Target: 64 MiB idle, 160 MiB loaded.

    | when | MiB |
    | --- | --- |
    \(memory.map { "| \($0.when) | \(Figure.text($0.mebibytes, 0)) |" }.joined(separator: "\n"))

    """
  }

  private var importTable: String {
    """
    ## Where an import's time goes

    The server's time of the last first import, by statement; parsing, sealing and comparing in the service come on top.

    | statement | seconds |
    | --- | --- |
    \(importSteps.map { "| `\($0.statement)` | \(Figure.text($0.seconds, 2)) |" }.joined(separator: "\n"))

    """
  }

  private var method: String {
    """
    ## How

    PostgreSQL is durable (fsync, full_page_writes and synchronous_commit on) and shares the machine with everything else. The service
    is a process of its own, with limits that don't hold a generator back; the generator is another, one thread with
    \(connections) connections kept open (`Sources/Benchmarks/Load.swift`). pgbench runs with 8 clients on 2 threads, prepared
    statements and forced generic plans, as the same role on the same database; its script is made of the statements that the
    dispatcher sends for the same call, all in one pipeline, every bound value a parameter again. A pair is one run of each, one after
    the other; a first pair doesn't count. Nothing here is asserted: `make plans` and `make crash` are what fails.

    """
  }

  private static func spread(_ values: [Double], _ decimals: Int) -> String {
    guard let lowest = values.min(), let highest = values.max() else { return "" }
    return "(\(Figure.text(lowest, decimals))–\(Figure.text(highest, decimals)))"
  }
}
