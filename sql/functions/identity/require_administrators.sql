-- The last administrator stays. The organization's row is locked, so that two who leave at once don't both rely on the other.
create or replace function identity.require_administrators(tenant uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  is_missing boolean;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', tenant::text, true);
  perform from directory.organization o where o.tenant_id = tenant for no key update;
  -- One whose period ends by itself doesn't count: the clock asks nobody.
  select exists (
    select from identity.assignment held
      where held.tenant_id = tenant
        and held.role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor')
        and not exists (
          select from identity.assignment g
            join identity.account a on a.tenant_id = g.tenant_id and a.account_id = g.account_id
            where g.tenant_id = tenant and g.role = held.role and g.valid_from <= now() and g.valid_until is null
              and a.status = 'active')) into is_missing;
  perform set_config('app.tenant_id', outer_tenant, true);
  if is_missing then
    raise exception using errcode = 'HF001', message = 'RULE_VIOLATION', detail = 'accountId:lastAdministrator';
  end if;
end
$$;
comment on function identity.require_administrators(uuid) is
  'Refuses when an organization that has had a system, security or audit administrator is left without an active one';
grant execute on function identity.require_administrators(uuid) to huifang_service;
