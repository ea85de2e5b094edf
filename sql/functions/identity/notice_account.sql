create or replace function identity.notice_account() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.password_hash <> old.password_hash then
    perform identity.give_notice(new.tenant_id, new.account_id, 'passwordReset');
  end if;
  if new.totp_secret is distinct from old.totp_secret then
    perform identity.give_notice(new.tenant_id, new.account_id, 'oneTimeCodeReset');
  end if;
  if old.status = 'active' and new.status <> 'active' and exists (
    select from identity.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and (g.valid_until is null or g.valid_until > now())
        and (identity.is_administrative(g.role) or g.role = 'bureauSupervisor')) then
    perform identity.give_notice(new.tenant_id, new.account_id, 'administratorDeactivated');
  end if;
  return null;
end
$$;
comment on function identity.notice_account() is 'Whatever changes by what somebody signs in leaves a notice, by whichever method';
