-- After: tables
-- What a platform's call does in a hospital's place: an event in that hospital's log too.
create or replace function handover.note_in_log(request audit.open, organization uuid, reason text, result_count bigint) returns void
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
