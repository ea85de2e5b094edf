-- The end of a contract: what a hospital owns leaves as an archive, and is removed.

-- An archive that nobody approves, or that is never finished, is over after a week like one that nobody fetches: its passphrase with it.
create table handover.export (
  tenant_id uuid not null,
  export_id uuid not null,
  requested_by uuid not null,
  requested_roles text not null,
  reason bytea not null,
  status text not null default 'requested' check (status in ('requested', 'approved', 'ready', 'discarded')),
  approved_by uuid,
  approved_at timestamptz,
  job_id uuid,
  archive_salt bytea not null check (octet_length(archive_salt) = 8),
  passphrase bytea,
  byte_count bigint not null default 0,
  part_count integer not null default 0,
  row_count bigint not null default 0,
  sha256 bytea check (octet_length(sha256) = 32),
  download_hash bytea check (octet_length(download_hash) = 32),
  download_until timestamptz,
  downloaded_at timestamptz,
  expires_at timestamptz default now() + interval '7 days',
  created_at timestamptz not null default now(),
  primary key (tenant_id, export_id),
  constraint export_requester foreign key (tenant_id, requested_by) references identity.account,
  constraint export_approver foreign key (tenant_id, approved_by) references identity.account,
  constraint export_two_people check (approved_by is distinct from requested_by),
  constraint export_approved check ((approved_by is null) = (approved_at is null) and (status <> 'requested' or approved_by is null)
    and (status <> 'ready' or (sha256 is not null and expires_at is not null))),
  constraint export_passphrase_while_written check (status in ('requested', 'approved') or passphrase is null)
);
comment on table handover.export is 'An archive of all that a hospital owns: one person asks, another approves, a job writes it';
comment on column handover.export.passphrase is
  'Sealed, until the archive is written; afterwards nobody here can open it';
comment on column handover.export.download_hash is 'SHA-256 of the one-use token of an address to fetch the archive from';
comment on column handover.export.expires_at is 'Until when it may be approved, then written, then fetched: a week each, a day once fetched';
create unique index export_one_at_a_time on handover.export (tenant_id) where status in ('requested', 'approved');
select app.protect('handover.export', false);
grant select, insert (tenant_id, export_id, requested_by, requested_roles, reason, archive_salt, passphrase), update (status,
  approved_by, approved_at, job_id, passphrase, byte_count, part_count, row_count, sha256, download_hash, download_until,
  downloaded_at, expires_at) on handover.export to huifang_service;

create table handover.export_part (
  tenant_id uuid not null,
  export_id uuid not null,
  part_number integer not null check (part_number >= 0),
  encrypted bytea not null,
  primary key (tenant_id, export_id, part_number),
  constraint export_part_export foreign key (tenant_id, export_id) references handover.export on delete cascade
);
comment on table handover.export_part is
  'The archive in parts until it was fetched or a week has passed; not gated: without the passphrase, which nobody here has, it says nothing';
alter table handover.export_part alter column encrypted set storage external;
select app.protect('handover.export_part', false);
grant select, insert, delete on handover.export_part to huifang_service;

create table handover.export_file (
  tenant_id uuid not null,
  export_id uuid not null,
  file_number integer not null,
  name text not null,
  first_part integer not null,
  starts_at bigint not null,
  byte_count bigint not null default 0,
  row_count bigint not null default 0,
  position text[],
  finished boolean not null default false,
  sha256 bytea check (octet_length(sha256) = 32),
  primary key (tenant_id, export_id, file_number),
  constraint export_file_export foreign key (tenant_id, export_id) references handover.export on delete cascade
);
comment on table handover.export_file is 'A file of the archive and how far it is written';
comment on column handover.export_file.position is 'The key of the last row that is written, as text: where a job goes on';
select app.protect('handover.export_file', false);
grant select, insert (tenant_id, export_id, file_number, name, first_part, starts_at), update (byte_count, row_count,
  position, finished, sha256) on handover.export_file to huifang_service;

create table handover.removal (
  tenant_id uuid not null references directory.organization,
  organization_id uuid not null,
  table_name text not null,
  removed bigint not null,
  primary key (tenant_id, organization_id, table_name)
);
comment on table handover.removal is 'The platform''s: how many rows of which table a removed hospital had';
select app.protect('handover.removal', false);
grant select on handover.removal to huifang_service;

-- Removing a hospital is for ever, so it takes two people: one platform administrator asks, another approves, and the database itself
-- sees to it. What was removed stays on record. A request that nobody decides is over after a week, an archive's as well.
create table handover.removal_request (
  tenant_id uuid not null references directory.organization,
  request_id uuid not null,
  organization_id uuid not null,
  requested_by uuid not null,
  reason bytea not null,
  status text not null default 'requested'
    check (status in ('requested', 'withdrawn', 'refused', 'expired', 'approved', 'removing', 'removed')),
  decided_by uuid,
  decided_at timestamptz,
  job_id uuid,
  begun_at timestamptz,
  finished_at timestamptz,
  archive_sha256 bytea check (octet_length(archive_sha256) = 32),
  archive_approved_at timestamptz,
  archive_rows bigint,
  archive_bytes bigint,
  archive_downloaded_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  primary key (tenant_id, request_id),
  constraint removal_requester foreign key (tenant_id, requested_by) references identity.account,
  constraint removal_decider foreign key (tenant_id, decided_by) references identity.account,
  constraint removal_two_people check (status not in ('approved', 'removing', 'removed')
    or (decided_by is not null and decided_by is distinct from requested_by and job_id is not null)),
  constraint removal_decided check ((decided_by is null) = (decided_at is null) and (status in ('requested', 'expired')) = (decided_by is null)),
  constraint removal_begun check ((status in ('removing', 'removed')) = (begun_at is not null)
    and (status = 'removed') = (finished_at is not null))
);
comment on table handover.removal_request is
  'The platform''s: a removal that one administrator asks for and another approves; afterwards, with handover.removal, the record of it';
comment on column handover.removal_request.reason is 'Sealed with the platform''s key';
comment on column handover.removal_request.decided_by is 'Who approved, refused or withdrew it';
comment on column handover.removal_request.archive_sha256 is 'Of the last archive that the hospital took before: SHA-256 of the encrypted file';
create unique index removal_one_at_a_time on handover.removal_request (tenant_id, organization_id)
  where status in ('requested', 'approved', 'removing');
select app.protect('handover.removal_request', false);
-- Nothing is written but by functions of this schema, which take from the open event who does it.
grant select on handover.removal_request to huifang_service;
