-- The gate before personal data is asked once for every table that a statement reads, so its price is paid several times a call. A
-- function in SQL is parsed and planned each time; one in PL/pgSQL keeps its plan for as long as the connection lives. The open row is
-- fetched from its place, which the function that opened the row has noted: no plan can be cheaper, however many dead rows lie beside.
-- The noted place proves nothing by itself: a row counts only when its key is this transaction's, and no two transactions share one.
create or replace function audit.begun() returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from audit.open
      where ctid = nullif(current_setting('app.open_row', true), '')::tid and xid = pg_current_xact_id_if_assigned()
        and personal_data and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
end
$$;
comment on function audit.begun() is 'Whether this transaction has its open row and declared personal data: otherwise that is invisible';
grant execute on function audit.begun() to huifang_service, huifang_auditor;
