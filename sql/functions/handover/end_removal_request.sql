-- One person is enough to say no, as long as nothing has been removed.
create or replace function handover.end_removal_request(request_id uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
  asked handover.removal_request;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant()
    and request.method in ('hospital.removal.withdraw', 'hospital.removal.refuse'), 'FORBIDDEN');
  select * into asked from handover.removal_request q
    where q.tenant_id = app.tenant() and q.request_id = end_removal_request.request_id for update;
  perform app.guard(found, 'NOT_FOUND');
  perform app.guard(asked.status in ('requested', 'approved'), 'INVALID_STATE', 'requestId:removalDecided');
  perform app.guard(request.method = 'hospital.removal.refuse' or asked.requested_by = request.actor_id,
    'RULE_VIOLATION', 'requestId:notTheRequester');
  update handover.removal_request q set decided_by = request.actor_id, decided_at = now(),
      status = case request.method when 'hospital.removal.withdraw' then 'withdrawn' else 'refused' end
    where q.tenant_id = app.tenant() and q.request_id = end_removal_request.request_id;
  update operations.job j set status = 'cancelled', finished_at = now(), lease_until = null
    where j.tenant_id = app.tenant() and j.job_id = asked.job_id and j.status in ('queued', 'running');
  perform set_config('app.tenant_id', asked.organization_id::text, true);
  perform handover.note_in_log(request, asked.organization_id, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;
comment on function handover.end_removal_request(uuid) is
  'Ends a request for a removal that has not begun: withdrawn by whoever asked, or refused by any platform administrator';
grant execute on function handover.end_removal_request(uuid) to huifang_service;
