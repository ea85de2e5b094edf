extension Transaction {
  /// The same transaction, for a layer above that hands it on in a scope of its own: itself neither copyable nor
  /// outliving the body.
  package borrowing func scoped() -> Transaction {
    Transaction(database: database, lease: lease, deadline: deadline)
  }
}
