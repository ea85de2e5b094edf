-- One place that knows how a table of a tenant is protected. A table with personal data also asks for the open row of the audit
-- gate (gate = true), and a table whose rows belong to departments for the scope that covers one of them.
create or replace function app.protect(target regclass, gate boolean, variadic department_columns text[] default '{}') returns void
  language plpgsql
  as $$
declare
  condition text := 'tenant_id = (select app.tenant())';
  covered text;
begin
  if gate then
    condition := condition || ' and (select audit.begun())';
  end if;
  if cardinality(department_columns) > 0 then
    select string_agg(format('%I = any ((select app.departments())::uuid[])', name), ' or ')
      into covered from unnest(department_columns) as name;
    condition := condition || format(' and ((select app.whole_organization()) or %s)', covered);
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (%s) with check (%s)', target, condition, condition);
end
$$;
comment on function app.protect(regclass, boolean, text[]) is 'Row security of a tenant''s table, the same for all';
