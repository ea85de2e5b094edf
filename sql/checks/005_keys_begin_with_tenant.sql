-- Checklist 5: primary, unique and foreign keys begin with tenant_id. A global key tells whether something exists in another
-- tenant, and a foreign key accepts another tenant's row in spite of row security. Distribution by tenant asks for the same, and
-- for no SET NULL or SET DEFAULT, which would touch tenant_id.
with allowed_index (name) as (
  values
    ('audit.open_pkey'), -- by transaction; rows live as long as their transaction
    ('directory.organization_code_unique'), -- rows are tenants; what stands behind the @ of a user name names one of all
    ('migrations.applied_pkey'), ('migrations.applied_name_unique'), ('migrations.definition_pkey') -- which files were applied
),
allowed_foreign_key (name) as (
  values ('directory.organization.organization_parent_id_fkey') -- rows are tenants, in a tree
),
unique_keys as (
  select format('%I.%I', nspname, c.relname) as name, attname
    from pg_index
    join pg_class as c on c.oid = indexrelid
    join pg_namespace as n on n.oid = c.relnamespace
    left join pg_attribute on attrelid = indrelid and attnum = indkey[0]
    where nspname !~ '^pg_' and nspname <> 'information_schema' and (indisunique or indisexclusion)
),
foreign_keys as (
  select format('%I.%I.%I', nspname, relname, conname) as name, a.attname, b.attname as referenced, confdeltype, confupdtype
    from pg_constraint
    join pg_class as c on c.oid = conrelid
    join pg_namespace as n on n.oid = c.relnamespace
    join pg_attribute as a on a.attrelid = conrelid and a.attnum = conkey[1]
    join pg_attribute as b on b.attrelid = confrelid and b.attnum = confkey[1]
    where nspname !~ '^pg_' and nspname <> 'information_schema' and contype = 'f'
)
select name as object, 'the unique index does not begin with tenant_id' as problem from unique_keys
  where attname is distinct from 'tenant_id' and name not in (select name from allowed_index)
union all
select name, 'the foreign key does not begin with tenant_id on both sides' from foreign_keys
  where (attname <> 'tenant_id' or referenced <> 'tenant_id') and name not in (select name from allowed_foreign_key)
union all
select name, 'the foreign key sets columns to null or their default' from foreign_keys
  where confdeltype in ('n', 'd') or confupdtype in ('n', 'd')
