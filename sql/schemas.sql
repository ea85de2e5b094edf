-- The schemas. Applied before the functions, and again whenever this file changes.

-- A function is nobody's until it is granted: EXECUTE is given, never taken away.
alter default privileges revoke execute on functions from public;

create schema if not exists app;
comment on schema app is 'Context of the transaction and what every table is protected with';
grant usage on schema app to huifang_service, huifang_auditor;

create schema if not exists audit;
comment on schema audit is 'The audit trail: who did what, whose data it concerned, and how it ended';
grant usage on schema audit to huifang_service, huifang_auditor;

create schema if not exists directory;
comment on schema directory is 'Organizations, departments and staff';
grant usage on schema directory to huifang_service, huifang_auditor;

create schema if not exists identity;
comment on schema identity is 'Accounts, assignments of roles, sessions, and the prologue of every transaction';
grant usage on schema identity to huifang_service, huifang_auditor;

create schema if not exists operations;
comment on schema operations is 'Idempotency keys and jobs';
grant usage on schema operations to huifang_service;

create schema if not exists discharges;
comment on schema discharges is 'Patients, contacts, discharges, and the files they come from';
grant usage on schema discharges to huifang_service;

create schema if not exists followup;
comment on schema followup is 'Follow-up policies, tasks, attempts and records';
grant usage on schema followup to huifang_service;

create schema if not exists handover;
comment on schema handover is 'The export of a hospital as an archive, and its removal at the end of its contract';
grant usage on schema handover to huifang_service;
