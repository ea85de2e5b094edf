/// What may happen to a task: the one place that says it. Each transition names where it may start and where the task may stand afterwards;
/// ``TaskTransition/sets`` is what the row becomes, ``TaskTransition/update(tenant:facts:where:returning:)`` the statement. Nothing else
/// updates `followup.task`.
///
/// Three rules run through all of them. A person on the telephone finishes: what is decided meanwhile changes only the place to which the
/// task goes back. A hold comes before a wait for a number, and both before a promise or a rest, which are kept underneath. Whatever ends a
/// task frees it.
enum TaskTransition: String, Sendable, CaseIterable {
  // A person works.
  /// Somebody takes it in hand for some minutes.
  case claim
  /// It is given back untouched; one that a later plan has replaced meanwhile ends.
  case release
  /// 接通: the follow-up took place.
  case complete
  /// 约定再拨: it rests until the promised moment.
  case promise
  /// Nobody was reached: it rests, waits for a number when the last one was wrong, or ends with its last try.
  case tryAgain
  /// 拒绝回访, 无法沟通: it ends, tried and not followed up.
  case giveUp
  /// The call tells of the patient's death.
  case hearOfDeath
  /// A person ends it with a reason.
  case close

  // Holds.
  /// A hold begins over it, or the one that stands over it has another reason.
  case hold
  /// No hold stands over it any more.
  case unhold
  /// 不予回访: a hold leaves the discharge out.
  case exclude
  /// No hold leaves the discharge out any more.
  case include

  // Numbers.
  /// The ward is asked for a number.
  case awaitNumber
  /// A number has come: as many tries as the round allows begin anew.
  case numberFound
  /// None can be found.
  case numberNotFound

  // Later stays.
  /// A later stay's plan takes its place.
  case supersede
  /// Nothing takes its place any more.
  case resume

  // Deaths.
  /// The patient has died.
  case stop
  /// The death was none: it stands as before, or ends as missed when its window has passed since.
  case revive

  // Places. Where it stands stays.
  /// A department is mapped to another one.
  case moveDepartment
  /// Another department is the follow-up centre.
  case moveCentre
  /// The discharge was corrected: department and window follow.
  case follow

  /// Where it may start.
  var from: [TaskStart] {
    switch self {
    case .claim, .release, .complete, .promise, .tryAgain, .giveUp, .hearOfDeath, .close, .exclude, .stop, .moveCentre:
      TaskStanding.open.map { TaskStart($0) }
    case .hold: [.due, .resting, .waitingForNumber, .held].map { TaskStart($0) }
    case .unhold: [TaskStart(.held)]
    case .include: [TaskStart(.excluded, "dispute", "administrativeDischarge", "other")]
    case .awaitNumber: [.due, .resting].map { TaskStart($0) }
    case .numberFound:
      [
        TaskStart(.waitingForNumber), TaskStart(.held),
        TaskStart(.notFollowedUp, "wrongNumber", "vacantNumber", "noNumber"),
      ]
    case .numberNotFound: [TaskStart(.waitingForNumber), TaskStart(.held)]
    case .supersede:
      [
        TaskStart(.due), TaskStart(.resting, "retry", "promised"), TaskStart(.waitingForNumber), TaskStart(.held),
      ]
    case .resume: [TaskStart(.excluded, "superseded"), TaskStart(.superseded), TaskStart(.resting, "lastPromise")]
    case .revive: [TaskStart(.cancelled, "deceased")]
    case .moveDepartment, .follow: TaskStanding.allCases.map { TaskStart($0) }
    }
  }

  /// Where the task may stand afterwards; nil where it stays.
  var to: [TaskStanding]? {
    switch self {
    case .claim, .moveDepartment, .moveCentre, .follow: nil
    case .release: [.due, .resting, .waitingForNumber, .held, .excluded]
    case .complete: [.completed]
    case .promise: [.resting, .waitingForNumber, .held]
    case .tryAgain: [.resting, .waitingForNumber, .held, .notFollowedUp, .excluded]
    case .giveUp: [.notFollowedUp]
    case .close: [.notFollowedUp, .cancelled]
    case .hearOfDeath, .stop: [.cancelled]
    case .hold: [.held]
    case .unhold, .resume: [.due, .resting, .waitingForNumber]
    case .exclude: [.excluded]
    case .include: [.due]
    case .awaitNumber: [.waitingForNumber]
    case .numberFound: [.due, .held]
    case .numberNotFound: [.notFollowedUp]
    case .supersede: [.superseded, .resting, .excluded]
    case .revive: [.due, .resting, .waitingForNumber, .held, .notFollowedUp]
    }
  }

  /// Whether a claim that hasn't expired outlasts it.
  var keepsClaim: Bool {
    switch self {
    case .hold, .unhold, .awaitNumber, .numberFound, .supersede, .resume, .moveDepartment, .moveCentre, .follow: true
    default: false
    }
  }
}
