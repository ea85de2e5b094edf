-- After: app/tenant
-- The platform sees and makes organizations; everybody else sees the own one. The one table whose rows are tenants.
create or replace function app.is_platform() returns boolean
  language sql stable parallel safe
  return app.tenant() = '00000000-0000-7000-8000-000000000001'::uuid;
comment on function app.is_platform() is 'Whether the transaction has begun for the platform itself, the tenant of tenants';
grant execute on function app.is_platform() to public;
