-- The directory: organizations (the tenants), their departments and their people.

create schema directory;
comment on schema directory is 'Organizations, departments and staff';
grant usage on schema directory to huifang_service, huifang_auditor;

create table directory.organization (
  tenant_id uuid primary key,
  kind text not null check (kind in ('platform', 'bureau', 'hospital')),
  code text not null check (code ~ '^[A-Za-z0-9-]{4,32}$'),
  name text not null check (length(name) between 2 and 100),
  region_code text check (region_code ~ '^[0-9]{6}$'),
  parent_id uuid references directory.organization,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  created_at timestamptz not null default now(),
  constraint organization_code_unique unique (code),
  constraint organization_has_region check (kind = 'platform' or region_code is not null),
  constraint hospital_has_bureau check (kind <> 'hospital' or parent_id is not null)
);
comment on table directory.organization is 'The tenants: the platform itself, health bureaus (a tree) and hospitals';
comment on column directory.organization.code is 'Hospital: institution code of the front page; bureau: its region code; in user names behind the @';
comment on column directory.organization.region_code is 'GB/T 2260';

-- The platform sees and makes organizations; everybody else sees the own one. The one table whose rows are tenants.
create function app.is_platform() returns boolean
  language sql stable parallel safe
  return app.tenant() = '00000000-0000-7000-8000-000000000001'::uuid;
comment on function app.is_platform() is 'Whether the transaction has begun for the platform itself, the tenant of tenants';
alter table directory.organization enable row level security;
alter table directory.organization force row level security;
create policy tenant on directory.organization
  using (tenant_id = (select app.tenant()) or (select app.is_platform()))
  with check ((select app.is_platform()));
grant select (tenant_id, kind, code, name, region_code, parent_id, status, created_at),
  insert (tenant_id, kind, code, name, region_code, parent_id) on directory.organization to huifang_service;

create function directory.organization_with_code(searched text) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  found uuid;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  select tenant_id into found from directory.organization where code = searched and status = 'active';
  perform set_config('app.tenant_id', outer_tenant, true);
  return found;
end
$$;
comment on function directory.organization_with_code(text) is
  'The tenant behind the @ of a user name: what sign-in must know before it can begin a transaction for it';
revoke execute on function directory.organization_with_code(text) from public;
grant execute on function directory.organization_with_code(text) to huifang_service;

create table directory.department (
  tenant_id uuid not null references directory.organization,
  department_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('clinical', 'functional')),
  is_follow_up_centre boolean not null default false,
  confirmed boolean not null default true,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, department_id),
  constraint department_name_unique unique (tenant_id, name)
);
comment on table directory.department is 'Departments of a hospital; one met by an import stands unconfirmed until an administrator confirms it';
create unique index department_one_centre on directory.department (tenant_id) where is_follow_up_centre;

create table directory.staff (
  tenant_id uuid not null references directory.organization,
  staff_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  department_id uuid not null,
  title text,
  confirmed boolean not null default true,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, staff_id),
  constraint staff_department foreign key (tenant_id, department_id) references directory.department,
  constraint staff_name_unique unique (tenant_id, department_id, name)
);
comment on table directory.staff is 'People who treat and follow up; one met by an import stands unconfirmed';

select app.protect('directory.department', false), app.protect('directory.staff', false);
grant select, insert (tenant_id, department_id, name, kind, is_follow_up_centre, confirmed),
  update (name, confirmed, status) on directory.department to huifang_service;
grant select, insert (tenant_id, staff_id, name, department_id, title, confirmed),
  update (name, department_id, title, confirmed, status) on directory.staff to huifang_service;
