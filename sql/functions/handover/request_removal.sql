-- The first of two people.
create or replace function handover.request_removal(organization uuid, request_id uuid, reason bytea) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
  expiry timestamptz;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.removal.create', 'FORBIDDEN');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital' and o.removed_at is null
      and o.removable_from <= (select app.today()) for share), 'INVALID_STATE', 'organizationId:notYetRemovable');
  update handover.removal_request q set status = 'expired'
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status = 'requested' and q.expires_at <= now();
  insert into handover.removal_request as q (tenant_id, request_id, organization_id, requested_by, reason)
    values (app.tenant(), request_removal.request_id, organization, request.actor_id, reason)
    on conflict (tenant_id, organization_id) where status in ('requested', 'approved', 'removing') do nothing
    returning q.expires_at into expiry;
  perform app.guard(expiry is not null, 'ALREADY_EXISTS', 'organizationId:removalPending');
  perform set_config('app.tenant_id', organization::text, true);
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
  return expiry;
end
$$;
comment on function handover.request_removal(uuid, uuid, bytea) is
  'Asks for a hospital''s removal in the name of whoever the open event names; another platform administrator approves';
grant execute on function handover.request_removal(uuid, uuid, bytea) to huifang_service;
