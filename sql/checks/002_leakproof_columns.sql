-- Checklist 2: an index of a tenant's table serves a query only when the operator is leakproof, else row security filters first
-- and every row of the table is read. Those of text, uuid, integers, date, timestamptz and bytea are; those of enums, arrays,
-- jsonb and numeric are not, and neither is a function in an index on an expression. A text column must have a
-- deterministic collation besides: the others compare by functions that may raise errors.
with indexes as (
  select indexrelid, indclass, indexprs, indcollation, indnkeyatts,
      format('%I.%I', nspname, c.relname) as name
    from pg_index
    join pg_class as c on c.oid = indexrelid
    join pg_namespace as n on n.oid = c.relnamespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
)
select distinct name as object, format('operator %s of %s is not leakproof', oprname, format_type(opcintype, null)) as problem
  from indexes
  cross join unnest(indclass::oid[]) as key (operator_class)
  join pg_opclass as o on o.oid = operator_class
  join pg_amop on amopfamily = opcfamily and amoplefttype = opcintype and amoprighttype = opcintype and amoppurpose = 's'
  join pg_operator as p on p.oid = amopopr
  join pg_proc as f on f.oid = oprcode
  where not proleakproof
union all
select name, 'is on an expression, whose function is not leakproof' from indexes where indexprs is not null
union all
select distinct name, format('collation %I is not deterministic', collname)
  from indexes cross join unnest(indcollation::oid[]) as key (collation_id)
  join pg_collation as c on c.oid = collation_id
  where not collisdeterministic
