import Directory
import Discharges
import FollowUp
import FoundationEssentials
import SQL

/// What hangs on departments and staff: discharges, and the follow-up of them.
enum FollowUpDependents: DirectoryDependents {
  static func lock(tenant: UUID) -> SQL {
    DischargeLock.statement(tenant: tenant)
  }

  static func departmentIsInUse(tenant: UUID, department: UUID) -> SQL {
    FollowUpMoves.isInUse(tenant: tenant, department: department)
  }

  static func moveDepartment(tenant: UUID, from: UUID, to: UUID) -> [SQL] {
    FollowUpMoves.moveDepartment(tenant: tenant, from: from, to: to)
      + DischargeMoves.moveDepartment(tenant: tenant, from: from, to: to)
  }

  static func moveStaff(tenant: UUID, pairs: SQL) -> [SQL] {
    DischargeMoves.moveStaff(tenant: tenant, pairs: pairs)
  }

  static func readAgain(tenant: UUID, department: UUID) -> SQL {
    DischargeMoves.readAgain(tenant: tenant, where: "d.department_id = \(department)")
  }

  static func readAgain(tenant: UUID, staff: UUID) -> SQL {
    DischargeMoves.readAgain(
      tenant: tenant, where: "\(staff) in (d.attending_staff_id, d.resident_staff_id, d.nurse_staff_id)")
  }

  static func moveCentre(tenant: UUID, to: UUID) -> [SQL] {
    FollowUpMoves.moveCentre(tenant: tenant, to: to)
  }
}
