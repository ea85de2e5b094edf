-- Checklist 3: a plain view reads with its owner's rights (in a trial it showed 200,000 rows instead of 4,000), so that views say
-- security_invoker. A materialised view or a foreign table has no row security at all: there is none.
select format('%I.%I', nspname, relname) as object,
    case relkind when 'v' then 'the view is not security_invoker'
      when 'm' then 'a materialised view has no row security'
      else 'a foreign table has no row security' end as problem
  from pg_class join pg_namespace as n on n.oid = relnamespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
    and (relkind in ('m', 'f')
      or relkind = 'v' and not coalesce((
        select option_value::boolean from pg_options_to_table(reloptions) where option_name = 'security_invoker'), false))
