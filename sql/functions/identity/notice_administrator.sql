create or replace function identity.notice_administrator() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform identity.give_notice(new.tenant_id, new.account_id,
    case when exists (
      select from identity.assignment g
        where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
          and (identity.is_administrative(g.role) or g.role = 'bureauSupervisor'))
      then 'administratorActivated' else 'administratorCreated' end);
  return null;
end
$$;
comment on function identity.notice_administrator() is 'Another administrator is something that the administrators are told of';
