-- After: tables
-- The leaf: keys sorted, no white space, strings escaped by to_json. Subjects beyond the 64th live in event_subject only under
-- continuation events, so that a leaf stays below 4 KiB.
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
comment on function audit.write(audit.open, uuid, text, text, uuid[], bigint) is
  'Writes an event and its continuations; called by the functions that know that it happened, by nobody else';
