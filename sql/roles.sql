-- The roles of the cluster, and what they may do with this database. Run by a superuser, connected to the service's database (the
-- embedded cluster does it by itself); can be run again.
--
-- huifang_owner    owns every schema and table; nobody logs in as it; forced row security binds it too
-- huifang_service  what the service logs in as: reads and writes rows of the one tenant that a transaction has begun for
-- huifang_auditor  what an auditor's tools log in as: reads the audit trail, no patient data
do $$
begin
  if not exists (select from pg_roles where rolname = 'huifang_owner') then
    create role huifang_owner;
  end if;
  if not exists (select from pg_roles where rolname = 'huifang_service') then
    create role huifang_service;
  end if;
  if not exists (select from pg_roles where rolname = 'huifang_auditor') then
    create role huifang_auditor;
  end if;
end
$$;
-- Said again each time, for roles that somebody else made.
alter role huifang_owner nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
alter role huifang_service login nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
alter role huifang_auditor login nosuperuser nobypassrls nocreatedb nocreaterole noreplication;

do $$
begin
  execute format('alter database %I owner to huifang_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant create, connect, temporary on database %I to huifang_owner', current_database());
  -- Temporary tables are where an import's rows are copied to: COPY refuses tables with row security.
  execute format('grant connect, temporary on database %I to huifang_service', current_database());
  execute format('grant connect on database %I to huifang_auditor', current_database());
end
$$;
