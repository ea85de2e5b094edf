create or replace function directory.keep_time_zone() returns trigger
  language plpgsql
  as $$
begin
  perform app.guard(exists (select from pg_timezone_names as known where known.name = new.time_zone),
    'RULE_VIOLATION', 'timeZone:unknownTimeZone');
  return new;
end
$$;
comment on function directory.keep_time_zone() is 'An organization''s time zone is one that the server knows';
