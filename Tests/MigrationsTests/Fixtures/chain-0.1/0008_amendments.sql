-- What reviews of the first seven files found: reasons beside the leaf, rounds of policies.
--
-- What a person states as a reason is free text and may be asked to be erased one day: it leaves the leaf, which can never change, for
-- a sealed detail beside it. The leaf holds the detail's commitment, SHA-256(0x02 ‖ salt ‖ detail), so that it can be proved while it is
-- there and says nothing once salt and ciphertext are gone. Nothing was released with the reason in the leaf.
alter table audit.open
  drop column note,
  add column detail_salt bytea check (octet_length(detail_salt) = 32),
  add column detail_commitment bytea check (octet_length(detail_commitment) = 32),
  add column detail_key_id integer,
  add column detail bytea,
  add constraint open_detail_whole check (num_nulls(detail_salt, detail_commitment, detail_key_id, detail) in (0, 4));
comment on column audit.open.detail is 'What the event''s erasable part will be: canonical JSON, sealed by the service';
drop function audit.note(text);

create table audit.detail (
  tenant_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  salt bytea not null check (octet_length(salt) = 32),
  key_id integer not null,
  ciphertext bytea not null check (octet_length(ciphertext) <= 16384),
  primary key (tenant_id, event_id)
);
comment on table audit.detail is 'The erasable part of an event: reasons that people stated, sealed; the leaf holds its commitment';
-- No DELETE is granted to anybody: erasing comes with its own function and its own event.
create trigger append_only before update or delete or truncate on audit.detail
  for each statement execute function audit.refuse_change();
select app.protect('audit.detail', false);
grant select on audit.detail to huifang_auditor;

create function audit.add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
begin
  update audit.open set detail_salt = salt, detail_commitment = commitment, detail_key_id = key_id, detail = ciphertext
    where xid = pg_current_xact_id_if_assigned();
  if not found then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'no audit event is open in this transaction';
  end if;
end
$$;
comment on function audit.add_detail(bytea, bytea, integer, bytea) is
  'The reason that a person stated, sealed and committed to, to stand beside the event of this transaction';
revoke execute on function audit.add_detail(bytea, bytea, integer, bytea) from public;
grant execute on function audit.add_detail(bytea, bytea, integer, bytea) to huifang_service;

create or replace function audit.write(
  request audit.open, event_id uuid, outcome text, reason text, subjects uuid[], result_count bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  moment timestamptz := clock_timestamp();
  part uuid[];
  part_id uuid := event_id;
  first integer := 1;
  total integer := coalesce(cardinality(subjects), 0);
begin
  if request.detail is not null then
    insert into audit.detail (tenant_id, event_id, at, salt, key_id, ciphertext)
      values (request.tenant_id, event_id, moment, request.detail_salt, request.detail_key_id, request.detail);
  end if;
  loop
    part := subjects[first : first + 63];
    insert into audit.event (
      tenant_id, event_id, at, actor_id, session_id, roles, method, purpose, request_id, outcome, reason,
      subject_count, result_count, leaf)
    values (
      request.tenant_id, part_id, moment, request.actor_id, request.session_id, request.roles, request.method,
      request.purpose, request.request_id, outcome, reason, total, result_count,
      convert_to(
        '{"actor":' || coalesce('"' || request.actor_id || '"', 'null')
        || ',"at":"' || to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        || '"' || case when part_id <> event_id then ',"continues":"' || event_id || '"' else '' end
        || ',"count":' || result_count
        || case when request.detail is not null and part_id = event_id
            then ',"detail":"' || encode(request.detail_commitment, 'hex') || '"' else '' end
        || ',"event":"' || part_id
        || '","log":"' || request.tenant_id
        || '","method":' || to_json(request.method)
        || ',"outcome":"' || outcome
        || '","purpose":' || to_json(request.purpose)
        || ',"query":"' || encode(request.fingerprint, 'hex') || '"'
        || case when reason is not null then ',"reason":' || to_json(reason) else '' end
        || ',"request":"' || request.request_id
        || '","roles":' || to_json(request.roles)
        || ',"subjects":[' || coalesce('"' || array_to_string(part, '","') || '"', '')
        || '],"version":1}', 'UTF8'));
    if part is not null and cardinality(part) > 0 then
      insert into audit.event_subject (tenant_id, subject_id, at, event_id)
        select request.tenant_id, subject, moment, part_id from unnest(part) as subject;
    end if;
    first := first + 64;
    exit when first > total;
    part_id := gen_random_uuid();
  end loop;
end
$$;

create or replace function audit.close(
  subjects uuid[], result_count bigint, outcome text default 'allowed', reason text default null) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
declare
  request audit.open;
begin
  delete from audit.open where xid = pg_current_xact_id_if_assigned() returning * into request;
  if request.event_id is null then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'no audit event is open in this transaction';
  end if;
  perform audit.write(request, request.event_id, outcome, reason,
    (select array_agg(distinct subject) from unnest(subjects) as subject where subject is not null), result_count);
  return request.event_id;
end
$$;

-- Figures by round tell the rounds of different policies apart, still from the index alone.
drop index followup.task_figures;
create index task_figures on followup.task (tenant_id, department_id, discharged_on)
  include (discharge_id, policy_id, round_number, status, attempts, reached, reason, responsible_department_id);
comment on index followup.task_figures is 'Holds what reports and the policy ask for, so that figures come from the index alone';

-- A published policy never changes, its rounds included: what a task was made by can be read at any time.
create function followup.require_draft() returns trigger
  language plpgsql
  as $$
begin
  perform app.guard(exists (
    select from followup.policy p
      where p.tenant_id = new.tenant_id and p.policy_id = new.policy_id and p.version = new.version and p.status = 'draft'),
    'INVALID_STATE', 'version:notDraft');
  return new;
end
$$;
comment on function followup.require_draft() is 'Refuses a round of a policy that has been published';
revoke execute on function followup.require_draft() from public;
create trigger draft_only before insert on followup.round for each row execute function followup.require_draft();
