-- Checklist 1: the service's role is no superuser, has no BYPASSRLS, owns nothing and is a member of nothing. The same for the
-- auditor's. One GRANT of a privileged role, or a table of its own, would undo all row security. The owner logs in nowhere, and
-- no setting gives a role or a database a tenant before its transactions begin.
with login (role) as (values ('huifang_service'), ('huifang_auditor')),
ours (role) as (select role from login union all values ('huifang_owner'))
select ours.role as object, 'the role is missing' as problem
  from ours where not exists (select from pg_roles where rolname = ours.role)
union all
select rolname::text, 'has a privilege that it must not have: ' || concat_ws(', ',
    case when rolsuper then 'SUPERUSER' end, case when rolbypassrls then 'BYPASSRLS' end,
    case when rolcreaterole then 'CREATEROLE' end, case when rolcreatedb then 'CREATEDB' end,
    case when rolreplication then 'REPLICATION' end)
  from pg_roles join ours on role = rolname
  where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
union all
select rolname::text, 'must not be able to log in' from pg_roles where rolname = 'huifang_owner' and rolcanlogin
union all
select member.rolname::text, format('is a member of %I', granted.rolname)
  from pg_auth_members as m
  join pg_roles as member on member.oid = m.member
  join pg_roles as granted on granted.oid = m.roleid
  join ours on ours.role = member.rolname
union all
select rolname::text, 'owns ' || case when dbid = 0 then 'a database or tablespace'
    else pg_describe_object(classid, objid, objsubid) end
  from pg_shdepend
  join pg_roles on pg_roles.oid = refobjid
  join login on role = rolname
  where deptype = 'o' and refclassid = 'pg_authid'::regclass
    and dbid in (0, (select oid from pg_database where datname = current_database()))
union all
select format('%I.%I', nspname, relname), format('belongs to %I instead of huifang_owner', pg_get_userbyid(relowner))
  from pg_class join pg_namespace as n on n.oid = relnamespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    and pg_get_userbyid(relowner) <> 'huifang_owner'
union all
select coalesce(rolname::text, 'database ' || current_database()), 'presets ' || setting
  from pg_db_role_setting
  cross join unnest(setconfig) as setting
  left join pg_roles on pg_roles.oid = setrole
  where setdatabase in (0, (select oid from pg_database where datname = current_database()))
    and (setrole = 0 or rolname in (select role from ours))
    and setting ~ '^(app\.|row_security=|session_replication_role=|role=)'
