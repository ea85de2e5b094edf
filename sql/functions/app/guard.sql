-- Not leakproof and not cheap on purpose: it must never be pushed below a row security policy.
create or replace function app.guard(condition boolean, code text, detail text default '') returns boolean
  language plpgsql volatile
  as $$
begin
  if condition is not true then
    raise exception using errcode = 'HF001', message = code, detail = coalesce(detail, '');
  end if;
  return true;
end
$$;
comment on function app.guard(boolean, text, text) is
  'Raises SQLSTATE HF001 with an error symbol of the API as message unless the condition is true; null counts as false';
grant execute on function app.guard(boolean, text, text) to public;
