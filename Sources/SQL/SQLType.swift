/// Object ids of PostgreSQL's built-in types, fixed in `pg_type.dat` for all versions.
public enum SQLType {
  /// boolean
  public static let bool: UInt32 = 16
  /// bytea
  public static let bytea: UInt32 = 17
  /// name, the type of identifiers in the catalogue
  public static let name: UInt32 = 19
  /// bigint
  public static let int8: UInt32 = 20
  /// smallint
  public static let int2: UInt32 = 21
  /// integer
  public static let int4: UInt32 = 23
  /// text
  public static let text: UInt32 = 25
  /// object id, four bytes without sign
  public static let oid: UInt32 = 26
  /// json, kept as text
  public static let json: UInt32 = 114
  /// real
  public static let float4: UInt32 = 700
  /// double precision
  public static let float8: UInt32 = 701
  /// unknown, the type of a bare literal
  public static let unknown: UInt32 = 705
  /// char(n)
  public static let bpchar: UInt32 = 1042
  /// varchar
  public static let varchar: UInt32 = 1043
  /// date
  public static let date: UInt32 = 1082
  /// timestamp with time zone
  public static let timestamptz: UInt32 = 1184
  /// uuid
  public static let uuid: UInt32 = 2950
  /// jsonb, text behind a version byte
  public static let jsonb: UInt32 = 3802

  /// boolean[]
  public static let boolArray: UInt32 = 1000
  /// bytea[]
  public static let byteaArray: UInt32 = 1001
  /// smallint[]
  public static let int2Array: UInt32 = 1005
  /// integer[]
  public static let int4Array: UInt32 = 1007
  /// text[]
  public static let textArray: UInt32 = 1009
  /// bigint[]
  public static let int8Array: UInt32 = 1016
  /// double precision[]
  public static let float8Array: UInt32 = 1022
  /// date[]
  public static let dateArray: UInt32 = 1182
  /// timestamp with time zone[]
  public static let timestamptzArray: UInt32 = 1185
  /// uuid[]
  public static let uuidArray: UInt32 = 2951

  /// The first id that PostgreSQL gives to types made by users, such as enums.
  public static let firstUserDefined: UInt32 = 16384
}
