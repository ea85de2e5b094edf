-- Asked once a statement, as (select app.time_zone()): not once a row.
create or replace function app.time_zone() returns text
  language plpgsql stable
  as $$
begin
  return (select o.time_zone from directory.organization o where o.tenant_id = app.tenant());
end
$$;
comment on function app.time_zone() is 'The time zone in which the days of the transaction''s tenant begin';
grant execute on function app.time_zone() to huifang_service;
