create or replace function audit.flag_alias() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
begin
  update audit.open set purpose = 'revealAliased' where xid = pg_current_xact_id_if_assigned();
end
$$;
comment on function audit.flag_alias() is 'Marks the event for review: the name behind an alias was shown';
grant execute on function audit.flag_alias() to huifang_service;
