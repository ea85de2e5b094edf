-- Checklist 2: rows that belong to a department are shown by policy only to those whose scope covers it. Every table with a column
-- that names a department says so in both sides of its policy, for each such column, or stands here with its reason.
with allowed (name, reason) as (
  values
    ('directory.department', 'the list of departments is for all of the hospital'),
    ('directory.staff', 'so is the list of staff'),
    ('directory.staff_department', 'and where they work'),
    ('directory.staff_former_department', 'and worked before'),
    ('directory.department_alias', 'what files call a department'),
    ('directory.staff_alias', 'what files call a member of staff'),
    ('identity.assignment', 'says which departments a person''s scope covers')
),
scoped as (
  select c.oid, format('%I.%I', nspname, relname) as name, attname::text as department,
      format('(%I = ANY (( SELECT app.departments() AS departments)::uuid[]))', attname) as covered
    from pg_class as c
    join pg_namespace as n on n.oid = relnamespace
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where nspname !~ '^pg_' and nspname <> 'information_schema' and relkind in ('r', 'p') and not relispartition
      and attname ~ '(^|_)department_id$'
      and format('%I.%I', nspname, relname) not in (select name from allowed)
)
select name as object, format('no policy restricts rows by %I', department) as problem
  from scoped
  where not exists (
    select from pg_policy
      cross join lateral (
        values (pg_get_expr(polqual, polrelid)), (pg_get_expr(polwithcheck, polrelid))) as side (text)
      where polrelid = scoped.oid
        and strpos(text, ' AND (( SELECT app.whole_organization() AS whole_organization) OR ') > 0
        and strpos(text, covered) > 0
      having count(*) = 2)
