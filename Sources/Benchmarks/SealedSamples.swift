import Discharges
import Operations
import SQL
import Vault

/// A few hundred sealed persons that the filled rows take in turn: opening them costs what opening any would.
struct SealedSamples {
  /// How many there are.
  static let count = 500

  let key: TenantKey

  /// The name of the numbered sample.
  static func name(_ number: Int) -> String {
    let family = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
    let given = Array("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华慧")
    return "\(family[number % family.count])\(given[number / 20 % given.count])\(given[(number * 7 + 3) % given.count])"
  }

  /// The phone of the numbered sample.
  static func phone(_ number: Int) -> String { String(13_800_000_000 + number * 7919) }

  /// The identity number of the numbered sample.
  static func identityNumber(_ number: Int) -> String { "3708001956031\(String(10_000 + number).dropFirst())X" }

  /// Makes and fills the table `sample`, which goes with the transaction.
  var statements: [SQL] {
    let numbers = Array(0..<Self.count)
    let names = numbers.map(Self.name)
    let phones = numbers.map(Self.phone)
    let identities = numbers.map(Self.identityNumber)
    return [
      """
      create temporary table sample (number int primary key, name bytea, name_index bytea, identity bytea,
        identity_index bytea, address bytea, contact_name bytea, phone bytea, phone_index bytea, last_four_index bytea)
        on commit drop
      """,
      """
      insert into sample select * from unnest(\(numbers.map(Int32.init)), \(sealed(names, .patientName)),
        \(indexes(names, .name)), \(sealed(identities, .patientIdentityNumber)),
        \(indexes(identities, .identityNumber)), \(sealed(names.map { _ in "山东省泗河市文庙街道 1 号" }, .patientAddress)),
        \(sealed(names, .contactName)), \(sealed(phones, .contactPhone)), \(indexes(phones, .phone)),
        \(indexes(phones, .phoneLastFour)))
      """,
      "analyze sample",
    ]
  }

  private func sealed(_ texts: [String], _ column: SealedColumn) -> [[UInt8]] {
    texts.map { key.seal($0, context: column.context).bytes }
  }

  private func indexes(_ texts: [String], _ purpose: BlindIndexPurpose) -> [[UInt8]] {
    texts.map { key.blindIndex(normalising: $0, purpose: purpose) ?? [] }
  }
}
