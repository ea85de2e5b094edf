create or replace function audit.require_closed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
begin
  -- The open row is looked for as its own tenant: whatever the transaction has set since, it can't hide it.
  perform set_config('app.tenant_id', new.tenant_id::text, true);
  if exists (select from audit.open where xid = new.xid) then
    raise exception using errcode = 'HF002', message = 'INTERNAL',
      detail = format('the audit event of %s was not closed', new.method);
  end if;
  return null;
end
$$;
comment on function audit.require_closed() is 'Refuses the commit of a transaction whose event was opened and not written';
