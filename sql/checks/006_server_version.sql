-- Checklist 6, for the doctor, who warns: a server older than the last fix of row security (CVE-2025-8713: statistics gave away values
-- that row security hides). The start leaves this file out by its name, for an old server is a risk and no fault of the data's.
with fixed (major, minor) as (values (13, 22), (14, 19), (15, 14), (16, 10), (17, 6)),
server (major, minor) as (
  select number / 10000, number % 10000 from (select current_setting('server_version_num')::integer) as version (number)
)
select format('PostgreSQL %s.%s', server.major, server.minor) as object,
    case when server.major < 13 then 'is too old to be mended'
      else format('has a known hole in row security: update to %s.%s', fixed.major, fixed.minor) end as problem
  from server left join fixed on fixed.major = server.major
  where server.major < 13 or server.minor < fixed.minor
