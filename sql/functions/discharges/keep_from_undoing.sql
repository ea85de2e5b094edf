-- The undoing was allowed because nothing had been done on the file's tasks. Until it has ended nothing is: whoever begins afterwards
-- finds it, and it waits for whoever began before. Nearly always there is none, and one look at an empty index tells.
create or replace function discharges.keep_from_undoing() returns trigger
  language plpgsql
  as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('discharges.undo:' || new.tenant_id::text, 0));
  if exists (select from discharges.import i where i.tenant_id = new.tenant_id and i.status = 'undoing') then
    perform app.guard(not discharges.is_being_undone(new.discharge_id), 'INVALID_STATE', tg_argv[0] || ':importUndoing');
  end if;
  return new;
end
$$;
comment on function discharges.keep_from_undoing() is 'Nothing is begun on a discharge whose file is being taken back';
