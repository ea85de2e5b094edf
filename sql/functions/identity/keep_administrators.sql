create or replace function identity.keep_administrators() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform identity.require_administrators(old.tenant_id);
  return null;
end
$$;
comment on function identity.keep_administrators() is
  'At the end of a transaction that ended or moved an administrator''s assignment, or deactivated an account';
