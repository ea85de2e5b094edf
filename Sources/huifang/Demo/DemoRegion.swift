import FrontPages
import Operations

/// The demo: a bureau with three hospitals of different kind, invented like everybody in them.
enum DemoRegion {
  /// The bureau's region (GB/T 2260), which is its code too.
  static let bureauCode = "370800"
  /// The bureau.
  static let bureauName = "泗河市卫生健康委员会"
  /// Its supervisor.
  static let supervisor = DemoPerson(role: .bureauSupervisor, username: "supervisor", displayName: "孔令和")

  /// The hospitals: a general one, one for women and children, one for psychiatric and infectious illnesses.
  static let hospitals = [
    DemoHospital(
      code: "49557184-0", name: "泗河市第一人民医院", policies: [.pack("P5")], ward: "心血管内科",
      names: ["陈志远", "李敏", "王立新", "赵红梅", "周静", "孙慧", "钱国栋", "吴建国", "郑海波", "冯雪", "褚晓燕"],
      furtherWards: [
        DemoWard(department: "骨科", alias: "guke", doctor: "鲁建军", nurse: "苗春梅"),
        DemoWard(department: "产科", alias: "chanke", doctor: "方丽", nurse: "俞红"),
        DemoWard(department: "神经内科", alias: "shenjing", doctor: "任志刚", nurse: "袁慧敏"),
      ], diseases: .general,
      discharges: DemoDischarges(
        seed: 370801, rows: 12_000, dialect: .n041,
        shares: [
          "心血管内科": 90, "呼吸与危重症医学科": 85, "消化内科": 70, "神经内科": 85, "内分泌科": 50, "肾内科": 40, "肿瘤科": 75,
          "感染性疾病科": 35, "普外科": 80, "骨科": 75, "泌尿外科": 45, "妇科": 45, "产科": 70, "儿科": 80, "新生儿科": 25, "眼科": 45,
          "精神科": 30, "职业病科": 15, "康复科": 30, "中医科": 30, "急诊科": 35, "重症医学科": 18, "日间手术中心": 47,
        ])),
    DemoHospital(
      code: "49557185-9", name: "泗河市妇幼保健院", policies: [.pack("P1"), .own(name: "产后病房随访", rounds: postnatalRounds)],
      ward: "产科",
      names: ["卫兰", "蒋欣", "沈玉芬", "韩丽华", "杨帆", "朱颖", "秦明", "尤志刚", "许建平", "何洁", "吕萍"],
      furtherWards: [
        DemoWard(department: "儿科", alias: "erke", doctor: "金凤", nurse: "潘晓梅"),
        DemoWard(department: "新生儿科", alias: "xinshenger", doctor: "范红霞", nurse: "彭静"),
      ], diseases: .maternity,
      discharges: DemoDischarges(
        seed: 370802, rows: 4_000, dialect: .hqmsP, shares: ["产科": 45, "妇科": 20, "儿科": 22, "新生儿科": 13])),
    DemoHospital(
      code: "49557186-7", name: "泗河市第三人民医院", policies: [.own(name: "专科医院出院回访", rounds: specialistRounds)],
      ward: "精神科", names: ["施文博", "张丽娟", "孔德明", "曹秀英", "严敏", "华蓉", "金国华", "魏东", "陶勇", "姜颖", "戚薇"],
      furtherWards: [
        DemoWard(department: "感染性疾病科", alias: "ganran", doctor: "谢文斌", nurse: "邹玉兰"),
        DemoWard(department: "职业病科", alias: "zhiyebing", doctor: "喻家明", nurse: "柏秋云"),
      ], diseases: .specialist,
      discharges: DemoDischarges(
        seed: 370803, rows: 2_000, dialect: .hqmsABCD,
        shares: [
          "精神科": 32, "感染性疾病科": 30, "呼吸与危重症医学科": 16, "职业病科": 10, "康复科": 5, "中医科": 4, "急诊科": 2, "重症医学科": 1,
        ])),
  ]

  /// Beside the centre's call the ward's nurse asks in the first fortnight, the doctor about the check after six weeks (002-8).
  private static let postnatalRounds = [
    DemoRound(
      name: "出院两周护士随访", level: "wardFollowUp", responsibleRole: "wardNurse", windowFromDay: 3, windowToDay: 14),
    DemoRound(
      name: "产后42天复查随访", level: "wardFollowUp", responsibleRole: "wardDoctor", windowFromDay: 36, windowToDay: 46),
  ]

  /// After a week the centre calls, after a month the ward's nurse, after two the doctor (002-3, 002-7).
  private static let specialistRounds = [
    DemoRound(
      name: "出院一周回访", level: "centreFollowUp", responsibleRole: "agent", windowFromDay: 5, windowToDay: 10),
    DemoRound(
      name: "出院一月随访", level: "wardFollowUp", responsibleRole: "wardNurse", windowFromDay: 28, windowToDay: 42),
    DemoRound(
      name: "出院两月复诊随访", level: "wardFollowUp", responsibleRole: "wardDoctor", windowFromDay: 56, windowToDay: 70),
  ]
}

/// Somebody with one role.
struct DemoPerson: Sendable {
  let role: Role
  /// The part of the user name before the @.
  let username: String
  let displayName: String
  /// The department that the role is held for; nil when it is held for the hospital.
  var department: String?
}

/// A doctor and a nurse of another ward than the one that all roles have somebody in.
struct DemoWard: Sendable {
  let department: String
  /// Behind the dot of their user names.
  let alias: String
  let doctor: String
  let nurse: String
}

/// A hospital of the demo.
struct DemoHospital: Sendable {
  /// The department that is every hospital's follow-up centre.
  static let centre = "回访中心"

  let code: String
  let name: String
  /// The policies that it works by: between them there is work for doctors, nurses and agents.
  let policies: [DemoPolicy]
  /// The department of the doctor, the nurse and their heads.
  let ward: String
  /// The people's names in the order of ``people``.
  let names: [String]
  /// Wards besides, with a doctor and a nurse each.
  let furtherWards: [DemoWard]
  /// What its daily work is about.
  let diseases: DemoDiseases
  /// The discharges that it begins with.
  let discharges: DemoDischarges

  /// The clinical departments.
  var departments: [String] { discharges.shares.map(\.key) }

  /// A person for each role, then the further wards'.
  var people: [DemoPerson] {
    let roles: [(Role, String)] = [
      (.wardDoctor, "doctor"), (.wardNurse, "nurse"), (.departmentHead, "head"), (.headNurse, "headnurse"),
      (.agent, "agent"), (.centreManager, "manager"), (.leader, "leader"), (.hospitalAdministrator, "admin"),
      (.securityOfficer, "security"), (.auditor, "audit"), (.consultant, "consultant"),
    ]
    return zip(roles, names).map {
      DemoPerson(role: $0.0, username: $0.1, displayName: $1, department: department(of: $0.0))
    }
      + furtherWards.flatMap { ward in
        [
          DemoPerson(
            role: .wardDoctor, username: "doctor.\(ward.alias)", displayName: ward.doctor, department: ward.department),
          DemoPerson(
            role: .wardNurse, username: "nurse.\(ward.alias)", displayName: ward.nurse, department: ward.department),
        ]
      }
  }

  /// The department that a role is held for; nil when it is held for the hospital.
  func department(of role: Role) -> String? {
    if role.needsDepartment { return ward }
    return role == .agent || role == .centreManager ? Self.centre : nil
  }
}
