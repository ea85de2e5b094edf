-- Jobs of all tenants wait in one queue. Who claims one learns the tenant and may begin for it while the lease lasts.
create or replace function operations.claim_job(process uuid, lease_seconds integer)
  returns table (
    tenant_id uuid, job_id uuid, kind text, subject_id uuid, holder integer, failures integer, error_code text)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  candidate record;
  held record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  for candidate in select o.tenant_id from directory.job_tenants() as o loop
    perform set_config('app.tenant_id', candidate.tenant_id::text, true);
    continue when not exists (
      select from operations.job w where w.tenant_id = candidate.tenant_id and w.status in ('queued', 'running'));
    -- Another process is just claiming a job of this tenant.
    continue when not pg_try_advisory_xact_lock(hashtextextended('jobs:' || candidate.tenant_id, 0));
    -- A tenant has one turn at a time. A turn whose lease has run out comes first: its process is no more.
    select j.job_id, j.lease_until >= now() as stands into held from operations.job j
      where j.tenant_id = candidate.tenant_id and j.status = 'running' and j.turn_ended_at is null limit 1;
    continue when held.stands;
    return query
      update operations.job as j set status = 'running', lease_until = now() + make_interval(secs => lease_seconds),
          attempts = j.attempts + 1, process_id = process, turn_ended_at = null,
          -- Who held it has said nothing: its process is no more, perhaps because of this very job.
          failures = j.failures + case when j.status = 'running' and j.turn_ended_at is null then 1 else 0 end
        where (j.tenant_id, j.job_id) = (
          select w.tenant_id, w.job_id from operations.job w
            where w.tenant_id = candidate.tenant_id and w.status in ('queued', 'running')
              and (held.job_id is null or w.job_id = held.job_id)
              and (w.not_before is null or w.not_before <= now())
              and (w.lease_until is null or w.lease_until < now() or w.process_id = process)
              -- Of one kind in the order in which they were asked for: of two files of a hospital the later one says what is true.
              and not exists (
                select from operations.job earlier
                  where earlier.tenant_id = w.tenant_id and earlier.kind = w.kind and earlier.status in ('queued', 'running')
                    and (earlier.not_before is null or earlier.not_before <= now())
                    and (earlier.created_at, earlier.job_id) < (w.created_at, w.job_id))
            order by w.turn_ended_at nulls first, w.created_at, w.job_id limit 1 for no key update skip locked)
        returning j.tenant_id, j.job_id, j.kind, j.subject_id, j.attempts, j.failures, j.error_code;
    exit when found;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function operations.claim_job(uuid, integer) is
  'Takes the next job that nobody holds, of the tenant that was served least; the holder''s number fences off whoever held it before';
grant execute on function operations.claim_job(uuid, integer) to huifang_service;
