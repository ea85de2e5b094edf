-- Removing a hospital is for ever, so it takes two people: one platform administrator asks, another approves, and the database itself
-- sees to it. What was removed stays on record. A request that nobody decides is over after a week, an archive's as well.

create table handover.removal_request (
  tenant_id uuid not null references directory.organization,
  request_id uuid not null,
  organization_id uuid not null,
  requested_by uuid not null,
  reason bytea not null,
  status text not null default 'requested'
    check (status in ('requested', 'withdrawn', 'refused', 'expired', 'approved', 'removing', 'removed')),
  decided_by uuid,
  decided_at timestamptz,
  job_id uuid,
  begun_at timestamptz,
  finished_at timestamptz,
  archive_sha256 bytea check (octet_length(archive_sha256) = 32),
  archive_approved_at timestamptz,
  archive_rows bigint,
  archive_bytes bigint,
  archive_downloaded_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  primary key (tenant_id, request_id),
  constraint removal_requester foreign key (tenant_id, requested_by) references access.account,
  constraint removal_decider foreign key (tenant_id, decided_by) references access.account,
  constraint removal_two_people check (status not in ('approved', 'removing', 'removed')
    or (decided_by is not null and decided_by is distinct from requested_by and job_id is not null)),
  constraint removal_decided check ((decided_by is null) = (decided_at is null) and (status in ('requested', 'expired')) = (decided_by is null)),
  constraint removal_begun check ((status in ('removing', 'removed')) = (begun_at is not null)
    and (status = 'removed') = (finished_at is not null))
);
comment on table handover.removal_request is
  'The platform''s: a removal that one administrator asks for and another approves; afterwards, with handover.removal, the record of it';
comment on column handover.removal_request.reason is 'Sealed with the platform''s key';
comment on column handover.removal_request.decided_by is 'Who approved, refused or withdrew it';
comment on column handover.removal_request.archive_sha256 is 'Of the last archive that the hospital took before: SHA-256 of the encrypted file';
create unique index removal_one_at_a_time on handover.removal_request (tenant_id, organization_id)
  where status in ('requested', 'approved', 'removing');
select app.protect('handover.removal_request', false);
-- Nothing is written but by the functions below, which take from the open event who does it.
grant select on handover.removal_request to huifang_service;

-- What a removal takes: one place for the count before and for the removal itself.
create function handover.owned_tables() returns table (oid oid, name text)
  language sql stable set search_path = pg_catalog, pg_temp
  as $$
  select c.oid, format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'audit'
      and c.oid <> 'directory.organization'::regclass
$$;
comment on function handover.owned_tables() is
  'Every table with tenant_id but the organizations and the trail, read from the catalogue: none can be forgotten';

-- The rows are counted with the gate opened for the hospital in the place of the platform's own open event, which is put back.
create function handover.count_rows(organization uuid) returns table (table_name text, row_count bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
  inner_request audit.open;
  scope text := current_setting('app.departments', true);
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.removal.preview', 'FORBIDDEN');
  perform app.guard(exists (select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital'), 'NOT_FOUND');
  delete from audit.open where xid = request.xid;
  inner_request := request;
  inner_request.tenant_id := organization;
  inner_request.personal_data := true;
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.removable_from is not null),
    'INVALID_STATE', 'organizationId:notTerminated');
  perform set_config('app.tenant_id', organization::text, true), set_config('app.departments', '*', true);
  insert into audit.open select inner_request.*;
  for table_name in select t.name from handover.owned_tables() t order by t.name loop
    execute format('select count(*) from %s where tenant_id = $1', table_name) into row_count using organization;
    if row_count > 0 then return next; end if;
  end loop;
  delete from audit.open where xid = request.xid;
  perform set_config('app.tenant_id', request.tenant_id::text, true), set_config('app.departments', scope, true);
  insert into audit.open select request.*;
end
$$;
comment on function handover.count_rows(uuid) is
  'How many rows of which table a hospital has, for the platform before a removal: counts and nothing else';

-- The archive that the hospital took last, finished at least.
create function handover.last_archive(organization uuid)
  returns table (sha256 bytea, approved_at timestamptz, row_count bigint, byte_count bigint, downloaded_at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := current_setting('app.tenant_id', true);
begin
  perform app.guard(app.is_platform() and exists (
    select from audit.open o where o.xid = pg_current_xact_id_if_assigned() and o.tenant_id = app.tenant()
      and o.method in ('hospital.removal.preview', 'hospital.removal.approve')), 'FORBIDDEN');
  perform set_config('app.tenant_id', organization::text, true);
  return query select x.sha256, x.approved_at, x.row_count, x.byte_count + 16, x.downloaded_at from handover.export x
    where x.tenant_id = organization and x.sha256 is not null order by x.approved_at desc limit 1;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function handover.last_archive(uuid) is
  'Hash and size of a hospital''s last archive, for the platform''s record of its removal';

-- The first of two people.
create function handover.request_removal(organization uuid, request_id uuid, reason bytea) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
  expiry timestamptz;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.removal.create', 'FORBIDDEN');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital' and o.removed_at is null
      and o.removable_from <= (now() at time zone 'Asia/Shanghai')::date for share), 'INVALID_STATE', 'organizationId:notYetRemovable');
  update handover.removal_request q set status = 'expired'
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status = 'requested' and q.expires_at <= now();
  insert into handover.removal_request as q (tenant_id, request_id, organization_id, requested_by, reason)
    values (app.tenant(), request_removal.request_id, organization, request.actor_id, reason)
    on conflict (tenant_id, organization_id) where status in ('requested', 'approved', 'removing') do nothing
    returning q.expires_at into expiry;
  perform app.guard(expiry is not null, 'ALREADY_EXISTS', 'organizationId:removalPending');
  perform set_config('app.tenant_id', organization::text, true);
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
  return expiry;
end
$$;
comment on function handover.request_removal(uuid, uuid, bytea) is
  'Asks for a hospital''s removal in the name of whoever the open event names; another platform administrator approves';

-- The second. Approved already, the removal whose job ended before it was through is started again.
create function handover.approve_removal(request_id uuid, job_id uuid) returns uuid
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
  perform app.guard(not access.is_lately_reset(array[request.actor_id, asked.requested_by]), 'RULE_VIOLATION', 'requestId:latelyReset');
  perform app.guard(asked.status <> 'requested' or asked.expires_at > now(), 'INVALID_STATE', 'requestId:removalExpired');
  perform app.guard(asked.status = 'requested' or (asked.status in ('approved', 'removing') and not exists (
      select from operations.job j where j.tenant_id = app.tenant() and j.job_id = asked.job_id and j.status in ('queued', 'running'))),
    'INVALID_STATE', 'requestId:removalDecided');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = asked.organization_id and o.kind = 'hospital' and o.removed_at is null
      and o.removable_from <= (now() at time zone 'Asia/Shanghai')::date for share), 'INVALID_STATE', 'requestId:notYetRemovable');
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

-- One person is enough to say no, as long as nothing has been removed.
create function handover.end_removal_request(request_id uuid) returns void
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

create function handover.expire_removals() returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  expired bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  update handover.removal_request q set status = 'expired'
    where q.tenant_id = app.tenant() and q.status = 'requested' and q.expires_at <= now();
  get diagnostics expired = row_count;
  perform set_config('app.tenant_id', outer_tenant, true);
  return expired;
end
$$;
comment on function handover.expire_removals() is 'Ends removals that nobody has approved within a week; called once an hour';

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

-- As before, and only after two people have said so. Every table is emptied of the hospital's rows but the organization itself and the trail: which ones there are is read from the
-- catalogue, so that a new table can't be forgotten. Who refers goes before who is referred to; tables that refer to one another go in
-- one statement, and within a table that refers to itself those first to whom nobody refers. The data keys go before all: from then on
-- nothing sealed can be read, neither what is left nor the details of events. The gate is opened for the hospital in the place of the
-- platform's own row, which is put back.
create or replace function handover.remove_rows(organization uuid, rows_at_most integer) returns bigint
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
  update handover.removal_request q set status = 'removing', begun_at = coalesce(q.begun_at, now())
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status in ('approved', 'removing');
  perform app.guard(found, 'INVALID_STATE', 'organizationId:removalNotApproved');
  -- Every process forgets the keys and credentials that it keeps in memory, when this step commits.
  perform pg_notify('huifang_signal', 'forget:' || organization);
  for together in
    with recursive owned as materialized (
      select t.oid, t.name from handover.owned_tables() t),
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
    update handover.removal_request q set status = 'removed', finished_at = now()
      where q.tenant_id = app.tenant() and q.organization_id = organization and q.status = 'removing';
  end if;
  return total;
end
$$;

-- An archive that nobody approves, or that is never finished, is over after a week like one that nobody fetches: its passphrase with it.
alter table handover.export alter column expires_at set default now() + interval '7 days';
create or replace function handover.forget_archives() returns bigint
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
    update handover.export x set status = 'discarded', passphrase = null, download_hash = null, download_until = null
      where x.tenant_id = tenant.tenant_id and x.status in ('requested', 'approved', 'ready')
        and coalesce(x.expires_at, coalesce(x.approved_at, x.created_at) + interval '7 days') < now();
    get diagnostics expired = row_count;
    delete from handover.export_part p using handover.export x
      where p.tenant_id = tenant.tenant_id and x.tenant_id = p.tenant_id and x.export_id = p.export_id and x.status = 'discarded';
    forgotten := forgotten + expired;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on column handover.export.expires_at is 'Until when it may be approved, then written, then fetched: a week each, a day once fetched';

revoke execute on function handover.owned_tables(), handover.count_rows(uuid), handover.last_archive(uuid),
  handover.request_removal(uuid, uuid, bytea), handover.approve_removal(uuid, uuid), handover.end_removal_request(uuid),
  handover.expire_removals() from public;
grant execute on function handover.count_rows(uuid), handover.last_archive(uuid), handover.request_removal(uuid, uuid, bytea),
  handover.approve_removal(uuid, uuid), handover.end_removal_request(uuid), handover.expire_removals() to huifang_service;
