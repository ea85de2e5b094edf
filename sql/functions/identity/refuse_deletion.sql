-- Who held what stays on record as long as the hospital is there; a removal takes it along.
create or replace function identity.refuse_deletion() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'DELETE' and coalesce(current_setting('app.removing', true), '') <> '' then
    return null;
  end if;
  raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'who held what stays on record';
end
$$;
comment on function identity.refuse_deletion() is 'Refuses to forget who held what, to everybody';
