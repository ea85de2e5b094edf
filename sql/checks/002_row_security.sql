-- Checklist 2: every table of ours is a tenant's: it has tenant_id, row security enabled and forced, and one policy for all
-- commands and everybody whose USING and WITH CHECK both begin with the tenant and hold nothing but what app.protect writes.
-- Partitions are read through their parent, whose policies hold then; directly they show nothing, since they have row security
-- and no policy.
with allowed_table (name) as (
  values ('migrations.applied'), ('migrations.definition') -- which files were applied; no tenant's
),
allowed_policy (name, policy, condition, new_condition) as (
  -- Its rows are the tenants; the platform sees and makes them all.
  values ('directory.organization', 'tenant',
    '((tenant_id = ( SELECT app.tenant() AS tenant)) OR ( SELECT app.is_platform() AS is_platform))',
    '( SELECT app.is_platform() AS is_platform)')
),
ours as (
  select c.oid, format('%I.%I', nspname, relname) as name, relispartition, relrowsecurity, relforcerowsecurity
    from pg_class as c join pg_namespace as n on n.oid = relnamespace
    where nspname !~ '^pg_' and nspname <> 'information_schema' and relkind in ('r', 'p')
      and format('%I.%I', nspname, relname) not in (select name from allowed_table)
),
policies as (
  select ours.name, polname::text as policy, polcmd, polroles, polpermissive, relispartition,
      pg_get_expr(polqual, polrelid) as condition, pg_get_expr(polwithcheck, polrelid) as new_condition
    from ours join pg_policy on polrelid = ours.oid
),
sides as (
  select name, policy, side, text, text = tenant or starts_with(text, '(' || tenant || ' AND ') as begins_with_tenant,
      regexp_replace(text, '(' || concat_ws('|',
        'tenant_id = \( SELECT app\.tenant\(\) AS tenant\)',
        '\( SELECT audit\.begun\(\) AS begun\)',
        '\( SELECT app\.whole_organization\(\) AS whole_organization\)',
        '\w+ = ANY \(\( SELECT app\.departments\(\) AS departments\)::uuid\[\]\)',
        -- Of no single department: shown to all, written by none of them alone.
        case side when 'USING' then '\w*department_id IS NULL' end) || ')', '', 'g') as rest
    from policies
    cross join lateral (values ('USING', condition), ('WITH CHECK', new_condition)) as side (side, text)
    cross join (values ('(tenant_id = ( SELECT app.tenant() AS tenant))')) as form (tenant)
    where polpermissive and not exists (
      select from allowed_policy as a
        where (a.name, a.policy, a.condition, a.new_condition)
          = (policies.name, policies.policy, policies.condition, policies.new_condition))
)
select name as object, 'has no column tenant_id that is not null' as problem from ours
  where not exists (select from pg_attribute where attrelid = ours.oid and attname = 'tenant_id' and attnotnull)
union all
select name, 'row security is not enabled' from ours where not relrowsecurity
union all
select name, 'row security is not forced: its owner sees everything' from ours where not relforcerowsecurity
union all
select name, 'has no policy' from ours
  where not relispartition and not exists (select from pg_policy where polrelid = ours.oid)
union all
select name, format('policy %I on a partition: only the parent''s count', policy) from policies where relispartition
union all
select name, format('policy %I is not for all commands and everybody', policy) from policies
  where polpermissive and (polcmd <> '*' or polroles <> '{0}')
union all
select name, format('policy %I has %s that does not begin with the tenant', policy, side) from sides
  where begins_with_tenant is not true
union all
select name, format('policy %I has %s that app.protect would not write: %s', policy, side, text) from sides
  where rest !~ '^[() ]*((AND|OR)[() ]*)*$'
