-- What happens when a hospital's contract ends: everything that it owns leaves as an archive that others can read, and later what the
-- service holds of it is removed.

create schema handover;
comment on schema handover is 'The export of a hospital as an archive, and its removal at the end of its contract';
grant usage on schema handover to huifang_service;

alter table operations.job drop constraint job_kind;
alter table operations.job add constraint job_kind
  check (kind in ('dischargeImport', 'holdEnd', 'hospitalExport', 'hospitalRemoval'));

create table handover.export (
  tenant_id uuid not null,
  export_id uuid not null,
  requested_by uuid not null,
  requested_roles text not null,
  reason bytea not null,
  status text not null default 'requested' check (status in ('requested', 'approved', 'ready', 'discarded')),
  approved_by uuid,
  approved_at timestamptz,
  job_id uuid,
  archive_salt bytea not null check (octet_length(archive_salt) = 8),
  passphrase bytea,
  byte_count bigint not null default 0,
  part_count integer not null default 0,
  row_count bigint not null default 0,
  sha256 bytea check (octet_length(sha256) = 32),
  download_hash bytea check (octet_length(download_hash) = 32),
  download_until timestamptz,
  downloaded_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, export_id),
  constraint export_requester foreign key (tenant_id, requested_by) references access.account,
  constraint export_approver foreign key (tenant_id, approved_by) references access.account,
  constraint export_two_people check (approved_by is distinct from requested_by),
  constraint export_approved check ((approved_by is null) = (approved_at is null) and (status <> 'requested' or approved_by is null)
    and (status <> 'ready' or (sha256 is not null and expires_at is not null))),
  constraint export_passphrase_while_written check (status in ('requested', 'approved') or passphrase is null)
);
comment on table handover.export is 'An archive of all that a hospital owns: one person asks, another approves, a job writes it';
comment on column handover.export.passphrase is
  'Sealed, until the archive is written; afterwards nobody here can open it';
comment on column handover.export.download_hash is 'SHA-256 of the one-use token of an address to fetch the archive from';
create unique index export_one_at_a_time on handover.export (tenant_id) where status in ('requested', 'approved');

create table handover.export_part (
  tenant_id uuid not null,
  export_id uuid not null,
  part_number integer not null check (part_number >= 0),
  encrypted bytea not null,
  primary key (tenant_id, export_id, part_number),
  constraint export_part_export foreign key (tenant_id, export_id) references handover.export on delete cascade
);
comment on table handover.export_part is
  'The archive in parts until it was fetched or a week has passed; not gated: without the passphrase, which nobody here has, it says nothing';
alter table handover.export_part alter column encrypted set storage external;

create table handover.export_file (
  tenant_id uuid not null,
  export_id uuid not null,
  file_number integer not null,
  name text not null,
  first_part integer not null,
  starts_at bigint not null,
  byte_count bigint not null default 0,
  row_count bigint not null default 0,
  position text[],
  finished boolean not null default false,
  sha256 bytea check (octet_length(sha256) = 32),
  primary key (tenant_id, export_id, file_number),
  constraint export_file_export foreign key (tenant_id, export_id) references handover.export on delete cascade
);
comment on table handover.export_file is 'A file of the archive and how far it is written';
comment on column handover.export_file.position is 'The key of the last row that is written, as text: where a job goes on';

select app.protect('handover.export', false), app.protect('handover.export_part', false),
  app.protect('handover.export_file', false);
grant select, insert (tenant_id, export_id, requested_by, requested_roles, reason, archive_salt, passphrase),
  update (status, approved_by, approved_at, job_id, passphrase, byte_count, part_count, row_count, sha256, download_hash,
    download_until, downloaded_at, expires_at) on handover.export to huifang_service;
grant select, insert, delete on handover.export_part to huifang_service;
grant select, insert (tenant_id, export_id, file_number, name, first_part, starts_at),
  update (byte_count, row_count, position, finished, sha256) on handover.export_file to huifang_service;

-- The trail is the auditor's to read. The export takes its own organization's, up to the moment at which it was approved.
create function handover.audit_events(export uuid, after_at timestamptz, after_event uuid, rows_at_most integer)
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

-- Archives that were fetched or are a week old.
create function handover.forget_archives() returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  tenant record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  forgotten bigint := 0;
  expired bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for tenant in select o.tenant_id from directory.organization as o where o.kind = 'hospital' loop
    perform set_config('app.tenant_id', tenant.tenant_id::text, true);
    update handover.export x set status = 'discarded' where x.tenant_id = tenant.tenant_id and x.status = 'ready'
      and x.expires_at < now();
    get diagnostics expired = row_count;
    delete from handover.export_part p using handover.export x
      where p.tenant_id = tenant.tenant_id and x.tenant_id = p.tenant_id and x.export_id = p.export_id and x.status = 'discarded';
    forgotten := forgotten + expired;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function handover.forget_archives() is 'Discards all hospitals'' archives whose time is over; called once an hour';


-- The end of a contract. The row of the organization stays with name and code, which stay taken, so that the trail keeps its names.
alter table directory.organization
  add column removable_from date,
  add column removed_at timestamptz,
  add constraint organization_terminated check (removable_from is null or status = 'deactivated'),
  add constraint organization_removed check (removed_at is null or removable_from is not null);
comment on column directory.organization.removable_from is 'Terminated: from this day on what is held of the hospital may be removed';
comment on column directory.organization.removed_at is 'When the last of the hospital''s rows was removed; name, code and trail stay';
grant select (removable_from, removed_at) on directory.organization to huifang_service;

create table handover.removal (
  tenant_id uuid not null references directory.organization,
  organization_id uuid not null,
  table_name text not null,
  removed bigint not null,
  primary key (tenant_id, organization_id, table_name)
);
comment on table handover.removal is 'The platform''s: how many rows of which table a removed hospital had';
select app.protect('handover.removal', false);
grant select on handover.removal to huifang_service;

-- The platform's own jobs wait in the same queue.
create or replace function directory.job_tenants() returns table (tenant_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query select o.tenant_id from directory.organization o where o.kind in ('hospital', 'platform') and o.status = 'active'
    order by random();
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function directory.job_tenants() is
  'The hospitals and the platform, in an order that favours none; used by claim_job alone';

-- What a platform's call does in a hospital's place: an event in that hospital's log too.
create function handover.note_in_log(request audit.open, organization uuid, reason text, result_count bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  request.tenant_id := organization;
  request.detail := null;
  perform audit.write(request, gen_random_uuid(), 'allowed', reason, null, result_count);
end
$$;
comment on function handover.note_in_log(audit.open, uuid, text, bigint) is
  'Writes an event of the platform''s act into the log of the hospital that it concerns; called by the functions of this schema alone';

-- Nobody signs in any more, sessions and jobs end, and the day is set from which on the hospital may be removed.
create function handover.terminate(organization uuid, removable date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.terminate', 'FORBIDDEN');
  perform app.guard(removable >= (now() at time zone 'Asia/Shanghai')::date + 30, 'RULE_VIOLATION', 'removableAfterDays:waitingPeriod');
  update directory.organization o set status = 'deactivated', removable_from = removable
    where o.tenant_id = organization and o.kind = 'hospital' and o.removable_from is null;
  perform app.guard(found, 'INVALID_STATE', 'organizationId:terminated');
  perform set_config('app.tenant_id', organization::text, true);
  update access.session s set ended_at = now() where s.tenant_id = organization and s.ended_at is null;
  update operations.job j set status = 'cancelled', finished_at = now(), lease_until = null
    where j.tenant_id = organization and j.status in ('queued', 'running');
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;
comment on function handover.terminate(uuid, date) is 'Ends a hospital''s contract, with an event in its own log too; for the platform alone';

-- While nothing has been removed a termination can be taken back.
create function handover.resume(organization uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.resume', 'FORBIDDEN');
  update directory.organization o set status = 'active', removable_from = null
    where o.tenant_id = organization and o.kind = 'hospital' and o.removable_from is not null and o.removed_at is null
      and not exists (select from operations.job j
        where j.tenant_id = app.tenant() and j.kind = 'hospitalRemoval' and j.subject_id = organization);
  perform app.guard(found, 'INVALID_STATE', 'organizationId:notTerminated');
  perform set_config('app.tenant_id', organization::text, true);
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;
comment on function handover.resume(uuid) is 'Takes a termination back before anything was removed; for the platform alone';

-- Every table is emptied of the hospital's rows but the organization itself and the trail: which ones there are is read from the
-- catalogue, so that a new table can't be forgotten. Who refers goes before who is referred to; tables that refer to one another go in
-- one statement, and within a table that refers to itself those first to whom nobody refers. The data keys go before all: from then on
-- nothing sealed can be read, neither what is left nor the details of events. The gate is opened for the hospital in the place of the
-- platform's own row, which is put back.
create function handover.remove_rows(organization uuid, rows_at_most integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
declare
  request audit.open;
  inner_request audit.open;
  together record;
  steps bigint[];
  step bigint;
  is_left boolean;
  total bigint := 0;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.remove.chunk', 'FORBIDDEN');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital' and o.status = 'deactivated'
      and o.removable_from <= (now() at time zone 'Asia/Shanghai')::date), 'INVALID_STATE', 'organizationId:notYetRemovable');
  for together in
    with recursive owned as (
      select c.oid, format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'audit'
          and c.oid <> 'directory.organization'::regclass),
    reach (origin, oid) as (
      select oid, oid from owned
      union
      select r.origin, k.confrelid from reach r
        join pg_constraint k on k.conrelid = r.oid and k.contype = 'f'
        join owned o on o.oid = k.confrelid),
    placed as (
      select o.oid, o.name, (select count(*) from reach r where r.origin = o.oid) as depth,
          (select min(r.oid) from reach r join reach back on back.origin = r.oid and back.oid = r.origin
            where r.origin = o.oid) as component,
          (select string_agg(format(' and not exists (select from %s as c where %s and c.ctid <> t.ctid)', o.name, (
              select string_agg(format('c.%I = t.%I', a.attname, b.attname), ' and ')
                from unnest(k.conkey, k.confkey) as pair (referring, referred)
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.referring
                join pg_attribute b on b.attrelid = k.conrelid and b.attnum = pair.referred)), '')
            from pg_constraint k where k.contype = 'f' and k.conrelid = o.oid and k.confrelid = o.oid) as unreferred
        from owned o)
    select array_agg(name order by name) as names, max(unreferred) as unreferred from placed
      group by placed.component order by bool_or(oid = 'access.tenant_key'::regclass) desc, max(depth) desc, placed.component
  loop
    delete from audit.open where xid = request.xid;
    inner_request := request;
    inner_request.tenant_id := organization;
    inner_request.personal_data := true;
    perform set_config('app.tenant_id', organization::text, true), set_config('app.departments', '*', true),
      set_config('app.removing', organization::text, true);
    insert into audit.open select inner_request.*;
    steps := array_fill(0::bigint, array[cardinality(together.names)]);
    if cardinality(together.names) = 1 then
      loop
        execute format('delete from %1$s where tenant_id = $1 and ctid = any (array('
          'select ctid from %1$s as t where tenant_id = $1%2$s limit $2))', together.names[1], coalesce(together.unreferred, ''))
          using organization, rows_at_most - total - steps[1];
        get diagnostics step = row_count;
        steps[1] := steps[1] + step;
        exit when together.unreferred is null or total + steps[1] >= rows_at_most;
        if step = 0 then
          execute format('select exists (select from %s where tenant_id = $1)', together.names[1]) into is_left using organization;
          perform app.guard(not is_left, 'INTERNAL', 'rows of a table refer to one another in a circle');
          exit;
        end if;
      end loop;
    else
      execute (
        select 'with ' || string_agg(format('t%s as (delete from %s where tenant_id = $1 returning 1)', place, name), ', ')
            || ' select array[' || string_agg(format('(select count(*) from t%s)', place), ', ' order by place) || ']'
          from unnest(together.names) with ordinality as member (name, place)) into steps using organization;
    end if;
    delete from audit.open where xid = request.xid;
    for place in 1 .. cardinality(steps) loop
      if steps[place] > 0 then
        perform handover.note_in_log(request, organization, together.names[place], steps[place]);
      end if;
    end loop;
    perform set_config('app.tenant_id', request.tenant_id::text, true), set_config('app.removing', '', true);
    insert into audit.open select request.*;
    for place in 1 .. cardinality(steps) loop
      if steps[place] > 0 then
        perform handover.note_in_log(request, request.tenant_id, together.names[place], steps[place]);
        insert into handover.removal as r (tenant_id, organization_id, table_name, removed)
          values (request.tenant_id, organization, together.names[place], steps[place])
          on conflict (tenant_id, organization_id, table_name) do update set removed = r.removed + excluded.removed;
        total := total + steps[place];
      end if;
    end loop;
    exit when total >= rows_at_most;
  end loop;
  if total < rows_at_most then
    update directory.organization o set removed_at = now() where o.tenant_id = organization and o.removed_at is null;
  end if;
  return total;
end
$$;
comment on function handover.remove_rows(uuid, integer) is
  'Deletes some of a terminated hospital''s rows, data keys first; fewer than asked for when it was the last of them';

revoke execute on all functions in schema handover from public;
grant execute on function handover.audit_events(uuid, timestamptz, uuid, integer), handover.forget_archives(),
  handover.terminate(uuid, date), handover.resume(uuid), handover.remove_rows(uuid, integer) to huifang_service;

-- What stands in the archive is explained by these comments, there (columns.csv) and in docs/export.md.
comment on column directory.organization.tenant_id is 'The organization''s identifier';
comment on column directory.department.kind is 'clinical, functional or ward';
comment on column directory.department.is_follow_up_centre is '回访中心: whose worklist the centre''s calls stand on';
comment on column directory.department.confirmed is 'false: met by an import, not yet confirmed by an administrator';
comment on column directory.staff.confirmed is 'false: met by an import, not yet confirmed by an administrator';
comment on column access.account.username is 'The part of the user name before the @';
comment on column access.account.staff_id is 'The member of staff behind the account, where one is known';
comment on column access.assignment.department_id is 'For which department the role is held; empty: for the hospital';
comment on column discharges.import.dialect is 'n041, hqmsP, hqmsABCD or tcm: the layout of the file';
comment on column discharges.import.problem is 'Why the file as a whole could not be read';
comment on column discharges.import_rejection.row_number is 'The record in the file, from 0, the header not counted';
comment on column discharges.import_rejection.violations is 'Field, rule and remedy, without personal values';
comment on column discharges.patient.name is '姓名; opened from its sealed form';
comment on column discharges.patient.sex is 'GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated';
comment on column discharges.patient.identity_number is '身份证件号码; opened from its sealed form';
comment on column discharges.patient.address is '现住址; opened from its sealed form';
comment on column discharges.patient.deceased is 'Known to have died, in the hospital or since';
comment on column discharges.contact.source is 'patient: the own number, work: of the work place, contact: of the contact person';
comment on column discharges.contact.relation is '联系人关系, as coded on the front page';
comment on column discharges.contact.name is 'Of the contact person; opened from its sealed form';
comment on column discharges.contact.phone is '电话; opened from its sealed form';
comment on column discharges.contact.state is 'What calling it taught: unverified, reached, wrong, vacant, unusable';
comment on column discharges.discharge.record_number is '病案号';
comment on column discharges.discharge.stay_number is '住院次数';
comment on column discharges.discharge.admitted_at is '入院时间, the hospital''s own clock';
comment on column discharges.discharge.discharged_at is '出院时间, the hospital''s own clock';
comment on column discharges.discharge.diagnosis_code is '出院主要诊断编码 (ICD-10)';
comment on column discharges.discharge.diagnoses is '其他诊断, JSON';
comment on column discharges.discharge.operations is '手术及操作, JSON';
comment on column discharges.discharge.attending_staff_id is '主治医师';
comment on column discharges.discharge.resident_staff_id is '住院医师';
comment on column discharges.discharge.nurse_staff_id is '责任护士';
comment on column followup.policy.pack is 'The policy pack that it came from (方案模板)';
comment on column followup.policy.target_percent is 'The share of eligible discharges to be followed up';
comment on column followup.round.window_from_day is 'First day of the window, the day of discharge being 0';
comment on column followup.round.window_to_day is 'Last day of the window';
comment on column followup.task.level is '一级随访 wardFollowUp, 二级回访 centreFollowUp, 三级家访 homeVisit, 抽查回访 spotCheck';
comment on column followup.task.status is '待回访 due, 回访中 inProgress, 已完成 completed, 未回访 notFollowedUp, 已取消 cancelled';
comment on column followup.task.reason is '未回访原因: why it ended without a follow-up';
comment on column followup.task.attempts is 'How often it was tried';
comment on column followup.attempt.disposition is '拨打结果';
comment on column followup.attempt.respondent is '接听人: patient, family, guardian, other';
comment on column followup.attempt.note is '备注; opened from its sealed form';
comment on column followup.record.condition is '恢复情况';
comment on column followup.record.medication is '用药情况';
comment on column followup.record.satisfaction is '满意度';
comment on column followup.record.guidance is '指导内容; opened from its sealed form';
comment on column followup.record.problems is '反映的问题; opened from its sealed form';

-- Who held what stays on record as long as the hospital is there; a removal takes it along.
create or replace function access.refuse_deletion() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'DELETE' and coalesce(current_setting('app.removing', true), '') <> '' then
    return null;
  end if;
  raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'who held what stays on record';
end
$$;
