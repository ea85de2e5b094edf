-- What an own role may be composed of: nothing that administers, and no scope wider than a built-in role of the hospital has.
-- Disputes and administrative discharges are the medical office's (医务科) to say, which is a role of the hospital's own.
create or replace function identity.is_grantable(permission text, scope text) returns boolean
  language sql immutable parallel safe
  return (permission, scope) in (
    ('department.read', 'hospital'), ('staff.read', 'hospital'), ('discharge.import', 'hospital'),
    ('discharge.read', 'department'), ('discharge.read', 'hospital'),
    ('patient.reveal', 'department'), ('patient.reveal', 'hospital'),
    ('policy.read', 'hospital'), ('policy.manage', 'hospital'),
    ('followup.task.read', 'department'), ('followup.task.read', 'hospital'),
    ('followup.task.work', 'department'), ('followup.task.work', 'hospital'),
    ('hold.manage', 'department'), ('hold.manage', 'hospital'),
    ('report.read', 'department'), ('report.read', 'hospital'));
comment on function identity.is_grantable(text, text) is
  'The closed list of what a hospital may put into a role of its own; the service has the same one, and a test compares the two';
grant execute on function identity.is_grantable(text, text) to huifang_service;
