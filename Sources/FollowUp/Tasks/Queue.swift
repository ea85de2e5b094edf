import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The worklists that a person works on: pairs of department and role. A nurse's is the ward's nurse tasks, a head's both kinds of the
/// department, an agent's the follow-up centre's. A role of the hospital's own that works on tasks has, for a department, both kinds of
/// that one, and for the whole hospital the agents'.
struct Queue {
  let departments: [UUID]
  let departmentRoles: [String]
  let centreRoles: [String]

  init(of actor: Actor) {
    var pairs: Set<Pair> = []
    var centre: Set<String> = []
    for grant in actor.grants {
      switch (grant.role.builtIn, grant.department) {
      case (.wardDoctor?, let department?): pairs.insert(Pair(department: department, role: "wardDoctor"))
      case (.wardNurse?, let department?): pairs.insert(Pair(department: department, role: "wardNurse"))
      case (.departmentHead?, let department?), (.headNurse?, let department?):
        pairs.insert(Pair(department: department, role: "wardDoctor"))
        pairs.insert(Pair(department: department, role: "wardNurse"))
      case (.agent?, _): centre.insert("agent")
      case (.centreManager?, _): centre.formUnion(["agent", "leader"])
      case (.leader?, _): centre.insert("leader")
      case (nil, let department):
        switch (grant.role.grants[.taskWork], department) {
        case (.department?, let department?):
          pairs.insert(Pair(department: department, role: "wardDoctor"))
          pairs.insert(Pair(department: department, role: "wardNurse"))
        case (.hospital?, _): centre.insert("agent")
        default: break
        }
      default: break
      }
    }
    let ordered = pairs.sorted { ($0.department.uuidString, $0.role) < ($1.department.uuidString, $1.role) }
    departments = ordered.map(\.department)
    departmentRoles = ordered.map(\.role)
    centreRoles = centre.sorted()
  }

  /// One department's worklist, for people who see the whole hospital.
  init(department: UUID) {
    departments = Array(repeating: department, count: 4)
    departmentRoles = ResponsibleRole.allCases.map(\.rawValue)
    centreRoles = []
  }

  private struct Pair: Hashable {
    let department: UUID
    let role: String
  }

  /// `queue as (…)`: a row of department and role each.
  func expression(tenant: UUID) -> SQL {
    """
    queue as materialized (
      select department_id, role from unnest(\(departments), \(departmentRoles)) as ward (department_id, role)
      union all
      select centre.department_id, role from unnest(\(centreRoles)) as role, directory.department centre
        where centre.tenant_id = \(tenant) and centre.is_follow_up_centre)
    """
  }
}
