-- The baseline: the schema of release 0.2, a topic a file, this one first. Here the gate and the trail: no row of personal data is visible
-- in a transaction that has not begun, and a transaction that has begun does not commit before its event is written. The
-- trail's own rows are shown by tenant alone.

revoke create on schema public from public;

-- Its size when a plan is made says nothing of its size later: the functions that look a request up always go by the key.
create unlogged table audit.open (
  xid xid8 primary key default pg_current_xact_id(),
  tenant_id uuid not null,
  event_id uuid not null,
  actor_id uuid,
  session_id uuid,
  roles text not null,
  method text not null,
  purpose text not null,
  request_id uuid not null,
  fingerprint bytea not null,
  personal_data boolean not null default false,
  detail_salt bytea check (octet_length(detail_salt) = 32),
  detail_commitment bytea check (octet_length(detail_commitment) = 32),
  detail_key_id integer,
  detail bytea,
  constraint open_detail_whole check (num_nulls(detail_salt, detail_commitment, detail_key_id, detail) in (0, 4))
);
comment on table audit.open is
  'The requests under way, a row each; empty between requests. What the policies look at: small, unlogged, never partitioned';
comment on column audit.open.personal_data is
  'Whether the method is declared to touch personal data; without the declaration the policies show it none';
comment on column audit.open.detail is 'What the event''s erasable part will be: canonical JSON, sealed by the service';
alter table audit.open set (autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_scale_factor = 0);
create constraint trigger must_be_closed after insert on audit.open
  deferrable initially deferred for each row execute function audit.require_closed();
select app.protect('audit.open', false);

create table audit.event (
  tenant_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  epoch integer not null default 1,
  xid xid8 not null default pg_current_xact_id(),
  actor_id uuid,
  session_id uuid,
  roles text not null,
  method text not null,
  purpose text not null,
  request_id uuid not null,
  outcome text not null check (outcome in ('allowed', 'refused', 'failed')),
  reason text,
  subject_count integer not null,
  result_count bigint not null,
  leaf bytea not null check (octet_length(leaf) <= 4096),
  primary key (tenant_id, at, event_id)
) partition by range (at);
comment on table audit.event is 'One row an audited act. Never changed, never deleted; retention detaches whole months';
comment on column audit.event.epoch is 'Transaction ids start anew in a restored cluster; the epoch tells the two apart';
comment on column audit.event.leaf is 'The canonical JSON (RFC 8785 subset) that is hashed into the log; stored as written';
create index event_by_actor on audit.event (tenant_id, actor_id, at);
create index event_by_xid on audit.event (xid);
create trigger append_only before update or delete or truncate on audit.event
  for each statement execute function audit.refuse_change();
select app.protect('audit.event', false);
grant select on audit.event to huifang_auditor;

create table audit.event_subject (
  tenant_id uuid not null,
  subject_id uuid not null,
  at timestamptz not null,
  event_id uuid not null,
  primary key (tenant_id, subject_id, at, event_id)
) partition by range (at);
comment on table audit.event_subject is 'Whose data an event concerned, by random surrogate: the index for "who saw my record"';
create trigger append_only before update or delete or truncate on audit.event_subject
  for each statement execute function audit.refuse_change();
select app.protect('audit.event_subject', false);
grant select on audit.event_subject to huifang_auditor;

-- What a person states as a reason is free text and may be asked to be erased one day: it stands not in the leaf, which can never
-- change, but in a sealed detail beside it. The leaf holds the detail's commitment, SHA-256(0x02 ‖ salt ‖ detail), so that it can be
-- proved while it is there and says nothing once salt and ciphertext are gone.
create table audit.detail (
  tenant_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  salt bytea not null check (octet_length(salt) = 32),
  key_id integer not null,
  ciphertext bytea not null check (octet_length(ciphertext) <= 16384),
  primary key (tenant_id, event_id)
);
comment on table audit.detail is 'The erasable part of an event: reasons that people stated, sealed; the leaf holds its commitment';
-- No DELETE is granted to anybody: erasing comes with its own function and its own event.
create trigger append_only before update or delete or truncate on audit.detail
  for each statement execute function audit.refuse_change();
select app.protect('audit.detail', false);
grant select on audit.detail to huifang_auditor;

-- The trail needs its partitions from the first event on.
select audit.prepare_months(3);
