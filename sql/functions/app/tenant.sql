create or replace function app.tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;
comment on function app.tenant() is 'The tenant that this transaction has begun for; null when it has not begun';
grant execute on function app.tenant() to public;
