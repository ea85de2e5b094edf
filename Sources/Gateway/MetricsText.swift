import JSONRPC
package import Postgres

/// The figures in Prometheus' text format, version 0.0.4.
package struct MetricsText {
  /// The text.
  package private(set) var text = ""

  /// The figures as they stand.
  package init(_ metrics: Metrics, _ database: DatabaseStatistics) {
    append(metrics.requests)
    append(metrics.calls)
    append(database)
    append(metrics.jobs)
  }

  private mutating func append(_ requests: RequestMetrics) {
    family("huifang_http_requests_in_flight", "gauge", "Requests of the API under way")
    line("huifang_http_requests_in_flight", "", requests.inFlight)
    family("huifang_http_responses_total", "counter", "Answers of the API by HTTP status")
    for (status, count) in requests.answers.sorted(by: { $0.key < $1.key }) {
      line("huifang_http_responses_total", #"status="\#(status)""#, count)
    }
  }

  private mutating func append(_ calls: CallMetrics) {
    let snapshot = calls.snapshot
    family("huifang_calls_total", "counter", "Calls by method and outcome")
    for (method, figures) in snapshot {
      for (place, count) in figures.outcomes.enumerated() where count > 0 {
        let code = place == 0 ? "OK" : ErrorCode.allCases[place - 1].symbol
        line("huifang_calls_total", #"method="\#(method)",code="\#(code)""#, count)
      }
    }
    family("huifang_call_duration_seconds", "histogram", "How long calls took")
    for (method, figures) in snapshot { appendHistogram(method, figures) }
  }

  private mutating func appendHistogram(_ method: String, _ figures: CallMetrics.Figures) {
    let name = "huifang_call_duration_seconds"
    var count = 0
    for (place, inBucket) in figures.buckets.enumerated() {
      count += inBucket
      let bound = place < CallMetrics.bounds.count ? CallMetrics.bounds[place].seconds : "+Inf"
      line("\(name)_bucket", #"method="\#(method)",le="\#(bound)""#, count)
    }
    line("\(name)_sum", #"method="\#(method)""#, figures.sum / .seconds(1))
    line("\(name)_count", #"method="\#(method)""#, count)
  }

  private mutating func append(_ database: DatabaseStatistics) {
    let families: [(String, String, String, KeyPath<DatabaseStatistics.LaneStatistics, Int>)] = [
      ("connections", "gauge", "Connections that are up", \.connections),
      ("in_flight", "gauge", "Transactions that were sent and not answered", \.inFlight),
      ("queued", "gauge", "Transactions that wait for a connection", \.queued),
      ("completed_total", "counter", "Transactions that the server answered", \.completed),
      ("overloaded_total", "counter", "Transactions that were refused since the queue was full", \.overloaded),
      ("connections_lost_total", "counter", "Connections that were lost", \.lost),
    ]
    for (name, type, help, value) in families {
      family("huifang_database_\(name)", type, help)
      for lane in Lane.allCases {
        guard let figures = database.lanes[lane] else { continue }
        line("huifang_database_\(name)", #"lane="\#(lane)""#, figures[keyPath: value])
      }
    }
  }

  private mutating func append(_ jobs: JobMetrics) {
    let snapshot = jobs.snapshot
    family("huifang_jobs_running", "gauge", "Jobs of which this process does a step")
    for (kind, figures) in snapshot { line("huifang_jobs_running", #"kind="\#(kind)""#, figures.running) }
    family("huifang_jobs_total", "counter", "Jobs that this process ran, by how they ended")
    for (kind, figures) in snapshot {
      line("huifang_jobs_total", #"kind="\#(kind)",outcome="succeeded""#, figures.succeeded)
      line("huifang_jobs_total", #"kind="\#(kind)",outcome="ended""#, figures.ended)
    }
  }

  private mutating func family(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func line(_ name: String, _ labels: String, _ value: some CustomStringConvertible) {
    text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }
}
