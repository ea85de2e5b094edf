-- Who signs in: data keys, accounts, roles and who holds them, sessions, integration keys.

create table identity.tenant_key (
  tenant_id uuid not null references directory.organization,
  key_id integer not null check (key_id > 0),
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key_id)
);
comment on table identity.tenant_key is 'Data keys, wrapped by the master key, which is never in the database';
select app.protect('identity.tenant_key', false);
grant select, insert (tenant_id, key_id, wrapped) on identity.tenant_key to huifang_service;

-- A one-time code that a person enrols counts once a code of it has been shown, and a session left open must not be enough to guess
-- that code. A password that somebody else has seen is good for one thing: choosing another one. A hospital's own systems sign in with
-- keys: each has an account, which no password opens, so that what it does has an actor.
--
-- What is deactivated holds nothing. So "who held what on a day" needs to know of no status, and whoever comes back is granted roles
-- anew; an administrator, whose role is all the account is for, gets it back with the activation.
create table identity.account (
  tenant_id uuid not null references directory.organization,
  account_id uuid not null,
  username text not null check (username ~ '^[a-z][a-z0-9._-]{1,31}$'),
  display_name text not null check (length(display_name) between 1 and 60),
  staff_id uuid,
  password_hash text not null,
  totp_secret bytea,
  totp_last_step bigint not null default 0,
  failures integer not null default 0,
  locked_until timestamptz,
  grants_version integer not null default 1,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  pending_totp_secret bytea,
  must_change_password boolean not null default true,
  kind text not null default 'person' check (kind in ('person', 'integration')),
  deactivated_at timestamptz,
  pending_totp_failures integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, account_id),
  constraint account_username_unique unique (tenant_id, username),
  constraint account_staff foreign key (tenant_id, staff_id) references directory.staff,
  constraint account_password check (kind = 'person' or password_hash = '' and totp_secret is null)
);
comment on table identity.account is 'A person''s own sign-in; never shared (GB/T 22239 8.1.4.1)';
comment on column identity.account.username is 'The part of the user name before the @';
comment on column identity.account.staff_id is 'The member of staff behind the account, where one is known';
comment on column identity.account.totp_secret is 'Sealed with the tenant''s data key';
comment on column identity.account.pending_totp_secret is 'Sealed as totp_secret, whose place it takes when a code of it was shown';
comment on column identity.account.must_change_password is
  'Made or reset by somebody else: signing in asks for a new one first. Those of before stay as they are';
comment on column identity.account.kind is 'An integration''s account signs in by its key alone and holds no role';
comment on column identity.account.deactivated_at is
  'Since when; the assignments that ended at this moment ended with the account';
comment on column identity.account.pending_totp_failures is
  'Codes that were shown to the enrolment, each counted before it is looked at; after five the enrolment is thrown away';
-- Accounts are deactivated, never deleted; the last of each of the three administrators stays.
create constraint trigger administrators_stay after update on identity.account
  deferrable initially deferred for each row
  when (old.status = 'active' and new.status <> 'active')
  execute function identity.keep_administrators();
create trigger told after update of password_hash, totp_secret, status on identity.account
  for each row when (new.password_hash <> old.password_hash or new.totp_secret is distinct from old.totp_secret
    or new.status <> old.status)
  execute function identity.notice_account();
select app.protect('identity.account', false);
-- What hangs on a department or a member of staff moves when an administrator says what an import really met.
grant select, insert (tenant_id, account_id, username, display_name, staff_id, password_hash, totp_secret, kind),
  update (display_name, staff_id, password_hash, totp_secret, totp_last_step, failures, locked_until, grants_version, status,
  pending_totp_secret, must_change_password, deactivated_at, pending_totp_failures) on identity.account to huifang_service;

-- Roles that hospitals compose of permissions, and assignments with a history: who held what, where, from when until when.
create table identity.role (
  tenant_id uuid not null references directory.organization,
  role text not null check (role ~ '^own\.[a-z][A-Za-z0-9]{1,31}$'),
  name text not null check (length(name) between 2 and 60),
  english_name text check (length(english_name) between 2 and 60),
  version integer not null default 1,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, role)
);
comment on table identity.role is
  'Roles that a hospital composed itself (医务科, 护理部, 质控办 …); the built-in ones stand in the program. own. keeps the two apart for ever';
create unique index role_name_unique on identity.role (tenant_id, name) where status = 'active';
select app.protect('identity.role', false);
grant select, insert (tenant_id, role, name, english_name), update (name, english_name, version, status) on identity.role
  to huifang_service;

-- Substitution during absence: what an absent person holds is lent for a period. What is lent never outlives what it was lent from.
create table identity.substitution (
  tenant_id uuid not null references directory.organization,
  substitution_id uuid not null,
  absent_account_id uuid not null,
  substitute_account_id uuid not null,
  created_by uuid not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, substitution_id),
  constraint substitution_absent foreign key (tenant_id, absent_account_id) references identity.account,
  constraint substitution_substitute foreign key (tenant_id, substitute_account_id) references identity.account,
  constraint substitution_creator foreign key (tenant_id, created_by) references identity.account,
  constraint substitution_of_another check (absent_account_id <> substitute_account_id),
  constraint substitution_period check (valid_until >= valid_from and valid_until <= valid_from + interval '92 days')
);
comment on table identity.substitution is 'Who stands in for whom (替代), from when until when; ended, never deleted';
create index substitution_by_absent on identity.substitution (tenant_id, absent_account_id, valid_until);
create trigger never_deleted before delete or truncate on identity.substitution
  for each statement execute function identity.refuse_deletion();
select app.protect('identity.substitution', false);
grant select, insert (tenant_id, substitution_id, absent_account_id, substitute_account_id, created_by, valid_from,
  valid_until), update (valid_until) on identity.substitution to huifang_service;

-- Assignments keep every period. Triggers see to periods that overlap: an exclusion constraint would need an extension whose operators
-- aren't leakproof.
create table identity.assignment (
  tenant_id uuid not null,
  assignment_id uuid not null,
  account_id uuid not null,
  role text not null,
  department_id uuid,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  own_role text generated always as (case when starts_with(role, 'own.') then role end) stored,
  substitution_id uuid,
  primary key (tenant_id, assignment_id),
  constraint assignment_account foreign key (tenant_id, account_id) references identity.account,
  constraint assignment_department foreign key (tenant_id, department_id) references directory.department,
  constraint assignment_of_ward_names_department
    check (role not in ('wardDoctor', 'wardNurse', 'departmentHead', 'headNurse') or department_id is not null),
  constraint assignment_role_known check (own_role is not null or role in (
    'platformAdministrator', 'wardDoctor', 'wardNurse', 'departmentHead', 'headNurse', 'agent', 'centreManager', 'leader',
    'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor', 'consultant')),
  constraint assignment_own_role foreign key (tenant_id, own_role) references identity.role,
  constraint assignment_period check (valid_until >= valid_from),
  constraint assignment_substitution foreign key (tenant_id, substitution_id) references identity.substitution,
  constraint assignment_lent_is_no_administrators check (substitution_id is null or role not in (
    'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor')),
  constraint assignment_lent_ends check (substitution_id is null or valid_until is not null)
);
comment on table identity.assignment is 'Who holds which role, where and how long';
comment on column identity.assignment.department_id is 'For which department the role is held; empty: for the hospital';
comment on column identity.assignment.valid_until is 'An assignment is ended, never deleted: who held what on a day stays known';
comment on column identity.assignment.own_role is 'The role once more when it is the hospital''s own, so that it must exist';
comment on column identity.assignment.substitution_id is 'The substitution that lends it; null for what somebody holds himself';
create index assignment_by_account on identity.assignment (tenant_id, account_id, valid_from);
create index assignment_by_role on identity.assignment (tenant_id, role, assignment_id);
create index assignment_by_substitution on identity.assignment (tenant_id, substitution_id) where substitution_id is not null;
create trigger periods_apart after insert or update on identity.assignment
  for each row execute function identity.check_assignment();
create trigger never_deleted before delete or truncate on identity.assignment
  for each statement execute function identity.refuse_deletion();
create constraint trigger administrators_stay after update on identity.assignment
  deferrable initially deferred for each row
  when (old.role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor'))
  execute function identity.keep_administrators();
create trigger lent_ends_too after update of valid_until on identity.assignment
  for each row when (new.substitution_id is null and new.valid_until is not null
    and new.valid_until is distinct from old.valid_until)
  execute function identity.end_lent();
create trigger told after insert on identity.assignment
  for each row when (new.role in (
    'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor'))
  execute function identity.notice_administrator();
select app.protect('identity.assignment', false);
grant select, insert (tenant_id, assignment_id, account_id, role, department_id, valid_from, valid_until, substitution_id),
  update (valid_until) on identity.assignment to huifang_service;

create table identity.session (
  tenant_id uuid not null,
  session_id uuid not null,
  account_id uuid not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  client_address text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, session_id),
  constraint session_account foreign key (tenant_id, account_id) references identity.account
);
comment on table identity.session is 'Signed-in sessions: 15 minutes idle, 12 hours at most';
comment on column identity.session.client_address is 'From where the person signed in; empty once it is forgotten';
create index session_by_account on identity.session (tenant_id, account_id) where ended_at is null;
-- From where somebody was signed in is kept as long as the log of it must be, and no longer.
create index session_with_address on identity.session (tenant_id, created_at) where client_address <> '';
select app.protect('identity.session', false);
-- Not the hash: a session is proved by its secret, and only audit.begin compares.
grant select (tenant_id, session_id, account_id, client_address, created_at, last_seen_at, expires_at, ended_at),
  insert (tenant_id, session_id, account_id, secret_hash, client_address, expires_at), update (ended_at) on identity.session
  to huifang_service;

create table identity.sign_in (
  tenant_id uuid not null,
  account_id uuid not null,
  event_id uuid not null,
  at timestamptz not null default now(),
  outcome text not null check (outcome in ('allowed', 'refused')),
  reason text check (length(reason) <= 60),
  client_address text not null check (length(client_address) <= 64),
  primary key (tenant_id, account_id, event_id),
  constraint sign_in_account foreign key (tenant_id, account_id) references identity.account
);
comment on table identity.sign_in is
  'Everybody''s own sign-ins and refused attempts, with addresses, which the trail doesn''t keep; forgotten after seven months';
comment on column identity.sign_in.event_id is 'The event of the same attempt in the trail';
create index sign_in_by_age on identity.sign_in (tenant_id, at);
select app.protect('identity.sign_in', false);
grant select, insert (tenant_id, account_id, event_id, outcome, reason, client_address) on identity.sign_in to huifang_service;

create table identity.recovery_code (
  tenant_id uuid not null,
  account_id uuid not null,
  code_hash bytea not null check (octet_length(code_hash) = 32),
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant_id, account_id, code_hash),
  constraint recovery_code_account foreign key (tenant_id, account_id) references identity.account
);
comment on table identity.recovery_code is
  'Ten codes on paper, each good once in place of a one-time code; only their hashes under the tenant''s key';
select app.protect('identity.recovery_code', false);
-- Deleted when others take their place: what is good for nothing isn't kept.
grant select, insert (tenant_id, account_id, code_hash), update (used_at), delete on identity.recovery_code to huifang_service;

create table identity.role_permission (
  tenant_id uuid not null,
  role text not null,
  version integer not null,
  permission text not null,
  scope text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, role, version, permission),
  constraint role_permission_role foreign key (tenant_id, role) references identity.role,
  constraint role_permission_grantable check (identity.is_grantable(permission, scope))
);
comment on table identity.role_permission is
  'What each version of an own role permits. Append-only: what a role meant on a day stays known';
create trigger never_deleted before update or delete or truncate on identity.role_permission
  for each statement execute function identity.refuse_deletion();
select app.protect('identity.role_permission', false);
grant select, insert (tenant_id, role, version, permission, scope) on identity.role_permission to huifang_service;

-- Keys of a hospital's own systems (HIS, 集成平台, SMS gateway). What a key permits never changes: another one is made instead. A key may
-- call more or less often than people do.
create table identity.integration_key (
  tenant_id uuid not null references directory.organization,
  key_id uuid not null,
  account_id uuid not null,
  name text not null check (length(name) between 2 and 60),
  permissions text[] not null,
  allowed_addresses cidr[] not null check (cardinality(allowed_addresses) between 1 and 50),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  version integer not null default 1,
  calls_per_second integer
    constraint integration_key_rate check (calls_per_second between 1 and 1000),
  created_at timestamptz not null default now(),
  primary key (tenant_id, key_id),
  constraint integration_key_account foreign key (tenant_id, account_id) references identity.account,
  constraint integration_key_permissions check (identity.are_grantable_to_keys(permissions)),
  constraint integration_key_expires check (expires_at <= created_at + interval '367 days')
);
comment on table identity.integration_key is
  'What a hospital''s own system may do, from where and until when; always for the whole hospital, never in plain text of patients';
comment on column identity.integration_key.calls_per_second is 'How often the key may call; the deployment''s rate when empty';
create unique index integration_key_name_unique on identity.integration_key (tenant_id, name) where revoked_at is null;
select app.protect('identity.integration_key', false);
grant select, insert (tenant_id, key_id, account_id, name, permissions, allowed_addresses, expires_at, calls_per_second),
  update (revoked_at, version) on identity.integration_key to huifang_service;

create table identity.integration_secret (
  tenant_id uuid not null,
  key_id uuid not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  created_at timestamptz not null default now(),
  valid_until timestamptz,
  primary key (tenant_id, key_id, secret_hash),
  constraint integration_secret_key foreign key (tenant_id, key_id) references identity.integration_key,
  constraint integration_secret_overlap check (valid_until is null or valid_until >= created_at)
);
comment on table identity.integration_secret is
  'The secrets of a key: after a rotation the one before is good until the overlap ends';
select app.protect('identity.integration_secret', false);
-- Not the hash: a key is proved by its secret, and only audit.begin_key compares.
grant select (tenant_id, key_id, created_at, valid_until), insert (tenant_id, key_id, secret_hash),
  update (valid_until) on identity.integration_secret to huifang_service;

-- Whoever has had a password or one-time code reset by somebody else is told, and so are the administrators beside an administrator.
create table identity.notice (
  tenant_id uuid not null,
  account_id uuid not null,
  event_id uuid not null,
  what text not null check (what in (
    'passwordReset', 'oneTimeCodeReset', 'administratorCreated', 'administratorActivated', 'administratorDeactivated')),
  at timestamptz not null default now(),
  by_account uuid,
  by_role text not null check (length(by_role) <= 500),
  by_name text not null check (length(by_name) <= 60),
  for_administrators boolean not null,
  primary key (tenant_id, account_id, event_id, what),
  constraint notice_account foreign key (tenant_id, account_id) references identity.account
);
comment on table identity.notice is
  'That somebody else has changed by what a person signs in. Only added to: whoever takes an account over can''t wave the notice away';
comment on column identity.notice.account_id is 'Whose sign-in was changed';
comment on column identity.notice.event_id is 'The event of the change in this organization''s trail';
comment on column identity.notice.what is 'What was done';
comment on column identity.notice.by_account is 'Who did it, when of the same organization; the platform''s people are null elsewhere';
comment on column identity.notice.by_role is 'The role by which it was done, as the trail names it';
comment on column identity.notice.by_name is 'The name of who did it, as it was then; the platform''s people are in no list of the hospital';
comment on column identity.notice.for_administrators is
  'Whether the organization''s other administrators are told as well: it was an administrator''s or a supervisor''s account';
create index notice_for_administrators on identity.notice (tenant_id, at) where for_administrators;
select app.protect('identity.notice', false);
-- Written by triggers alone.
grant select on identity.notice to huifang_service;
