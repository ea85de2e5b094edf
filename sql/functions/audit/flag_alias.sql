create or replace function audit.flag_alias() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  opened tid;
begin
  update audit.open set purpose = 'revealAliased' where ctid = nullif(current_setting('app.open_row', true), '')::tid and xid = pg_current_xact_id_if_assigned()
    returning ctid into opened;
  perform set_config('app.open_row', coalesce(opened::text, ''), true);
end
$$;
comment on function audit.flag_alias() is 'Marks the event for review: the name behind an alias was shown';
grant execute on function audit.flag_alias() to huifang_service;
