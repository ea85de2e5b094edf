-- The gate before personal data is asked once for every table that a statement reads: a function in SQL is parsed and planned each
-- time, one in PL/pgSQL keeps its plan for as long as the connection lives. A task is read with seven such questions.

create or replace function audit.begun() returns boolean
  language plpgsql stable security definer
  set search_path to 'pg_catalog', 'pg_temp'
  set enable_seqscan to 'off'
as $$
begin
  return exists (
    select from audit.open
      where xid = pg_current_xact_id_if_assigned() and personal_data
        and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
end
$$;
