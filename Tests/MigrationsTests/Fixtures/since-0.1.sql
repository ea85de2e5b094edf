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

-- Each organization's days begin in its own time zone.
alter table directory.organization add column time_zone text not null default 'Asia/Shanghai';
comment on column directory.organization.time_zone is 'In which the organization''s days begin, as the IANA database names it';
grant select (time_zone), insert (time_zone), update (time_zone) on directory.organization to huifang_service;

-- The functions of this release are loaded here.

-- A hold over one discharge is seen within the scope of its department, as the discharge is.
drop policy tenant on followup.hold;
select app.protect('followup.hold', true, 'discharging_department_id?');

create trigger keep_time_zone before insert or update of time_zone on directory.organization
  for each row when (new.time_zone <> 'Asia/Shanghai') execute function directory.keep_time_zone();
