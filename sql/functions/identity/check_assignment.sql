create or replace function identity.check_assignment() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  found_status text;
begin
  if tg_op = 'UPDATE' and old.valid_until <= now() and new is distinct from old then
    raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'an ended assignment stays as it was';
  end if;
  -- One at a time for an account: whoever waited here sees what the other has committed.
  select a.status into found_status from identity.account a
    where a.tenant_id = new.tenant_id and a.account_id = new.account_id and a.kind = 'person' for no key update;
  if not found then
    raise exception using errcode = 'HF001', message = 'NOT_FOUND';
  end if;
  -- Else it would come into force with the activation, which asks nobody who grants.
  if tg_op = 'INSERT' and found_status <> 'active' then
    raise exception using errcode = 'HF001', message = 'INVALID_STATE', detail = 'accountId:accountDeactivated';
  end if;
  if exists (
    select from identity.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
        and g.role = new.role and g.department_id is not distinct from new.department_id
        and g.substitution_id is not distinct from new.substitution_id
        and tstzrange(g.valid_from, g.valid_until) && tstzrange(new.valid_from, new.valid_until)) then
    raise exception using errcode = 'HF001', message = 'ALREADY_EXISTS', detail = 'role:assignmentOverlaps';
  end if;
  if exists (
    select from identity.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
        and (identity.is_administrative(g.role) or identity.is_administrative(new.role))
        and tstzrange(g.valid_from, g.valid_until) && tstzrange(new.valid_from, new.valid_until)) then
    raise exception using errcode = 'HF001', message = 'RULE_VIOLATION', detail = 'accountId:separationOfAdministrators';
  end if;
  return null;
end
$$;
comment on function identity.check_assignment() is
  '三员分离 over time: beside an administrator''s role an account holds no other at any moment; no role twice at once; what has ended stays';
