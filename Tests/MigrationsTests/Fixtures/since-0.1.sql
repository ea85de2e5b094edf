-- Every deliberate difference between the schema of 0.1 and the baseline of 0.2 is a statement here, applied to what chain-0.1 makes:
-- so the comparison of the two stays exact while the baseline goes on being edited, until 0.2 is released.
--
-- The functions are loaded at the line below, each as its file has it; those that are gone are dropped here.

-- What nobody read.
drop table operations.outbox;
alter table followup.policy drop column exclude_deceased, drop column target_percent;

-- The functions of this release are loaded here.
