-- Checklist 4: functions that run with their owner's rights are these and no others; each has its search_path pinned, with
-- pg_temp last so that nobody's temporary table stands before ours. No function of ours is for PUBLIC but those that only read the
-- transaction's context or say no.
with definer (signature) as (
  values
    -- The gate and the trail.
    ('audit.begun()'),
    ('audit.begin(uuid, uuid, bytea, integer, text, text, uuid, text, text, uuid, bytea, boolean, integer)'),
    ('audit.begin_job(uuid, uuid, integer, uuid, text, uuid, bytea, integer)'),
    ('operations.begin_timers(uuid, text, uuid, integer, uuid, text, uuid, integer)'),
    ('audit.begin_key(uuid, uuid, bytea, text, text, uuid, text, text, uuid, bytea, boolean, integer)'),
    ('audit.begin_sign_in(uuid, uuid, uuid, bytea, text, integer)'),
    ('audit.close(uuid[], bigint, text, text)'),
    ('audit.add_detail(bytea, bytea, integer, bytea)'),
    ('audit.flag_alias()'),
    ('audit.record_refusal(uuid, uuid, uuid, uuid, text, text, text, uuid, bytea, text, text)'),
    ('audit.require_closed()'),
    ('audit.prepare_months(integer)'),
    -- Called by those above alone.
    ('audit.prepare_transaction(uuid, uuid, text, integer)'),
    ('audit.write(audit.open, uuid, text, text, uuid[], bigint)'),
    -- What must be known before a transaction has begun for somebody.
    ('directory.organization_with_code(text)'),
    ('identity.credential(uuid, uuid, bytea)'),
    ('identity.touch_session(uuid, uuid, bytea)'),
    ('identity.key_credential(uuid, uuid, bytea, text)'),
    ('identity.touch_key(uuid, uuid, bytea)'),
    -- What locks the organization's row, which the service may not change, and what calls that at commit.
    ('identity.require_administrators(uuid)'),
    ('identity.keep_administrators()'),
    -- What writes notices, which the service itself may not.
    ('identity.give_notice(uuid, uuid, text)'),
    ('identity.notice_account()'),
    ('identity.notice_administrator()'),
    -- What crosses tenants.
    ('identity.enrol_administrator(uuid, uuid, text, text, text, bytea, uuid, text, integer, bytea, uuid)'),
    ('identity.reset_administrator(uuid, text, text, bytea, uuid)'),
    ('identity.set_administrator_status(uuid, text, text, uuid)'),
    ('identity.forget_sign_ins()'),
    ('identity.forget_addresses(integer)'),
    ('operations.claim_job(uuid, integer)'),
    ('operations.note_turn(uuid, integer)'),
    ('operations.due_timers()'),
    ('operations.forget_answers()'),
    ('discharges.forget_files()'),
    -- What deletes entries of the directory, and only those that a file being undone has met.
    ('directory.forget_met(uuid)'),
    ('directory.job_tenants()'),
    ('directory.region_organizations()'),
    ('directory.stop_organization(uuid)'),
    -- What the service itself may not change: an attempt's department, when an administrator maps that.
    ('followup.move_department(uuid, uuid)'),
    ('handover.audit_events(uuid, timestamp with time zone, uuid, integer)'),
    ('handover.forget_archives()'),
    -- What ends a hospital's contract; the second is called by the others alone.
    ('handover.terminate(uuid, date)'),
    ('handover.note_in_log(audit.open, uuid, text, bigint)'),
    ('handover.resume(uuid)'),
    ('handover.remove_rows(uuid, integer)'),
    -- What keeps flags that the service itself may not set: whether a person has several rows, or a mother or a child.
    ('discharges.note_person()'),
    ('discharges.note_family()'),
    -- What says of any department's discharge one thing: that its file is being undone.
    ('discharges.is_being_undone(uuid)'),
    -- Its two people: the service can't write who they are.
    ('handover.request_removal(uuid, uuid, bytea)'),
    ('handover.approve_removal(uuid, uuid)'),
    ('handover.end_removal_request(uuid)'),
    ('handover.expire_removals()'),
    -- What the platform sees of a hospital before: counts, and the hash of its last archive.
    ('handover.count_rows(uuid)'),
    ('handover.last_archive(uuid)')
),
public_function (signature) as (
  values ('app.tenant()'), ('app.actor()'), ('app.departments()'), ('app.whole_organization()'), ('app.is_platform()'),
    ('app.guard(boolean, text, text)')
),
ours as (
  select format('%I.%I(%s)', nspname, proname, oidvectortypes(proargtypes)) as signature, prosecdef, proowner, proacl,
      (select substr(setting, length('search_path=') + 1) from unnest(proconfig) as setting
        where starts_with(setting, 'search_path=')) as search_path
    from pg_proc join pg_namespace as n on n.oid = pronamespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
)
select signature as object, 'SECURITY DEFINER and not on the list' as problem from ours
  where prosecdef and signature not in (select signature from definer)
union all
select signature, 'on the list of SECURITY DEFINER functions, but there is none like it' from definer
  where signature not in (select signature from ours where prosecdef)
union all
select signature, 'search_path is not pinned to pg_catalog and, last, pg_temp: ' || coalesce(search_path, 'not set') from ours
  where prosecdef and search_path is distinct from 'pg_catalog, pg_temp'
union all
select signature, 'EXECUTE is granted to PUBLIC' from ours
  where signature not in (select signature from public_function)
    and exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0)
union all
select signature, format('belongs to %I instead of huifang_owner', pg_get_userbyid(proowner)) from ours
  where pg_get_userbyid(proowner) <> 'huifang_owner'
