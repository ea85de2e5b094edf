-- Checklist 2, what row security does not bind: TRUNCATE empties every tenant's rows, REFERENCES tells what exists, TRIGGER runs
-- somebody's code. Nobody but the owner has these, and nobody has anything through PUBLIC. Nobody reads a partition directly.
select format('%I.%I', nspname, relname) as object,
    format('%s is granted to %s', privilege_type, case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee) end) as problem
  from pg_class as c
  join pg_namespace as n on n.oid = relnamespace
  cross join aclexplode(relacl)
  where nspname !~ '^pg_' and nspname <> 'information_schema' and grantee <> relowner
    and (grantee = 0 or relispartition or privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER'))
union all
select format('%I.%I.%I', nspname, relname, attname),
    format('%s is granted to %s', privilege_type, case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee) end)
  from pg_attribute
  join pg_class as c on c.oid = attrelid
  join pg_namespace as n on n.oid = relnamespace
  cross join aclexplode(attacl)
  where nspname !~ '^pg_' and nspname <> 'information_schema' and grantee <> relowner
    and (grantee = 0 or relispartition or privilege_type = 'REFERENCES')
