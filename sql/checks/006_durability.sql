-- Checklist 6: what was acknowledged survives a crash only when the server waits for its disk. A throw-away cluster of tests has
-- these off on purpose: whoever runs the checks there skips this file by its name.
select name as object, 'is off: acknowledged writes can be lost in a crash' as problem
  from pg_settings
  where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
