-- Organizations, campuses, departments, staff, and the lists of special diseases.

-- The tenants. Bureaus are a tree by GB/T 2260. After the end of a contract the row stays with name and code, which stay taken, so that
-- the trail keeps its names.
create table directory.organization (
  tenant_id uuid primary key,
  kind text not null check (kind in ('platform', 'bureau', 'hospital')),
  code text not null check (code ~ '^[A-Za-z0-9-]{4,32}$'),
  name text not null check (length(name) between 2 and 100),
  region_code text check (region_code ~ '^[0-9]{6}$'),
  parent_id uuid references directory.organization,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  level text check (level in ('tertiarySpecial', 'tertiaryA', 'tertiaryB', 'tertiaryC', 'tertiary', 'secondaryA',
    'secondaryB', 'secondaryC', 'secondary', 'primaryA', 'primaryB', 'primaryC', 'primary', 'ungraded')),
  ownership text check (ownership in ('public', 'private', 'military', 'other')),
  version integer not null default 1,
  initials text not null generated always as (directory.initials(name)) stored,
  removable_from date,
  removed_at timestamptz,
  unified_code text check (unified_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  registration_number text check (registration_number ~ '^[0-9A-Z-]{9,30}$'),
  time_zone text not null default 'Asia/Shanghai',
  created_at timestamptz not null default now(),
  constraint organization_code_unique unique (code),
  constraint organization_has_region check (kind = 'platform' or region_code is not null),
  constraint hospital_has_bureau check (kind <> 'hospital' or parent_id is not null),
  constraint organization_hospital_has_level check (kind = 'hospital' or (level is null and ownership is null)),
  constraint organization_terminated check (removable_from is null or status = 'deactivated'),
  constraint organization_removed check (removed_at is null or removable_from is not null),
  constraint organization_hospital_has_codes
    check (kind = 'hospital' or (unified_code is null and registration_number is null))
);
comment on table directory.organization is 'The tenants: the platform itself, health bureaus (a tree) and hospitals';
comment on column directory.organization.tenant_id is 'The organization''s identifier';
comment on column directory.organization.code is 'Hospital: institution code of the front page; bureau: its region code; in user names behind the @';
comment on column directory.organization.region_code is 'GB/T 2260';
comment on column directory.organization.level is '医院等级: tertiaryA is 三级甲等';
comment on column directory.organization.ownership is '办医性质: public 公立, private 民营, military 军队';
comment on column directory.organization.initials is 'Pinyin initials of the name';
comment on column directory.organization.removable_from is 'Terminated: from this day on what is held of the hospital may be removed';
comment on column directory.organization.removed_at is 'When the last of the hospital''s rows was removed; name, code and trail stay';
comment on column directory.organization.unified_code is '统一社会信用代码 (GB 32100)';
comment on column directory.organization.registration_number is '医疗机构执业许可证登记号';
comment on column directory.organization.time_zone is 'In which the organization''s days begin, as the IANA database names it';
create index organization_by_parent on directory.organization (parent_id);
alter table directory.organization enable row level security;
alter table directory.organization force row level security;
create policy tenant on directory.organization
  using (tenant_id = (select app.tenant()) or (select app.is_platform()))
  with check ((select app.is_platform()));
create trigger keep_region_tree before insert or update of parent_id, region_code on directory.organization
  for each row execute function directory.keep_region_tree();
-- The list of all zones is read from files, so it isn't asked for the usual one.
create trigger keep_time_zone before insert or update of time_zone on directory.organization
  for each row when (new.time_zone <> 'Asia/Shanghai') execute function directory.keep_time_zone();
grant select (tenant_id, kind, code, name, region_code, parent_id, status, level, ownership, version, initials,
  removable_from, removed_at, unified_code, registration_number, time_zone, created_at), insert (tenant_id, kind, code, name,
  region_code, parent_id, level, ownership, unified_code, registration_number, time_zone), update (name, region_code,
  parent_id, status, level, ownership, version, unified_code, registration_number, time_zone) on directory.organization
  to huifang_service;

create table directory.campus (
  tenant_id uuid not null references directory.organization,
  campus_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  address text check (length(address) between 1 and 120),
  status text not null default 'active' check (status in ('active', 'deactivated')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, campus_id),
  constraint campus_name_unique unique (tenant_id, name)
);
comment on table directory.campus is '院区: where a hospital''s departments are';
select app.protect('directory.campus', false);
grant select, insert (tenant_id, campus_id, name, address), update (name, address, status, version) on directory.campus
  to huifang_service;

-- Departments: a tree inside the hospital, who heads them, where they are. What a wrong file brought goes with it, and so do its staff,
-- unless somebody has confirmed them or anything refers to them.
create table directory.department (
  tenant_id uuid not null references directory.organization,
  department_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  kind text not null,
  is_follow_up_centre boolean not null default false,
  confirmed boolean not null default true,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  parent_id uuid,
  head_staff_id uuid,
  head_nurse_staff_id uuid,
  campus_id uuid,
  mapped_to_id uuid,
  version integer not null default 1,
  initials text not null generated always as (directory.initials(name)) stored,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, department_id),
  constraint department_name_unique unique (tenant_id, name),
  constraint department_kind_check check (kind in ('clinical', 'functional', 'ward')),
  constraint department_parent foreign key (tenant_id, parent_id) references directory.department,
  constraint department_campus foreign key (tenant_id, campus_id) references directory.campus,
  constraint department_mapped_to foreign key (tenant_id, mapped_to_id) references directory.department,
  constraint department_mapped_is_deactivated
    check (mapped_to_id is null or (status = 'deactivated' and mapped_to_id <> department_id and not is_follow_up_centre)),
  constraint department_centre_is_active check (not is_follow_up_centre or status = 'active')
);
comment on table directory.department is 'Departments of a hospital; one met by an import stands unconfirmed until an administrator confirms it';
comment on column directory.department.kind is 'clinical, functional or ward';
comment on column directory.department.is_follow_up_centre is '回访中心: whose worklist the centre''s calls stand on';
comment on column directory.department.confirmed is 'false: met by an import, not yet confirmed by an administrator';
comment on column directory.department.parent_id is 'The department that it belongs to, such as a ward''s; no circles';
comment on column directory.department.head_staff_id is '科主任';
comment on column directory.department.head_nurse_staff_id is '护士长';
comment on column directory.department.mapped_to_id is 'What it was met for and really is; everything that hung on it hangs there';
comment on column directory.department.initials is 'Pinyin initials of the name';
comment on column directory.department.import_id is 'The import that met it; null when an administrator made it';
create unique index department_one_centre on directory.department (tenant_id) where is_follow_up_centre;
create index department_by_parent on directory.department (tenant_id, parent_id) where parent_id is not null;
create index department_by_import on directory.department (tenant_id, import_id) where import_id is not null;
create trigger keep_department_tree before insert or update of parent_id on directory.department
  for each row execute function directory.keep_department_tree();
select app.protect('directory.department', false);
grant select, insert (tenant_id, department_id, name, kind, is_follow_up_centre, confirmed, parent_id, head_staff_id,
  head_nurse_staff_id, campus_id, import_id), update (name, kind, is_follow_up_centre, confirmed, status, parent_id,
  head_staff_id, head_nurse_staff_id, campus_id, mapped_to_id, version) on directory.department to huifang_service;

-- Staff: what a policy may ask of a caller, where they work, what files call them.
create table directory.staff (
  tenant_id uuid not null references directory.organization,
  staff_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  department_id uuid not null,
  title text,
  confirmed boolean not null default true,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  number text check (number ~ '^[0-9A-Za-z-]{1,20}$'),
  education text check (education in ('secondary', 'college', 'bachelor', 'master', 'doctor')),
  licence text check (licence in ('physician', 'assistantPhysician', 'nurse', 'pharmacist', 'technician', 'other')),
  practising_since date,
  dialects text[] not null default '{}',
  mapped_to_id uuid,
  version integer not null default 1,
  initials text not null generated always as (directory.person_initials(name)) stored,
  import_id uuid,
  department_since date,
  created_at timestamptz not null default now(),
  primary key (tenant_id, staff_id),
  constraint staff_department foreign key (tenant_id, department_id) references directory.department,
  constraint staff_name_unique unique (tenant_id, department_id, name),
  constraint staff_number_unique unique (tenant_id, number),
  constraint staff_dialects check (dialects <@ array['mandarin', 'cantonese', 'hokkien', 'teochew', 'hakka', 'easternMin', 'wu',
    'xiang', 'gan', 'jin', 'hui', 'southwestern', 'hainanese', 'zhuang', 'uyghur', 'kazakh', 'tibetan', 'mongolian', 'korean', 'yi',
    'miao', 'dong']),
  constraint staff_mapped_to foreign key (tenant_id, mapped_to_id) references directory.staff,
  constraint staff_mapped_is_deactivated check (mapped_to_id is null or (status = 'deactivated' and mapped_to_id <> staff_id))
);
comment on table directory.staff is 'People who treat and follow up; one met by an import stands unconfirmed';
comment on column directory.staff.department_id is 'The department that somebody belongs to; further ones stand in staff_department';
comment on column directory.staff.title is '职称, such as 主管护师';
comment on column directory.staff.confirmed is 'false: met by an import, not yet confirmed by an administrator';
comment on column directory.staff.number is '工号';
comment on column directory.staff.education is '学历';
comment on column directory.staff.licence is '执业资格';
comment on column directory.staff.practising_since is '从业起始日: years of practice are counted from it';
comment on column directory.staff.mapped_to_id is 'Who was met under this name and really is somebody else of the list';
comment on column directory.staff.initials is 'Pinyin initials of the name; two readings of a surname stand with a space between them';
comment on column directory.staff.import_id is 'The import that met the person; null when an administrator made the entry';
comment on column directory.staff.department_since is 'Since when somebody belongs to the department; absent: since before this was kept';
create index staff_by_name on directory.staff (tenant_id, name, staff_id);
create index staff_by_import on directory.staff (tenant_id, import_id) where import_id is not null;
select app.protect('directory.staff', false);
grant select, insert (tenant_id, staff_id, name, department_id, title, confirmed, number, education, licence,
  practising_since, dialects, import_id), update (name, department_id, title, confirmed, status, number, education, licence,
  practising_since, dialects, mapped_to_id, version, department_since) on directory.staff to huifang_service;
alter table directory.department
  add constraint department_head foreign key (tenant_id, head_staff_id) references directory.staff,
  add constraint department_head_nurse foreign key (tenant_id, head_nurse_staff_id) references directory.staff;

create table directory.department_alias (
  tenant_id uuid not null references directory.organization,
  name text not null check (length(name) between 1 and 60),
  department_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, name),
  constraint department_alias_department foreign key (tenant_id, department_id) references directory.department
);
comment on table directory.department_alias is
  'What files call a department besides its name: mapped by an administrator, or its name of before';
create index department_alias_by_department on directory.department_alias (tenant_id, department_id);
select app.protect('directory.department_alias', false);
-- An alias goes when a department or person takes the name; places of work are said anew as a whole.
grant select, insert (tenant_id, name, department_id), update (department_id), delete on directory.department_alias
  to huifang_service;

create table directory.staff_department (
  tenant_id uuid not null references directory.organization,
  staff_id uuid not null,
  department_id uuid not null,
  valid_from date not null,
  valid_until date,
  primary key (tenant_id, staff_id, department_id, valid_from),
  constraint staff_department_staff foreign key (tenant_id, staff_id) references directory.staff,
  constraint staff_department_department foreign key (tenant_id, department_id) references directory.department,
  constraint staff_department_period check (valid_until is null or valid_until >= valid_from)
);
comment on table directory.staff_department is 'Where else somebody works, from when until when, last day included';
create index staff_department_by_department on directory.staff_department (tenant_id, department_id);
select app.protect('directory.staff_department', false);
grant select, insert, delete on directory.staff_department to huifang_service;

-- Where somebody belonged before. Written when the department of a member of staff changes, and never after.
create table directory.staff_former_department (
  tenant_id uuid not null references directory.organization,
  staff_id uuid not null,
  department_id uuid not null,
  belonged_from date,
  belonged_until date not null,
  primary key (tenant_id, staff_id, department_id, belonged_until),
  constraint staff_former_department_staff foreign key (tenant_id, staff_id) references directory.staff,
  constraint staff_former_department_department foreign key (tenant_id, department_id) references directory.department,
  constraint staff_former_department_period check (belonged_from is null or belonged_until >= belonged_from)
);
comment on table directory.staff_former_department is 'The departments that a member of staff belonged to before, last day included';
comment on column directory.staff_former_department.belonged_from is 'The first day; absent: before this was kept';
create index staff_former_department_by_department on directory.staff_former_department (tenant_id, department_id);
select app.protect('directory.staff_former_department', false);
-- Who was met and really is somebody else takes the past along, and so does a department.
grant select, insert, delete on directory.staff_former_department to huifang_service;

create table directory.staff_alias (
  tenant_id uuid not null references directory.organization,
  department_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, department_id, name),
  constraint staff_alias_department foreign key (tenant_id, department_id) references directory.department,
  constraint staff_alias_staff foreign key (tenant_id, staff_id) references directory.staff
);
comment on table directory.staff_alias is
  'Whom a department''s files mean by a name: mapped by an administrator, a name of before, or somebody of another department';
create index staff_alias_by_staff on directory.staff_alias (tenant_id, staff_id);
select app.protect('directory.staff_alias', false);
grant select, insert (tenant_id, department_id, name, staff_id), update (staff_id), delete on directory.staff_alias
  to huifang_service;

create view directory.staff_met with (security_invoker) as
  select a.tenant_id, a.department_id, a.name, a.staff_id from directory.staff_alias a
  union all
  select s.tenant_id, s.department_id, s.name, s.staff_id from directory.staff s
    where not exists (
      select from directory.staff_alias a
        where a.tenant_id = s.tenant_id and a.department_id = s.department_id and a.name = s.name);
comment on view directory.staff_met is 'Whom a department''s files mean by a name: an alias goes before a name';
grant select on directory.staff_met to huifang_service;

-- 特殊疾病目录: which diagnoses and operations a hospital treats as special. A version never changes: policies name one.
create table directory.special_disease_list (
  tenant_id uuid not null references directory.organization,
  list_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  status text not null default 'active' check (status in ('active', 'deactivated')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, list_id),
  constraint special_disease_list_name_unique unique (tenant_id, name)
);
comment on table directory.special_disease_list is '特殊疾病目录; its entries belong to a version';
select app.protect('directory.special_disease_list', false);
grant select, insert (tenant_id, list_id, name), update (name, status, version) on directory.special_disease_list
  to huifang_service;

create table directory.special_disease_entry (
  tenant_id uuid not null,
  list_id uuid not null,
  version integer not null,
  place smallint not null check (place between 1 and 500),
  kind text not null check (kind in ('diagnosis', 'operation')),
  code_from text not null check (code_from ~ '^[0-9A-Z][0-9A-Zx.+*-]{0,15}$'),
  code_to text check (code_to ~ '^[0-9A-Z][0-9A-Zx.+*-]{0,15}$'),
  label text check (length(label) between 1 and 60),
  primary key (tenant_id, list_id, version, place),
  constraint special_disease_entry_list foreign key (tenant_id, list_id) references directory.special_disease_list,
  constraint special_disease_entry_range check (code_to is null or left(code_to, length(code_from)) >= code_from)
);
comment on table directory.special_disease_entry is
  'A code prefix (I63), or a range of them (I20 to I25, last included), of ICD-10 or ICD-9-CM-3; never changed, never deleted';
select app.protect('directory.special_disease_entry', false);
grant select, insert on directory.special_disease_entry to huifang_service;
