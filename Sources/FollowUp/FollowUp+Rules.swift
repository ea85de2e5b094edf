public import JSONRPC

extension FollowUp {
  /// What the database's guards say of policies, tasks, holds and what is known of patients, by rule.
  public static let rules: [String: LocalizedText] = [
    "taskClosed": LocalizedText(
      chinese: "该回访任务已结束，不能再登记", english: "the follow-up task is closed; nothing more can be recorded on it"),
    "taskNotYetOpen": LocalizedText(
      chinese: "该回访任务的时间窗尚未开始", english: "the task's window has not opened yet; see opensOn"),
    "claimedByAnother": LocalizedText(
      chinese: "该任务正由其他人员处理",
      english: "another person is working on the task; take the next one or wait until the claim ends"),
    "onHold": LocalizedText(
      chinese: "该患者处于暂缓回访状态，解除暂缓后方可回访", english: "a hold stands over the task; it can be worked on once that is lifted"),
    "holdLifted": LocalizedText(
      chinese: "该暂缓已解除", english: "the hold has been lifted already; read the list again"),
    "correctionOpen": LocalizedText(
      chinese: "该出院病例已有待处理的号码更正，请等待科室答复",
      english: "the ward has been asked for this discharge's number already; wait for its answer"),
    "correctionClosed": LocalizedText(
      chinese: "该号码更正已处理，不能再次答复", english: "the request has been answered already; read the list again"),
    "correctionTask": LocalizedText(
      chinese: "只有未结束的任务，或因无号码、空号、错号未回访的任务可以申请号码更正",
      english: "only an open task, or one not followed up for want of a good number, can have its number corrected"),
    "notDraft": LocalizedText(
      chinese: "只有草稿状态的方案可以发布", english: "only a draft can be published"),
    "isMerged": LocalizedText(
      chinese: "该患者已并入其他患者；请先拆分，或改选其所并入的患者",
      english: "the patient has been merged into another one; take that back first, or name the kept one"),
    "hasMerged": LocalizedText(
      chinese: "已有其他患者并入该患者；请先拆分，或以其为保留方",
      english: "others have been merged into this patient; take that back first, or keep this one"),
    "deathDiffers": LocalizedText(
      chinese: "两名患者中仅一名已登记死亡；请先登记另一名的死亡",
      english: "only one of the two is recorded as dead; record the other's death first"),
    "notMerged": LocalizedText(chinese: "该患者未被合并", english: "the patient hasn't been merged"),
    "stayEnded": LocalizedText(chinese: "该次住院已结束", english: "the stay has ended already"),
    "withinStay": LocalizedText(
      chinese: "结束日期须在入院日期与今天之间", english: "must be between the day of admission and today"),
    "contactOfPatient": LocalizedText(
      chinese: "该号码不属于此患者", english: "the number is not one of this patient's; see contacts of the task"),
    "notRecordedDead": LocalizedText(
      chinese: "该患者未登记死亡", english: "no death is recorded of the patient"),
    "diedInHospital": LocalizedText(
      chinese: "病案首页的离院方式为死亡，不能在此撤销；请更正病案首页后重新导入",
      english: "a discharge file says that the patient died in hospital: correct the front page and import it again"),
    "patientDied": LocalizedText(
      chinese: "该患者已登记死亡；如属误登记，请先撤销死亡登记",
      english: "the patient is recorded as dead; if that is wrong, take the death back first"),
    "taskReplaced": LocalizedText(
      chinese: "患者已再次出院，新的回访计划已取代该任务",
      english: "the patient has been discharged again, and the new stay's plan has taken the task's place"),
    "aliveAfterwards": LocalizedText(
      chinese: "患者在此日期之后还有非死亡的出院记录；请核对患者与日期",
      english: "the patient left hospital alive after that day: check the patient and the day"),
  ]
}
