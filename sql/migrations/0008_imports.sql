-- Imports in full: whose file it is.

alter table discharges.import
  add column accepted_institution_code text check (length(accepted_institution_code) between 1 and 50),
  add column problem_english text;
comment on column discharges.import.accepted_institution_code is
  'A code that the file may name besides the hospital''s own, given by whoever imports: the way to override the refusal';
comment on column discharges.import.problem is 'Why the file as a whole was not taken, in Chinese; problem_english says the same';

-- Rejected rows as they stood, to be corrected and sent again.

alter table discharges.import add column columns text[] not null default '{}';
comment on column discharges.import.columns is 'The header as it stands in the file';

alter table discharges.import_rejection add column cells bytea;
comment on column discharges.import_rejection.cells is 'The row''s values as they stand in the file: a JSON array, sealed for its place';

create table discharges.download (
  tenant_id uuid not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  import_id uuid not null,
  account_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, token_hash),
  constraint download_import foreign key (tenant_id, import_id) references discharges.import on delete cascade,
  constraint download_account foreign key (tenant_id, account_id) references access.account
);
comment on table discharges.download is
  'Addresses under which one person may fetch an import''s rejected rows once, with the bearer besides; only their hashes';
create index download_by_import on discharges.download (tenant_id, import_id);

select app.protect('discharges.download', false);
grant select, insert (tenant_id, token_hash, import_id, account_id, expires_at), update (used_at), delete
  on discharges.download to huifang_service;
