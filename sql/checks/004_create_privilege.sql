-- Checklist 4: nobody but the owner may CREATE in a schema of ours, or a schema: what somebody makes there could stand in
-- for what the owner's functions mean.
select format('schema %I', nspname) as object,
    format('CREATE is granted to %s', case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee) end) as problem
  from pg_namespace cross join aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
  where (nspname !~ '^pg_' or nspname = 'pg_catalog') and privilege_type = 'CREATE' and grantee <> nspowner
union all
select format('schema %I', nspname), format('belongs to %I instead of huifang_owner', pg_get_userbyid(nspowner))
  from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
    and pg_get_userbyid(nspowner) <> 'huifang_owner'
union all
select format('database %I', datname),
    format('CREATE is granted to %s', case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee) end)
  from pg_database cross join aclexplode(coalesce(datacl, acldefault('d', datdba)))
  where datname = current_database() and privilege_type = 'CREATE' and grantee <> datdba
    and (grantee = 0 or pg_get_userbyid(grantee) <> 'huifang_owner')
