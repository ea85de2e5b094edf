/// Runs tasks on the loop's own thread, so that a call and its answer need no other thread to be woken.
///
/// For services whose work between the calls is short. Whatever computes for milliseconds (hashing a password,
/// parsing a large file) or blocks must not run here: it would hold up every connection.
public final class LoopExecutor: TaskExecutor {
  private let inbox: Inbox

  init(inbox: Inbox) { self.inbox = inbox }

  /// Queues a part of a task for the loop's next round.
  public func enqueue(_ job: consuming ExecutorJob) {
    inbox.send(.run(UnownedJob(job), self))
  }
}
