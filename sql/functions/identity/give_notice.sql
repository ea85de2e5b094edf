create or replace function identity.give_notice(tenant uuid, account uuid, what text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
declare
  request audit.open;
  doer text;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  if request.event_id is null then
    -- Done to another organization: the request stands in the platform's own.
    perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
    select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  end if;
  -- Nobody is told of what is one's own doing; signing in has no actor yet.
  if request.actor_id is not null and (request.actor_id, request.tenant_id) is distinct from (account, tenant) then
    perform set_config('app.tenant_id', request.tenant_id::text, true);
    select a.display_name into doer from identity.account a
      where a.tenant_id = request.tenant_id and a.account_id = request.actor_id;
    perform set_config('app.tenant_id', tenant::text, true);
    insert into identity.notice (tenant_id, account_id, event_id, what, by_account, by_role, by_name, for_administrators)
    values (
      tenant, account,
      case request.tenant_id when tenant then request.event_id
        else nullif(current_setting('app.event_elsewhere', true), '')::uuid end,
      what, case request.tenant_id when tenant then request.actor_id end, request.roles, coalesce(doer, ''), exists (
        select from identity.assignment g
          where g.tenant_id = tenant and g.account_id = account and (g.valid_until is null or g.valid_until > now())
            and (identity.is_administrative(g.role) or g.role = 'bureauSupervisor')));
  end if;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function identity.give_notice(uuid, uuid, text) is
  'Tells a person, and beside an administrator the others, what somebody else did to the account; called by triggers alone';
