create or replace function audit.refuse_change() returns trigger
  language plpgsql
  as $$
begin
  raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'the audit trail is append-only';
end
$$;
comment on function audit.refuse_change() is 'Refuses every change of what was written, to everybody';
