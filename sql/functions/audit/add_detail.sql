create or replace function audit.add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  opened tid;
begin
  update audit.open set detail_salt = salt, detail_commitment = commitment, detail_key_id = key_id, detail = ciphertext
    where ctid = nullif(current_setting('app.open_row', true), '')::tid and xid = pg_current_xact_id_if_assigned()
    returning ctid into opened;
  if not found then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'no audit event is open in this transaction';
  end if;
  perform set_config('app.open_row', opened::text, true);
end
$$;
comment on function audit.add_detail(bytea, bytea, integer, bytea) is
  'The reason that a person stated, sealed and committed to, to stand beside the event of this transaction';
grant execute on function audit.add_detail(bytea, bytea, integer, bytea) to huifang_service;
