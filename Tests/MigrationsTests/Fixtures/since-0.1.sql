-- Every deliberate difference between the schema of 0.1 and the baseline of 0.2 is a statement here, applied to what chain-0.1 makes:
-- so the comparison of the two stays exact while the baseline goes on being edited, until 0.2 is released.
--
-- The functions are loaded at the line below, each as its file has it; those that are gone are dropped here.

-- What nobody read.
drop table operations.outbox;
alter table followup.policy drop column exclude_deceased, drop column target_percent;

-- The schema is named as the target whose tables it holds.
alter schema access rename to identity;

-- A hold's department is named like others.
alter table followup.hold rename column discharging_department to discharging_department_id;

-- The functions of this release are loaded here.

-- A hold over one discharge is seen within the scope of its department, as the discharge is.
drop policy tenant on followup.hold;
select app.protect('followup.hold', true, 'discharging_department_id?');

-- What keys may hold stands in a function, made from the permissions' rows as that for own roles.
alter table identity.integration_key drop constraint integration_key_permissions,
  add constraint integration_key_permissions check (identity.are_grantable_to_keys(permissions));
