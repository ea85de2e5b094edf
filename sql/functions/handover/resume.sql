-- Taken back while nothing has been removed; a request that waits, or whose job has not begun, ends with it.
create or replace function handover.resume(organization uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.resume', 'FORBIDDEN');
  -- The removal's first step locks the same rows: whoever comes second sees what the first has done.
  perform from handover.removal_request q
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status in ('requested', 'approved') for update;
  update directory.organization o set status = 'active', removable_from = null
    where o.tenant_id = organization and o.kind = 'hospital' and o.removable_from is not null and o.removed_at is null
      and not exists (select from handover.removal_request q
        where q.tenant_id = app.tenant() and q.organization_id = organization and q.status = 'removing')
      and not exists (select from handover.removal r where r.tenant_id = app.tenant() and r.organization_id = organization);
  perform app.guard(found, 'INVALID_STATE', 'organizationId:notTerminated');
  update operations.job j set status = 'cancelled', finished_at = now(), lease_until = null
    where j.tenant_id = app.tenant() and j.kind = 'hospitalRemoval' and j.subject_id = organization and j.status in ('queued', 'running');
  update handover.removal_request q set status = 'withdrawn', decided_by = request.actor_id, decided_at = now()
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status in ('requested', 'approved');
  perform set_config('app.tenant_id', organization::text, true);
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;
comment on function handover.resume(uuid) is 'Takes a termination back before anything was removed; for the platform alone';
grant execute on function handover.resume(uuid) to huifang_service;
