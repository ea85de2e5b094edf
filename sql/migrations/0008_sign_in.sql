-- Signing in, in full: passwords that must be changed, one-time codes that people enrol themselves, recovery codes, and everybody's
-- own history.

-- A timeout of 0 would switch the statement's timeout off instead of ending it at once.
create or replace function audit.prepare_transaction(
  tenant uuid, actor uuid, departments text, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform app.guard(timeout_milliseconds >= 1, 'INTERNAL', 'timeout');
  perform set_config('app.tenant_id', tenant::text, true),
    set_config('app.actor_id', coalesce(actor::text, ''), true),
    set_config('app.departments', departments, true),
    set_config('statement_timeout', timeout_milliseconds::text, true),
    set_config('lock_timeout', least(timeout_milliseconds, 2000)::text, true);
end
$$;

create table access.sign_in (
  tenant_id uuid not null,
  account_id uuid not null,
  event_id uuid not null,
  at timestamptz not null default now(),
  outcome text not null check (outcome in ('allowed', 'refused')),
  reason text check (length(reason) <= 60),
  client_address text not null check (length(client_address) <= 64),
  primary key (tenant_id, account_id, at, event_id),
  constraint sign_in_account foreign key (tenant_id, account_id) references access.account
);
comment on table access.sign_in is
  'Everybody''s own sign-ins and refused attempts, with addresses, which the trail doesn''t keep; forgotten after seven months';
comment on column access.sign_in.event_id is 'The event of the same attempt in the trail';
select app.protect('access.sign_in', false);
grant select, insert (tenant_id, account_id, event_id, outcome, reason, client_address) on access.sign_in to huifang_service;
