create or replace function audit.close(
  subjects uuid[], result_count bigint, outcome text default 'allowed', reason text default null) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  delete from audit.open
    where ctid = nullif(current_setting('app.open_row', true), '')::tid and xid = pg_current_xact_id_if_assigned() returning * into request;
  if request.event_id is null then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'no audit event is open in this transaction';
  end if;
  perform audit.write(request, request.event_id, outcome, reason,
    (select array_agg(distinct subject) from unnest(subjects) as subject where subject is not null), result_count);
  return request.event_id;
end
$$;
comment on function audit.close(uuid[], bigint, text, text) is
  'Writes the one event of this transaction, with the subjects and the count really returned, and shuts the gate';
grant execute on function audit.close(uuid[], bigint, text, text) to huifang_service;
