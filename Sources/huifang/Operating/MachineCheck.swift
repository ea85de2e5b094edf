import FoundationEssentials
import Glibc
import Vault

/// What can be seen without the database: the master key and the disk.
struct MachineCheck {
  let masterKeyFile: String
  /// The folder whose disk fills up; nil when the database is elsewhere.
  let folder: String?

  /// Below this nothing more than a few days' work fits.
  private static let tightBytes = 2 << 30
  /// Below this PostgreSQL may stop at any moment.
  private static let fullBytes = 256 << 20

  func findings() -> [DoctorFinding] {
    [masterKey()] + (folder.map { [disk($0)] } ?? [])
  }

  private func masterKey() -> DoctorFinding {
    do {
      _ = try MasterKey(file: masterKeyFile)
      return DoctorFinding("master key", .good, "\(masterKeyFile) can be read by its owner only")
    } catch {
      return DoctorFinding("master key", .problem, error.description)
    }
  }

  private func disk(_ folder: String) -> DoctorFinding {
    var status = statvfs()
    guard unsafe statvfs(folder, &status) == 0 else {
      return DoctorFinding("disk", .warning, "the room on the disk of \(folder) can't be told")
    }
    return Self.disk(free: Int(clamping: status.f_bavail * status.f_frsize), of: folder)
  }

  static func disk(free: Int, of folder: String) -> DoctorFinding {
    let text = "\(free >> 20) MiB free for \(folder)"
    if free < fullBytes { return DoctorFinding("disk", .problem, "\(text): free some space now") }
    if free < tightBytes { return DoctorFinding("disk", .warning, "\(text): free some space soon") }
    return DoctorFinding("disk", .good, text)
  }
}
