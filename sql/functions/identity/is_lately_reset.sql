-- What takes two people asks this of both: whose password or one-time code somebody else has set may be that somebody.
create or replace function identity.is_lately_reset(accounts uuid[]) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
  as $$
    select exists (
      select from identity.notice n
        where n.tenant_id = app.tenant() and n.account_id = any (accounts) and n.what in ('passwordReset', 'oneTimeCodeReset')
          and n.at > now() - interval '30 days')
  $$;
comment on function identity.is_lately_reset(uuid[]) is
  'Whether somebody else has reset the password or one-time code of one of the accounts within 30 days';
grant execute on function identity.is_lately_reset(uuid[]) to huifang_service;
