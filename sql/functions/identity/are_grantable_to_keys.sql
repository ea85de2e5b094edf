-- What an integration key may permit: reading in lists, and feeding discharges.
-- Made from the permissions' rows (Permission+Rows.swift): HUIFANG_RECORD=1 swift test --filter PermissionListTests
create or replace function identity.are_grantable_to_keys(permissions text[]) returns boolean
  language sql immutable parallel safe
  return cardinality(permissions) > 0 and permissions <@ array[
    'department.read',
    'staff.read',
    'discharge.import',
    'discharge.read',
    'policy.read',
    'followup.task.read',
    'report.read'];
comment on function identity.are_grantable_to_keys(text[]) is 'The closed list of what a hospital''s own systems may do';
grant execute on function identity.are_grantable_to_keys(text[]) to huifang_service;
