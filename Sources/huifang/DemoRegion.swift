import FrontPages
import Operations

/// The demo: a bureau with two hospitals, invented like everybody in them.
enum DemoRegion {
  /// The bureau's region (GB/T 2260), which is its code too.
  static let bureauCode = "370800"
  /// The bureau.
  static let bureauName = "泗河市卫生健康委员会"
  /// Its supervisor.
  static let supervisor = DemoPerson(role: .bureauSupervisor, username: "supervisor", displayName: "孔令和")

  /// The hospitals.
  static let hospitals = [
    DemoHospital(
      code: "49557184-0", name: "泗河市第一人民医院", pack: "P5",
      departments: [
        "心血管内科", "呼吸与危重症医学科", "神经内科", "内分泌科", "肿瘤科", "感染性疾病科", "普通外科", "骨科", "妇产科", "儿科",
        "眼科", "精神科", "职业病科",
      ], ward: "心血管内科",
      names: ["陈志远", "李敏", "王立新", "赵红梅", "周静", "孙慧", "钱国栋", "吴建国", "郑海波", "冯雪", "褚晓燕"],
      discharges: DemoDischarges(
        seed: 370801, rows: 260, dialect: .n041, renamed: ["普外科": "普通外科", "妇科": "妇产科", "产科": "妇产科"])),
    DemoHospital(
      code: "49557185-9", name: "泗河市妇幼保健院", pack: "P1",
      departments: ["产科", "妇科", "儿科", "新生儿科"], ward: "产科",
      names: ["卫兰", "蒋欣", "沈玉芬", "韩丽华", "杨帆", "朱颖", "秦明", "尤志刚", "许建平", "何洁", "吕萍"],
      discharges: DemoDischarges(seed: 370802, rows: 180, dialect: .hqmsP, renamed: [:])),
  ]
}

/// Somebody with one role.
struct DemoPerson: Sendable {
  let role: Role
  /// The part of the user name before the @.
  let username: String
  let displayName: String
}

/// A hospital of the demo.
struct DemoHospital: Sendable {
  /// The department that is every hospital's follow-up centre.
  static let centre = "回访中心"

  let code: String
  let name: String
  /// The policy pack that it has adopted.
  let pack: String
  /// The clinical departments.
  let departments: [String]
  /// The department of the doctor, the nurse and their heads.
  let ward: String
  /// The people's names in the order of ``people``.
  let names: [String]
  /// The discharges that it begins with.
  let discharges: DemoDischarges

  /// A person for each role.
  var people: [DemoPerson] {
    let roles: [(Role, String)] = [
      (.wardDoctor, "doctor"), (.wardNurse, "nurse"), (.departmentHead, "head"), (.headNurse, "headnurse"),
      (.agent, "agent"), (.centreManager, "manager"), (.leader, "leader"), (.hospitalAdministrator, "admin"),
      (.securityOfficer, "security"), (.auditor, "audit"), (.consultant, "consultant"),
    ]
    return zip(roles, names).map { DemoPerson(role: $0.0, username: $0.1, displayName: $1) }
  }

  /// The department that a role is held for; nil when it is held for the hospital.
  func department(of role: Role) -> String? {
    if role.needsDepartment { return ward }
    return role == .agent || role == .centreManager ? Self.centre : nil
  }
}
