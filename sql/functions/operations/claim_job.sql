-- Jobs of all tenants wait in one queue. Who claims one learns the tenant and may begin for it while the lease lasts.
create or replace function operations.claim_job(lease_seconds integer)
  returns table (tenant_id uuid, job_id uuid, kind text, subject_id uuid, holder integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  candidate record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  for candidate in select o.tenant_id from directory.job_tenants() as o loop
    perform set_config('app.tenant_id', candidate.tenant_id::text, true);
    return query
      update operations.job as j set status = 'running', lease_until = now() + make_interval(secs => lease_seconds),
          attempts = j.attempts + 1,
          -- Who held it has said nothing: its process is no more, perhaps because of this very job.
          failures = j.failures + case when j.status = 'running' then 1 else 0 end
        where (j.tenant_id, j.job_id) = (
          select w.tenant_id, w.job_id from operations.job w
            where w.tenant_id = candidate.tenant_id and w.status in ('queued', 'running')
              and (w.lease_until is null or w.lease_until < now()) and (w.not_before is null or w.not_before <= now())
            order by w.created_at limit 1 for update skip locked)
        returning j.tenant_id, j.job_id, j.kind, j.subject_id, j.attempts;
    exit when found;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function operations.claim_job(integer) is
  'Takes the next job that nobody holds, tenant after tenant; the holder''s number fences off whoever held it before';
grant execute on function operations.claim_job(integer) to huifang_service;
