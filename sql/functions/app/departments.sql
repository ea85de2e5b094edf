create or replace function app.departments() returns uuid[]
  language sql stable parallel safe
  return case
    when coalesce(current_setting('app.departments', true), '') in ('', '*') then '{}'::uuid[]
    else current_setting('app.departments', true)::uuid[]
  end;
comment on function app.departments() is 'The departments that the transaction''s scope covers, when it is not the whole organization';
grant execute on function app.departments() to public;
