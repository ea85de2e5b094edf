create or replace function identity.is_administrative(role text) returns boolean
  language sql immutable parallel safe
  return role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor');
comment on function identity.is_administrative(text) is 'The roles of system, security and audit administration (三员)';
grant execute on function identity.is_administrative(text) to huifang_service;
