import FoundationEssentials
import Operations
import SQL

/// Task reads at a steady pace, alone and with a few slow calls among them: whether the lanes keep the two apart.
struct Mixture: Sendable {
  /// Reads a second: what leaves the processors half idle, so that what is seen is waiting and not a full machine.
  static let pace = 800.0
  /// One call in so many is slow.
  static let oneIn = 200

  let requests: Requests
  let filling: Filling
  let options: Bench

  /// The fast calls' times of all runs, in milliseconds.
  struct Latencies: Sendable {
    var alone: [LoadResult] = []
    var mixed: [LoadResult] = []
    var slow: [LoadResult] = []
  }

  /// Runs alone and mixed in turns.
  func run() async throws -> Latencies {
    var latencies = Latencies()
    let today = DayClock.china.today
    let slow = requests.bytes(
      Calls.report, Calls.reportParams(until: "\(today)", from: "\(today.adding(days: -1095))"))
    for _ in 0..<options.pairs {
      latencies.alone.append(try await reads { _ in nil })
      latencies.mixed.append(try await reads { $0 % Self.oneIn == 0 ? slow : nil })
      let alone = Load(port: requests.port, connections: 1, calls: 10) { _ in Load.Request(bytes: slow) }
      latencies.slow.append(try await alone.run().checked("slow calls"))
    }
    return latencies
  }

  private func reads(_ other: @escaping @Sendable (Int) -> [UInt8]?) async throws -> LoadResult {
    let rows = filling.wardTasks
    let load = Load(
      port: requests.port, connections: options.connections, seconds: Double(options.seconds), pace: Self.pace
    ) { number in
      if let bytes = other(number) { return Load.Request(bytes: bytes, counts: false) }
      return requests.read(upTo: rows)
    }
    return try await load.run().checked("paced reads")
  }
}

extension [LoadResult] {
  /// The median over the runs of the milliseconds within which this share was answered.
  func percentile(_ share: Double) -> Double { map { $0.percentile(share) }.median }
}
