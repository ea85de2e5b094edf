import SQL
import Testing

/// A way to break a rule, and the finding that it must lead to.
struct Breach: Sendable, CustomTestStringConvertible {
  let check: String
  let object: String
  let statement: SQL

  init(_ check: String, _ object: String, _ statement: SQL) {
    self.check = check
    self.object = object
    self.statement = statement
  }

  var testDescription: String { "\(check): \(statement.text)" }

  static let rowSecurity: [Breach] = [
    Breach(
      "002_row_security", "directory.staff", "alter table directory.staff disable row level security"),
    Breach(
      "002_row_security", "directory.staff", "alter table directory.staff no force row level security"),
    Breach("002_row_security", "directory.staff", "drop policy tenant on directory.staff"),
    Breach(
      "002_row_security", "directory.staff",
      "create policy everything on directory.staff using (true) with check (true)"),
    Breach(
      "002_row_security", "directory.staff",
      "alter policy tenant on directory.staff using (tenant_id = (select app.tenant()) or (select app.is_platform()))"),
    Breach("002_row_security", "directory.staff", "alter policy tenant on directory.staff with check (true)"),
    Breach(
      "002_row_security", "directory.organization", "alter policy tenant on directory.organization with check (true)"),
    Breach(
      "002_row_security", "directory.staff",
      """
      drop policy tenant on directory.staff;
      create policy tenant on directory.staff using (tenant_id = (select app.tenant()))
      """),
    Breach(
      "002_row_security", "directory.staff",
      "alter policy tenant on directory.staff using (tenant_id = (select app.tenant()) and (name = name or true))"),
    Breach(
      "002_row_security", "followup.hold",
      """
      alter policy tenant on followup.hold with check (tenant_id = (select app.tenant()) and (select audit.begun())
        and ((select app.whole_organization()) or discharging_department_id is null
          or discharging_department_id = any ((select app.departments())::uuid[])))
      """),
    Breach("002_row_security", "app.note", "create table app.note (body text)"),
  ]

  static let tables: [Breach] = [
    Breach("002_table_privileges", "discharges.patient", "grant truncate on discharges.patient to huifang_service"),
    Breach("002_table_privileges", "directory.staff", "grant select on directory.staff to public"),
    Breach("002_table_privileges", "directory.staff.name", "grant select (name) on directory.staff to public"),
    Breach(
      "002_department_scope", "discharges.discharge",
      """
      alter policy tenant on discharges.discharge using (tenant_id = (select app.tenant()) and (select audit.begun()))
      """),
    Breach(
      "002_department_scope", "followup.task",
      """
      alter policy tenant on followup.task with check (tenant_id = (select app.tenant()) and (select audit.begun())
        and ((select app.whole_organization()) or department_id = any ((select app.departments())::uuid[])))
      """),
    Breach(
      "002_leakproof_columns", "directory.staff_by_tags",
      "alter table directory.staff add tags text[]; create index staff_by_tags on directory.staff (tenant_id, tags)"),
    Breach(
      "002_leakproof_columns", "directory.staff_by_lower",
      "create index staff_by_lower on directory.staff (tenant_id, lower(name))"),
    Breach(
      "002_personal_data_gate", "discharges.patient",
      "alter policy tenant on discharges.patient using (tenant_id = (select app.tenant()))"),
    Breach(
      "002_personal_data_gate", "followup.diary",
      """
      create table followup.diary (tenant_id uuid not null, diary_id uuid, primary key (tenant_id, diary_id));
      select app.protect('followup.diary', false)
      """),
    Breach("003_views", "directory.people", "create view directory.people as select * from directory.staff"),
    Breach(
      "003_views", "directory.people",
      "create view directory.people with (security_invoker = false) as select * from directory.staff"),
    Breach(
      "003_views", "directory.people", "create materialized view directory.people as select * from directory.staff"),
  ]

  static let functionsAndKeys: [Breach] = [
    Breach(
      "004_definer_functions", "app.everything()",
      """
      create function app.everything() returns bigint
        language sql security definer set search_path = pg_catalog, pg_temp return 1;
      revoke execute on function app.everything() from public
      """),
    Breach(
      "004_definer_functions", "audit.begun()", "alter function audit.begun() set search_path = pg_temp, pg_catalog"),
    Breach("004_definer_functions", "audit.begun()", "alter function audit.begun() reset search_path"),
    Breach("004_definer_functions", "audit.begun()", "alter function audit.begun() security invoker"),
    Breach("004_definer_functions", "audit.begun()", "grant execute on function audit.begun() to public"),
    Breach(
      "004_definer_functions", "app.new()",
      "create function app.new() returns int language sql return 1; grant execute on function app.new() to public"),
    Breach("004_create_privilege", "schema followup", "grant create on schema followup to huifang_service"),
    Breach("004_create_privilege", "schema public", "reset role; grant create on schema public to public"),
    Breach(
      "005_keys_begin_with_tenant", "directory.staff_title",
      "alter table directory.staff add constraint staff_title unique (title, tenant_id)"),
    Breach(
      "005_keys_begin_with_tenant", "directory.staff_name",
      "create unique index staff_name on directory.staff (name)"),
    Breach(
      "005_keys_begin_with_tenant", "identity.session.session_account",
      """
      alter table identity.session drop constraint session_account;
      create unique index account_turned on identity.account (account_id, tenant_id);
      alter table identity.session add constraint session_account foreign key (account_id, tenant_id)
        references identity.account (account_id, tenant_id);
      """),
    Breach(
      "005_keys_begin_with_tenant", "identity.account.account_staff",
      """
      alter table identity.account drop constraint account_staff,
        add constraint account_staff foreign key (tenant_id, staff_id) references directory.staff on delete set null
      """),
  ]
}
