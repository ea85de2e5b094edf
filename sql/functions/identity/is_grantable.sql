-- What an own role may be composed of: nothing that administers, and no scope wider than a built-in role of the hospital has.
-- Made from the permissions' rows (Permission+Rows.swift): HUIFANG_RECORD=1 swift test --filter PermissionListTests
create or replace function identity.is_grantable(permission text, scope text) returns boolean
  language sql immutable parallel safe
  return (permission, scope) in (
    ('department.read', 'hospital'),
    ('staff.read', 'hospital'),
    ('discharge.import', 'hospital'),
    ('discharge.read', 'department'),
    ('discharge.read', 'hospital'),
    ('patient.reveal', 'department'),
    ('patient.reveal', 'hospital'),
    ('hold.manage', 'department'),
    ('hold.manage', 'hospital'),
    ('policy.read', 'hospital'),
    ('policy.manage', 'hospital'),
    ('followup.task.read', 'department'),
    ('followup.task.read', 'hospital'),
    ('followup.task.work', 'department'),
    ('followup.task.work', 'hospital'),
    ('report.read', 'department'),
    ('report.read', 'hospital'));
comment on function identity.is_grantable(text, text) is 'The closed list of what a hospital may put into a role of its own';
grant execute on function identity.is_grantable(text, text) to huifang_service;
