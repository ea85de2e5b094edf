/// Sex as the front page codes it (GB/T 2261.1).
public enum Sex: Int, Sendable, Hashable, CaseIterable {
  /// 0, not known.
  case unknown = 0
  /// 1, male.
  case male = 1
  /// 2, female.
  case female = 2
  /// 9, not stated.
  case notStated = 9
}

/// How the patient left, 离院方式.
public enum WayOfLeaving: Int, Sendable, Hashable, CaseIterable {
  /// 1 医嘱离院, home on the doctor's advice.
  case home = 1
  /// 2 医嘱转院, transferred to another hospital.
  case transferred = 2
  /// 3 医嘱转社区, to a community health service or township hospital.
  case community = 3
  /// 4 非医嘱离院, against advice.
  case againstAdvice = 4
  /// 5 死亡, died.
  case died = 5
  /// 9 其他, other.
  case other = 9
}

/// What the contact is to the patient, 联系人关系.
public enum ContactRelation: Int, Sendable, Hashable, CaseIterable {
  /// 0, the patient himself.
  case patient = 0
  /// 1, spouse.
  case spouse = 1
  /// 2, son.
  case son = 2
  /// 3, daughter.
  case daughter = 3
  /// 4, grandchild.
  case grandchild = 4
  /// 5, parent.
  case parent = 5
  /// 6, grandparent.
  case grandparent = 6
  /// 7, brother or sister.
  case sibling = 7
  /// 8, other.
  case other = 8
}

/// By which way the patient came in, 入院途径.
public enum AdmissionRoute: Int, Sendable, Hashable, CaseIterable {
  /// 1, through the emergency department.
  case emergency = 1
  /// 2, through the outpatient department.
  case outpatient = 2
  /// 3, transferred from another institution.
  case transfer = 3
  /// 9, other.
  case other = 9
}
