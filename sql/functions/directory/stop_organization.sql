-- Whoever is signed in at a deactivated organization is so no longer, at once; a running job loses its lease and goes on where it
-- stopped when the organization is activated again.
create or replace function directory.stop_organization(organization uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  ended integer;
begin
  perform app.guard(app.is_platform() and organization <> app.tenant(), 'FORBIDDEN');
  perform set_config('app.tenant_id', organization::text, true);
  update identity.session s set ended_at = now() where s.tenant_id = organization and s.ended_at is null;
  get diagnostics ended = row_count;
  update operations.job j set lease_until = now() where j.tenant_id = organization and j.status = 'running';
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return ended;
end
$$;
comment on function directory.stop_organization(uuid) is
  'Ends all sessions of another organization and takes its running jobs from their holders; for the platform alone';
grant execute on function directory.stop_organization(uuid) to huifang_service;
