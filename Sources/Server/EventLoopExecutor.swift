import NIOCore

/// Runs a connection's task on its own event loop: a request needs no other thread between socket and database, and an
/// answer's bytes are written where they are made.
final class EventLoopExecutor: TaskExecutor {
  private let eventLoop: any EventLoop

  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    eventLoop.execute { [self] in
      unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
