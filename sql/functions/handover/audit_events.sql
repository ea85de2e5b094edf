-- The trail is the auditor's to read. The export takes its own organization's, up to the moment at which it was approved.
create or replace function handover.audit_events(export uuid, after_at timestamptz, after_event uuid, rows_at_most integer)
  returns table (event_id uuid, at timestamptz, actor_id uuid, roles text, method text, purpose text, request_id uuid, outcome text,
    reason text, subject_count integer, result_count bigint, leaf text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
declare
  until timestamptz;
begin
  -- Called by nobody but the job, whose chunk has begun.
  select x.approved_at into until from handover.export x
    join audit.open o on o.xid = pg_current_xact_id_if_assigned() and o.tenant_id = x.tenant_id and o.method = 'hospital.export.chunk'
    where x.tenant_id = app.tenant() and x.export_id = export and x.status = 'approved';
  perform app.guard(until is not null, 'FORBIDDEN');
  return query
    select e.event_id, e.at, e.actor_id, e.roles, e.method, e.purpose, e.request_id, e.outcome, e.reason, e.subject_count,
        e.result_count, convert_from(e.leaf, 'UTF8')
      from audit.event e
      where e.tenant_id = app.tenant() and e.at <= until and (e.at, e.event_id) > (after_at, after_event)
      order by e.at, e.event_id limit rows_at_most;
end
$$;
comment on function handover.audit_events(uuid, timestamptz, uuid, integer) is
  'A page of an organization''s own trail, for the job that exports it and for nothing else';
grant execute on function handover.audit_events(uuid, timestamptz, uuid, integer) to huifang_service;
