-- One place that knows how a table of a tenant is protected. A table with personal data also asks for the open row of the audit
-- gate (gate = true), and a table whose rows belong to departments for the scope that covers one of them. A column's name with a question
-- mark may be null: such a row belongs to no single department, is shown to all of them, and is written with the whole hospital as scope.
create or replace function app.protect(target regclass, gate boolean, variadic department_columns text[] default '{}') returns void
  language plpgsql
  as $$
declare
  shown text := 'tenant_id = (select app.tenant())';
  written text;
  nobodys text;
  covered text;
begin
  if gate then
    shown := shown || ' and (select audit.begun())';
  end if;
  written := shown;
  if cardinality(department_columns) > 0 then
    select string_agg(format('%I = any ((select app.departments())::uuid[])', rtrim(name, '?')), ' or '),
        coalesce(string_agg(format('%I is null or ', rtrim(name, '?')), '') filter (where name like '%?'), '')
      into covered, nobodys from unnest(department_columns) as name;
    shown := shown || format(' and ((select app.whole_organization()) or %s%s)', nobodys, covered);
    written := written || format(' and ((select app.whole_organization()) or %s)', covered);
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (%s) with check (%s)', target, shown, written);
end
$$;
comment on function app.protect(regclass, boolean, text[]) is 'Row security of a tenant''s table, the same for all';
