-- The context of a transaction: for which tenant, which person and which departments it runs, and the guard by which a statement
-- that is already on its way says no.

create schema app;
comment on schema app is 'Context of the transaction and what every table is protected with';
revoke create on schema public from public;
grant usage on schema app to huifang_service, huifang_auditor;

create function app.tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;
comment on function app.tenant() is 'The tenant that this transaction has begun for; null when it has not begun';

create function app.actor() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.actor_id', true), '')::uuid;
comment on function app.actor() is 'The account that this transaction runs for; null for sign-in and the service''s own jobs';

create function app.whole_organization() returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('app.departments', true) = '*', false);
comment on function app.whole_organization() is 'Whether the transaction''s scope is the whole organization';

create function app.departments() returns uuid[]
  language sql stable parallel safe
  return case
    when coalesce(current_setting('app.departments', true), '') in ('', '*') then '{}'::uuid[]
    else current_setting('app.departments', true)::uuid[]
  end;
comment on function app.departments() is 'The departments that the transaction''s scope covers, when it is not the whole organization';

-- Not leakproof and not cheap on purpose: it must never be pushed below a row security policy.
create function app.guard(condition boolean, code text, detail text default '') returns boolean
  language plpgsql volatile
  as $$
begin
  if condition is not true then
    raise exception using errcode = 'HF001', message = code, detail = coalesce(detail, '');
  end if;
  return true;
end
$$;
comment on function app.guard(boolean, text, text) is
  'Raises SQLSTATE HF001 with an error symbol of the API as message unless the condition is true; null counts as false';

-- One place that knows how a table of a tenant is protected. A table with personal data also asks for the open row of the audit
-- gate (gate = true), and a table whose rows belong to departments for the scope that covers one of them.
create function app.protect(target regclass, gate boolean, variadic department_columns text[] default '{}') returns void
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
revoke execute on function app.protect(regclass, boolean, text[]) from public;
