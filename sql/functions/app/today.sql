-- After: app/time_zone
create or replace function app.today() returns date
  language sql stable
  return (now() at time zone app.time_zone())::date;
comment on function app.today() is 'The day that it is for the transaction''s tenant';
grant execute on function app.today() to huifang_service;
