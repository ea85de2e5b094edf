create or replace function app.whole_organization() returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('app.departments', true) = '*', false);
comment on function app.whole_organization() is 'Whether the transaction''s scope is the whole organization';
grant execute on function app.whole_organization() to public;
