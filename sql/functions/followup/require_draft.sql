-- A published policy never changes, its rounds included: what a task was made by can be read at any time.
create or replace function followup.require_draft() returns trigger
  language plpgsql
  as $$
begin
  perform app.guard(exists (
    select from followup.policy p
      where p.tenant_id = new.tenant_id and p.policy_id = new.policy_id and p.version = new.version and p.status = 'draft'),
    'INVALID_STATE', 'version:notDraft');
  return new;
end
$$;
comment on function followup.require_draft() is 'Refuses a round of a policy that has been published';
