create or replace function identity.end_lent() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  update identity.account a set grants_version = a.grants_version + 1
    from identity.substitution s
    where s.tenant_id = new.tenant_id and s.absent_account_id = new.account_id and s.valid_until > new.valid_until
      and a.tenant_id = s.tenant_id and a.account_id = s.substitute_account_id;
  if found then
    update identity.assignment lent set valid_until = greatest(lent.valid_from, new.valid_until)
      from identity.substitution s
      where s.tenant_id = new.tenant_id and s.absent_account_id = new.account_id
        and lent.tenant_id = s.tenant_id and lent.substitution_id = s.substitution_id and lent.role = new.role
        and lent.department_id is not distinct from new.department_id
        and lent.valid_from >= new.valid_from and lent.valid_from < coalesce(old.valid_until, 'infinity')
        and lent.valid_until > new.valid_until;
  end if;
  return null;
end
$$;
comment on function identity.end_lent() is 'Ends what was lent from an assignment when that ends earlier than it was to';
