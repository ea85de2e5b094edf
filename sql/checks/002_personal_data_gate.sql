-- Checklist 2 and the audit trail's first promise: rows of personal data are invisible in a transaction without an open audit
-- event. These tables ask for it in both sides of their policy. A new table of the schemas where patients' data live must be put
-- on one of the two lists.
with gated (name) as (
  values
    ('discharges.import_part'), ('discharges.import_rejection'), ('discharges.patient'), ('discharges.contact'),
    ('discharges.discharge'), ('discharges.discharge_history'), ('discharges.patient_history'), ('discharges.contact_history'),
    ('discharges.patient_merge'), ('discharges.duplicate'), ('discharges.visit'), ('discharges.mother_child'),
    ('discharges.mother_suggestion'), ('followup.death'),
    ('followup.number_correction'), ('followup.hold'), ('followup.exclusion'), ('followup.task'), ('followup.attempt'),
    ('followup.record')
),
impersonal (name, reason) as (
  values
    ('discharges.import', 'counts and the name of a file'),
    ('discharges.import_warning', 'counts of a file''s departments'),
    ('discharges.setting', 'what a hospital has decided'),
    ('discharges.download', 'hashes of addresses, and whose they are'),
    ('followup.policy', 'a hospital''s rules'),
    ('followup.round', 'a hospital''s rules'),
    ('followup.publication', 'how far a job is: an id that names nobody')
),
listed (name) as (select name from gated union all select name from impersonal)
select gated.name as object, 'its policy does not ask for audit.begun()' as problem
  from gated
  where not exists (
    select from pg_policy
      cross join lateral (
        values (pg_get_expr(polqual, polrelid)), (pg_get_expr(polwithcheck, polrelid))) as side (text)
      where polrelid = to_regclass(gated.name)
        and starts_with(text, '((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)')
      having count(*) = 2)
union all
select format('%I.%I', nspname, relname), 'is on neither list: does it hold personal data?'
  from pg_class join pg_namespace as n on n.oid = relnamespace
  where relkind in ('r', 'p') and not relispartition
    and nspname in (select split_part(name, '.', 1) from gated)
    and format('%I.%I', nspname, relname) not in (select name from listed)
