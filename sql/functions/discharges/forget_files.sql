-- Crosses tenants, and touches the personal data of each: so each hospital whose files go gets an event of it.
-- A file that is committed at this very moment stays: whoever locks the import first has it.
create or replace function discharges.forget_files() returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  opened tid;
  hospital record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  due uuid[];
  forgotten bigint := 0;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for hospital in select o.tenant_id from directory.organization as o where o.kind = 'hospital' loop
    perform set_config('app.tenant_id', hospital.tenant_id::text, true);
    select array_agg(old.import_id) into due from (
      select i.import_id from discharges.import i
        where i.tenant_id = hospital.tenant_id and i.file_deleted_at is null and (
          (i.status in ('finished', 'failed', 'cancelled', 'undone') or i.status = 'committed' and not exists (
            select from operations.job j
              where j.tenant_id = i.tenant_id and j.job_id = i.job_id and j.status in ('queued', 'running')))
            and i.created_at < now() - make_interval(days => coalesce(
            (select s.import_retention_days from discharges.setting s where s.tenant_id = hospital.tenant_id), 90))
          or i.status = 'uploading' and i.created_at < now() - interval '7 days')
        for update of i skip locked) as old;
    continue when due is null;
    insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint, personal_data)
    values (hospital.tenant_id, gen_random_uuid(), '', 'discharge.import.forgetFiles', 'retention', gen_random_uuid(), '', true)
      returning ctid into opened;
    perform set_config('app.open_row', opened::text, true);
    delete from discharges.import_part p where p.tenant_id = hospital.tenant_id and p.import_id = any (due);
    update discharges.import_rejection r set cells = null
      where r.tenant_id = hospital.tenant_id and r.import_id = any (due) and r.cells is not null;
    update discharges.import i set file_deleted_at = now(),
        status = case when i.status = 'uploading' then 'cancelled' else i.status end
      where i.tenant_id = hospital.tenant_id and i.import_id = any (due);
    perform audit.close(null, cardinality(due));
    forgotten := forgotten + cardinality(due);
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function discharges.forget_files() is
  'Deletes the files of imports that are older than their hospital''s policy says, and of those never committed after a week; called once an hour';
grant execute on function discharges.forget_files() to huifang_service;
