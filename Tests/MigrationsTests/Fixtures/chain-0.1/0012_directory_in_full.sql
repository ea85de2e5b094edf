-- The directory in full: organizations with level and ownership, campuses, departments as a tree, staff with what a policy asks of a
-- caller, what imports met and what it stands for, finding by pinyin initials, and the lists of special diseases.

-- Finding by pinyin initials. CLDR's collation puts a mark before the first character of each letter, so that no table of readings
-- is needed: the place between the marks is the letter. Immutable by promise: a newer ICU may move a rare character, and then the
-- stored initials keep the old one until the name is written again.
create function directory.initial(sign text) returns text
  language sql immutable strict parallel safe
  return case
    when sign ~ '^[0-9A-Za-z]$' then lower(sign)
    when ascii(sign) = 12295 or ascii(sign) between 13312 and 40959 or ascii(sign) >= 131072
      then substr('abcdefghjklmnopqrstwxyz', width_bucket(sign collate pg_catalog."zh-Hans-x-icu", array[
        U&'\FDD0A', U&'\FDD0B', U&'\FDD0C', U&'\FDD0D', U&'\FDD0E', U&'\FDD0F', U&'\FDD0G', U&'\FDD0H', U&'\FDD0J', U&'\FDD0K',
        U&'\FDD0L', U&'\FDD0M', U&'\FDD0N', U&'\FDD0O', U&'\FDD0P', U&'\FDD0Q', U&'\FDD0R', U&'\FDD0S', U&'\FDD0T', U&'\FDD0W',
        U&'\FDD0X', U&'\FDD0Y', U&'\FDD0Z']), 1)
    else '' end;
comment on function directory.initial(text) is 'The initial of a character''s commonest pinyin reading; nothing for what is no letter';

create function directory.initials(words text) returns text
  language sql immutable strict parallel safe
  return (
    select coalesce(string_agg(directory.initial(sign), '' order by place), '')
      from regexp_split_to_table(
        -- Words whose characters are read otherwise than alone, written with characters that are read so.
        replace(replace(replace(replace(replace(replace(words,
          '长期', '常期'), '长效', '常效'), '长寿', '常寿'), '重建', '虫建'), '重庆', '虫庆'), '藏医', '脏医'), '')
        with ordinality as part (sign, place));
comment on function directory.initials(text) is 'Pinyin initials of a department''s or organization''s name: 心血管内科 → xxgnk';

create function directory.person_initials(name text) returns text
  language sql immutable strict parallel safe
  return (
    select coalesce(
      (
        select string_agg(reading || directory.initials(substr(name, length(surname) + 1)), ' ' order by place)
          from (values
            ('尉迟', 'yc'), ('万俟', 'mq'), ('单于', 'cy'), ('澹台', 'tt'), ('长孙', 'zs'), ('令狐', 'lh')) as compound (surname, readings)
          cross join regexp_split_to_table(readings, ' ') with ordinality as reading (reading, place)
          where starts_with(name, surname)),
      (
        select string_agg(reading || directory.initials(substr(name, 2)), ' ' order by place)
          from (values
            ('曾', 'z'), ('单', 's'), ('仇', 'q'), ('解', 'x'), ('查', 'z'), ('盖', 'g'), ('区', 'o'), ('翟', 'z'), ('乐', 'y l'),
            ('秘', 'b'), ('祕', 'b'), ('覃', 'q t'), ('隗', 'w k'), ('召', 's'), ('种', 'c'), ('折', 's'), ('繁', 'p'),
            ('祭', 'z'), ('句', 'g'), ('阚', 'k'), ('么', 'y'), ('炅', 'g'), ('粘', 'n'), ('郗', 'x c'), ('佴', 'n'),
            ('乜', 'n'), ('藏', 'z'), ('省', 'x'), ('郇', 'x h'), ('费', 'f b'), ('谌', 'c s'), ('重', 'c'), ('适', 'k s'),
            ('员', 'y'), ('逄', 'p'), ('缪', 'm'), ('朴', 'p'), ('任', 'r')) as simple (surname, readings)
          cross join regexp_split_to_table(readings, ' ') with ordinality as reading (reading, place)
          where surname = left(name, 1)),
      directory.initials(name)));
comment on function directory.person_initials(text) is
  'Pinyin initials of a person''s name: 李敏 → lm, 曾丽 → zl; a surname with two readings gives both: 覃明 → qm tm';
revoke execute on function directory.initial(text), directory.initials(text), directory.person_initials(text) from public;
grant execute on function directory.initial(text), directory.initials(text), directory.person_initials(text) to huifang_service;

-- Organizations: what a hospital is, and bureaus as a tree by GB/T 2260.

alter table directory.organization
  add column level text check (level in ('tertiarySpecial', 'tertiaryA', 'tertiaryB', 'tertiaryC', 'tertiary', 'secondaryA',
    'secondaryB', 'secondaryC', 'secondary', 'primaryA', 'primaryB', 'primaryC', 'primary', 'ungraded')),
  add column ownership text check (ownership in ('public', 'private', 'military', 'other')),
  add column version integer not null default 1,
  add column initials text not null generated always as (directory.initials(name)) stored,
  add constraint organization_hospital_has_level check (kind = 'hospital' or (level is null and ownership is null));
comment on column directory.organization.level is '医院等级: tertiaryA is 三级甲等';
comment on column directory.organization.ownership is '办医性质: public 公立, private 民营, military 军队';
comment on column directory.organization.initials is 'Pinyin initials of the name';
create index organization_by_parent on directory.organization (parent_id);
grant select (level, ownership, version, initials), insert (level, ownership),
  update (name, region_code, parent_id, level, ownership, status, version) on directory.organization to huifang_service;

create function directory.region_prefix(region_code text) returns text
  language sql immutable strict parallel safe
  return case
    when region_code like '__0000' then left(region_code, 2)
    when region_code like '____00' then left(region_code, 4)
    else region_code end;
comment on function directory.region_prefix(text) is 'What all codes of a region begin with: province ##, city ####, county ######';
revoke execute on function directory.region_prefix(text) from public;
grant execute on function directory.region_prefix(text) to huifang_service;

create function directory.keep_region_tree() returns trigger
  language plpgsql
  as $$
declare
  above record;
begin
  if new.parent_id is null then
    return new;
  end if;
  select o.kind, o.region_code into above from directory.organization o where o.tenant_id = new.parent_id for share;
  perform app.guard(above.kind = 'bureau' and starts_with(new.region_code, directory.region_prefix(above.region_code))
    and (new.kind = 'hospital' or new.region_code <> above.region_code), 'RULE_VIOLATION', 'parentId:regionBelow');
  return new;
end
$$;
comment on function directory.keep_region_tree() is
  'A bureau''s code lies below that of the bureau above, a hospital''s region in its bureau''s: so the tree can have no circle';
revoke execute on function directory.keep_region_tree() from public;
create trigger keep_region_tree before insert or update of parent_id, region_code on directory.organization
  for each row execute function directory.keep_region_tree();

-- What a bureau sees of its region: names, codes and levels, of all below it.
create function directory.region_organizations()
  returns table (tenant_id uuid, kind text, code text, name text, region_code text, parent_id uuid, level text, ownership text,
    status text, version integer, initials text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  bureau uuid := app.tenant();
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query
    with recursive below as (
      select o.tenant_id from directory.organization o where o.tenant_id = bureau and o.kind = 'bureau'
      union
      select o.tenant_id from directory.organization o join below on o.parent_id = below.tenant_id)
    select o.tenant_id, o.kind, o.code, o.name, o.region_code, o.parent_id, o.level, o.ownership, o.status, o.version, o.initials
      from below join directory.organization o on o.tenant_id = below.tenant_id;
  perform set_config('app.tenant_id', coalesce(bureau::text, ''), true);
end
$$;
comment on function directory.region_organizations() is 'The caller''s own bureau and all that lies below it; nothing for anybody else';

-- Whoever is signed in at a deactivated organization is so no longer, at once; a running job loses its lease and goes on where it
-- stopped when the organization is activated again.
create function directory.stop_organization(organization uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  ended integer;
begin
  perform app.guard(app.is_platform() and organization <> app.tenant(), 'FORBIDDEN');
  perform set_config('app.tenant_id', organization::text, true);
  update access.session s set ended_at = now() where s.tenant_id = organization and s.ended_at is null;
  get diagnostics ended = row_count;
  update operations.job j set lease_until = now() where j.tenant_id = organization and j.status = 'running';
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return ended;
end
$$;
comment on function directory.stop_organization(uuid) is
  'Ends all sessions of another organization and takes its running jobs from their holders; for the platform alone';
revoke execute on function directory.region_organizations(), directory.stop_organization(uuid) from public;
grant execute on function directory.region_organizations(), directory.stop_organization(uuid) to huifang_service;

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

-- Departments: a tree inside the hospital, who heads them, where they are.

alter table directory.department
  drop constraint department_kind_check,
  add constraint department_kind_check check (kind in ('clinical', 'functional', 'ward')),
  add column parent_id uuid,
  add column head_staff_id uuid,
  add column head_nurse_staff_id uuid,
  add column campus_id uuid,
  add column mapped_to_id uuid,
  add column version integer not null default 1,
  add column initials text not null generated always as (directory.initials(name)) stored,
  add constraint department_parent foreign key (tenant_id, parent_id) references directory.department,
  add constraint department_campus foreign key (tenant_id, campus_id) references directory.campus,
  add constraint department_mapped_to foreign key (tenant_id, mapped_to_id) references directory.department,
  add constraint department_mapped_is_deactivated
    check (mapped_to_id is null or (status = 'deactivated' and mapped_to_id <> department_id and not is_follow_up_centre)),
  add constraint department_centre_is_active check (not is_follow_up_centre or status = 'active');
comment on column directory.department.kind is 'clinical 临床科室, functional 职能科室, ward 病区';
comment on column directory.department.parent_id is 'The department that it belongs to, such as a ward''s; no circles';
comment on column directory.department.head_staff_id is '科主任';
comment on column directory.department.head_nurse_staff_id is '护士长';
comment on column directory.department.mapped_to_id is 'What it was met for and really is; everything that hung on it hangs there';
comment on column directory.department.initials is 'Pinyin initials of the name';
create index department_by_parent on directory.department (tenant_id, parent_id) where parent_id is not null;

create function directory.keep_department_tree() returns trigger
  language plpgsql
  as $$
declare
  ancestor uuid := new.parent_id;
  depth integer := 1;
begin
  if new.parent_id is null then
    return new;
  end if;
  -- Two departments put below each other at the same moment: the second sees the first.
  perform pg_advisory_xact_lock(hashtextextended('directory.department:' || new.tenant_id::text, 0));
  while ancestor is not null loop
    depth := depth + 1;
    perform app.guard(ancestor <> new.department_id, 'RULE_VIOLATION', 'parentId:departmentCircle');
    perform app.guard(depth <= 6, 'RULE_VIOLATION', 'parentId:departmentDepth');
    select d.parent_id into ancestor from directory.department d
      where d.tenant_id = new.tenant_id and d.department_id = ancestor;
  end loop;
  return new;
end
$$;
comment on function directory.keep_department_tree() is 'No department is above itself, and none is more than five levels below another';
revoke execute on function directory.keep_department_tree() from public;
create trigger keep_department_tree before insert or update of parent_id on directory.department
  for each row execute function directory.keep_department_tree();

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

-- Staff: what a policy may ask of a caller, where they work, what files call them.

alter table directory.staff
  add column number text check (number ~ '^[0-9A-Za-z-]{1,20}$'),
  add column education text check (education in ('secondary', 'college', 'bachelor', 'master', 'doctor')),
  add column licence text check (licence in ('physician', 'assistantPhysician', 'nurse', 'pharmacist', 'technician', 'other')),
  add column practising_since date,
  add column dialects text[] not null default '{}',
  add column mapped_to_id uuid,
  add column version integer not null default 1,
  add column initials text not null generated always as (directory.person_initials(name)) stored,
  add constraint staff_number_unique unique (tenant_id, number),
  add constraint staff_dialects check (dialects <@ array['mandarin', 'cantonese', 'hokkien', 'teochew', 'hakka', 'easternMin', 'wu',
    'xiang', 'gan', 'jin', 'hui', 'southwestern', 'hainanese', 'zhuang', 'uyghur', 'kazakh', 'tibetan', 'mongolian', 'korean', 'yi',
    'miao', 'dong']),
  add constraint staff_mapped_to foreign key (tenant_id, mapped_to_id) references directory.staff,
  add constraint staff_mapped_is_deactivated check (mapped_to_id is null or (status = 'deactivated' and mapped_to_id <> staff_id));
comment on column directory.staff.number is '工号';
comment on column directory.staff.title is '职称, such as 主管护师';
comment on column directory.staff.education is '学历';
comment on column directory.staff.licence is '执业资格';
comment on column directory.staff.practising_since is '从业起始日: years of practice are counted from it';
comment on column directory.staff.department_id is 'The department that somebody belongs to; further ones stand in staff_department';
comment on column directory.staff.mapped_to_id is 'Who was met under this name and really is somebody else of the list';
comment on column directory.staff.initials is 'Pinyin initials of the name; two readings of a surname stand with a space between them';
create index staff_by_name on directory.staff (tenant_id, name, staff_id);

alter table directory.department
  add constraint department_head foreign key (tenant_id, head_staff_id) references directory.staff,
  add constraint department_head_nurse foreign key (tenant_id, head_nurse_staff_id) references directory.staff;

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

create view directory.staff_met with (security_invoker) as
  select a.tenant_id, a.department_id, a.name, a.staff_id from directory.staff_alias a
  union all
  select s.tenant_id, s.department_id, s.name, s.staff_id from directory.staff s
    where not exists (
      select from directory.staff_alias a
        where a.tenant_id = s.tenant_id and a.department_id = s.department_id and a.name = s.name);
comment on view directory.staff_met is 'Whom a department''s files mean by a name: an alias goes before a name';

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

select app.protect('directory.campus', false), app.protect('directory.department_alias', false),
  app.protect('directory.staff_department', false), app.protect('directory.staff_alias', false),
  app.protect('directory.special_disease_list', false), app.protect('directory.special_disease_entry', false);

grant select, insert (tenant_id, campus_id, name, address), update (name, address, status, version) on directory.campus
  to huifang_service;
grant insert (parent_id, head_staff_id, head_nurse_staff_id, campus_id),
  update (kind, parent_id, head_staff_id, head_nurse_staff_id, campus_id, is_follow_up_centre, mapped_to_id, version)
  on directory.department to huifang_service;
grant insert (number, education, licence, practising_since, dialects),
  update (number, education, licence, practising_since, dialects, mapped_to_id, version) on directory.staff to huifang_service;
-- An alias goes when a department or person takes the name; places of work are said anew as a whole.
grant select, insert (tenant_id, name, department_id), update (department_id), delete on directory.department_alias to huifang_service;
grant select, insert (tenant_id, department_id, name, staff_id), update (staff_id), delete on directory.staff_alias to huifang_service;
grant select, insert, delete on directory.staff_department to huifang_service;
grant select on directory.staff_met to huifang_service;
grant select, insert (tenant_id, list_id, name), update (name, status, version) on directory.special_disease_list to huifang_service;
grant select, insert on directory.special_disease_entry to huifang_service;

-- What hangs on a department or a member of staff moves when an administrator says what an import really met.
grant update (staff_id) on access.account to huifang_service;
grant update (department_id) on followup.exclusion to huifang_service;

create function followup.move_department(moved_from uuid, moved_to uuid) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  moved bigint;
  part bigint;
begin
  perform app.guard(app.whole_organization(), 'FORBIDDEN');
  update followup.attempt a set
      department_id = case a.department_id when moved_from then moved_to else a.department_id end,
      responsible_department_id = case a.responsible_department_id when moved_from then moved_to else a.responsible_department_id end
    from followup.task t
    where t.tenant_id = app.tenant() and a.tenant_id = t.tenant_id and a.task_id = t.task_id
      and moved_from in (t.department_id, t.responsible_department_id)
      and moved_from in (a.department_id, a.responsible_department_id);
  get diagnostics moved = row_count;
  update followup.record r set
      department_id = case r.department_id when moved_from then moved_to else r.department_id end,
      responsible_department_id = case r.responsible_department_id when moved_from then moved_to else r.responsible_department_id end
    from followup.task t
    where t.tenant_id = app.tenant() and r.tenant_id = t.tenant_id and r.task_id = t.task_id
      and moved_from in (t.department_id, t.responsible_department_id)
      and moved_from in (r.department_id, r.responsible_department_id);
  get diagnostics part = row_count;
  return moved + part;
end
$$;
comment on function followup.move_department(uuid, uuid) is
  'Attempts and records are append-only for the service; whose they are follows a mapped department, and nothing else of them changes';
revoke execute on function followup.move_department(uuid, uuid) from public;
grant execute on function followup.move_department(uuid, uuid) to huifang_service;
