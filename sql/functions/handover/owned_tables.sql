-- What a removal takes: one place for the count before and for the removal itself.
create or replace function handover.owned_tables() returns table (oid oid, name text)
  language sql stable set search_path = pg_catalog, pg_temp
  as $$
  select c.oid, format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'audit'
      and c.oid <> 'directory.organization'::regclass
$$;
comment on function handover.owned_tables() is
  'Every table with tenant_id but the organizations and the trail, read from the catalogue: none can be forgotten';
