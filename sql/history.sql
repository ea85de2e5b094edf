-- Which files were applied to this database. Made by the migrator before the first of them.
create schema migrations;
comment on schema migrations is 'Which files of sql/ were applied to this database';
create table migrations.applied (
  position integer constraint applied_pkey primary key check (position > 0),
  name text not null constraint applied_name_unique unique,
  sha256 bytea not null check (octet_length(sha256) = 32),
  chain bytea not null check (octet_length(chain) = 32),
  applied_at timestamptz not null default now()
);
comment on table migrations.applied is 'The files in the order in which they were applied; never changed';
comment on column migrations.applied.sha256 is 'Of the file as it was applied';
comment on column migrations.applied.chain is
  'SHA-256 of the predecessor''s chain (32 zero bytes before the first), the file''s hash and its name: one value for all of them';
grant usage on schema migrations to huifang_service;
grant select on migrations.applied to huifang_service;

create table migrations.definition (
  name text constraint definition_pkey primary key,
  sha256 bytea not null check (octet_length(sha256) = 32),
  migration text not null,
  applied_at timestamptz not null default now()
);
comment on table migrations.definition is 'The files of schemas and functions as they were applied last';
comment on column migrations.definition.name is 'schemas, or schema and name of a function: audit/close';
comment on column migrations.definition.migration is 'In whose transaction it was applied last';
grant select on migrations.definition to huifang_service;
