-- The second. Approved already, the removal whose job ended before it was through is started again.
create or replace function handover.approve_removal(request_id uuid, job_id uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
  asked handover.removal_request;
  archive record;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.removal.approve', 'FORBIDDEN');
  select * into asked from handover.removal_request q
    where q.tenant_id = app.tenant() and q.request_id = approve_removal.request_id for update;
  perform app.guard(found, 'NOT_FOUND');
  perform app.guard(asked.requested_by is distinct from request.actor_id and request.actor_id is not null,
    'RULE_VIOLATION', 'requestId:twoAdministrators');
  -- Whoever has set a colleague's password can sign in as the colleague, also a third one as both: one person then, not two.
  perform app.guard(not identity.is_lately_reset(array[request.actor_id, asked.requested_by]), 'RULE_VIOLATION', 'requestId:latelyReset');
  perform app.guard(asked.status <> 'requested' or asked.expires_at > now(), 'INVALID_STATE', 'requestId:removalExpired');
  perform app.guard(asked.status = 'requested' or (asked.status in ('approved', 'removing') and not exists (
      select from operations.job j where j.tenant_id = app.tenant() and j.job_id = asked.job_id and j.status in ('queued', 'running'))),
    'INVALID_STATE', 'requestId:removalDecided');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = asked.organization_id and o.kind = 'hospital' and o.removed_at is null
      and o.removable_from <= (select app.today()) for share), 'INVALID_STATE', 'requestId:notYetRemovable');
  insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles)
    values (app.tenant(), approve_removal.job_id, 'hospitalRemoval', asked.organization_id, request.actor_id, request.roles);
  if asked.status = 'requested' then
    select * into archive from handover.last_archive(asked.organization_id);
    update handover.removal_request q set status = 'approved', decided_by = request.actor_id, decided_at = now(),
        job_id = approve_removal.job_id, archive_sha256 = archive.sha256, archive_approved_at = archive.approved_at,
        archive_rows = archive.row_count, archive_bytes = archive.byte_count, archive_downloaded_at = archive.downloaded_at
      where q.tenant_id = app.tenant() and q.request_id = approve_removal.request_id;
  else
    update handover.removal_request q set job_id = approve_removal.job_id
      where q.tenant_id = app.tenant() and q.request_id = approve_removal.request_id;
  end if;
  perform set_config('app.tenant_id', asked.organization_id::text, true);
  perform handover.note_in_log(request, asked.organization_id, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
  return asked.organization_id;
end
$$;
comment on function handover.approve_removal(uuid, uuid) is
  'Approves a removal that another platform administrator has asked for, and puts its job into the queue';
grant execute on function handover.approve_removal(uuid, uuid) to huifang_service;
