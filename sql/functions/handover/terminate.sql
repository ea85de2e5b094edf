-- Nobody signs in any more, sessions and jobs end, and the day is set from which on the hospital may be removed.
create or replace function handover.terminate(organization uuid, removable date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.terminate', 'FORBIDDEN');
  perform app.guard(removable >= app.today() + 30, 'RULE_VIOLATION', 'removableAfterDays:waitingPeriod');
  update directory.organization o set status = 'deactivated', removable_from = removable
    where o.tenant_id = organization and o.kind = 'hospital' and o.removable_from is null;
  perform app.guard(found, 'INVALID_STATE', 'organizationId:terminated');
  perform set_config('app.tenant_id', organization::text, true);
  update identity.session s set ended_at = now() where s.tenant_id = organization and s.ended_at is null;
  update operations.job j set status = 'cancelled', finished_at = now(), lease_until = null
    where j.tenant_id = organization and j.status in ('queued', 'running');
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;
comment on function handover.terminate(uuid, date) is 'Ends a hospital''s contract, with an event in its own log too; for the platform alone';
grant execute on function handover.terminate(uuid, date) to huifang_service;
