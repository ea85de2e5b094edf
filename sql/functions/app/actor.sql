create or replace function app.actor() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.actor_id', true), '')::uuid;
comment on function app.actor() is 'The account that this transaction runs for; null for sign-in and the service''s own jobs';
grant execute on function app.actor() to public;
