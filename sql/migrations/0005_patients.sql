-- Patients, the numbers by which they are reached, which of them are one person, and whose mother is whose.

-- Nothing moves when two rows turn out to be one person: the merged row names the kept one, and what is read of a person is read of all
-- rows with the same person_id. So taking the merge back restores exactly what was. The pair of generated columns keeps a row that is
-- merged itself from being merged into: no chains, no cycles.
create table discharges.patient (
  tenant_id uuid not null,
  patient_id uuid not null,
  subject_id uuid not null,
  record_number text not null check (length(record_number) between 1 and 50),
  name bytea not null,
  name_index bytea not null,
  sex smallint not null check (sex in (0, 1, 2, 9)),
  birth_date date,
  identity_number bytea,
  identity_index bytea,
  address bytea,
  deceased boolean not null default false,
  died_on date,
  death_source text check (death_source in ('attempt', 'family', 'ward', 'registry', 'other')),
  knowledge_of_diagnosis text not null default 'unknown'
    constraint patient_knowledge check (knowledge_of_diagnosis in ('patient', 'family', 'unknown')),
  knowledge_source text constraint patient_knowledge_source check (knowledge_source in ('patient', 'family', 'ward', 'record')),
  alias bytea,
  alias_index bytea,
  version integer not null default 1,
  merged_into uuid,
  person_id uuid not null generated always as (coalesce(merged_into, patient_id)) stored,
  is_merged boolean not null generated always as (merged_into is not null) stored,
  into_merged boolean generated always as (case when merged_into is not null then false end) stored,
  mother_index bytea,
  shares_person boolean not null default false,
  has_family boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, patient_id),
  constraint patient_record_number unique (tenant_id, record_number),
  constraint patient_subject unique (tenant_id, subject_id),
  constraint patient_death check (deceased or (died_on is null and death_source is null)),
  constraint patient_alias check ((alias is null) = (alias_index is null)),
  constraint patient_merge_target unique (tenant_id, patient_id, is_merged),
  constraint patient_merged foreign key (tenant_id, merged_into, into_merged)
    references discharges.patient (tenant_id, patient_id, is_merged),
  constraint patient_not_into_itself check (merged_into <> patient_id)
);
comment on table discharges.patient is 'A person treated in the hospital; name, identity number and address sealed';
comment on column discharges.patient.subject_id is
  'Random surrogate by which the audit trail names the person: deleting it makes the trail anonymous and leaves it whole';
comment on column discharges.patient.record_number is '病案号';
comment on column discharges.patient.name is '姓名; opened from its sealed form';
comment on column discharges.patient.sex is 'GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated';
comment on column discharges.patient.identity_number is '身份证件号码; opened from its sealed form';
comment on column discharges.patient.address is '现住址; opened from its sealed form';
comment on column discharges.patient.deceased is 'Known to have died, in the hospital or since';
comment on column discharges.patient.death_source is 'Who told of the death; null when the hospital''s own export did';
comment on column discharges.patient.knowledge_of_diagnosis is '知情情况: who knows the diagnosis; unknown counts as the patient not knowing';
comment on column discharges.patient.alias is
  'Shown instead of the name of staff and well-known people; the name itself only by patient.reveal, which is reviewed';
comment on column discharges.patient.merged_into is 'The kept row of the same person; null where this row is the one';
comment on column discharges.patient.person_id is 'The same for all rows of a person: the kept row''s id';
comment on column discharges.patient.into_merged is 'Always false where the row is merged: what it is merged into must not be';
comment on column discharges.patient.mother_index is
  'Of a newborn: the blind index of the name that the file gives as the mother''s, the contact person''s or the one in the child''s own (李秀英之女)';
comment on column discharges.patient.shares_person is
  'Whether other rows are the same person: one that was merged, or into which another one was; kept by a trigger, so that readers need not look';
comment on column discharges.patient.has_family is
  'Whether the row stands in mother_child, as a mother or as a child; kept by a trigger, so that readers need not look';
create index patient_by_name on discharges.patient (tenant_id, name_index);
create index patient_by_identity on discharges.patient (tenant_id, identity_index) where identity_index is not null;
create index patient_by_alias on discharges.patient (tenant_id, alias_index) where alias_index is not null;
create index patient_by_person on discharges.patient (tenant_id, person_id);
create index patient_aliased on discharges.patient (tenant_id, person_id) where alias_index is not null;
create index patient_by_mother_name on discharges.patient (tenant_id, mother_index) where mother_index is not null;
create index patient_by_merged_into on discharges.patient (tenant_id, merged_into) where merged_into is not null;
select app.protect('discharges.patient', true);
grant select, insert, update (name, name_index, sex, birth_date, identity_number, identity_index, address, deceased, died_on,
  death_source, knowledge_of_diagnosis, knowledge_source, alias, alias_index, version, merged_into, mother_index),
  delete on discharges.patient to huifang_service;
create trigger shares_person after update of merged_into on discharges.patient for each row
  when (old.merged_into is distinct from new.merged_into) execute function discharges.note_person();

create table discharges.contact (
  tenant_id uuid not null,
  contact_id uuid not null,
  patient_id uuid not null,
  source text not null,
  relation text,
  name bytea,
  phone bytea not null,
  phone_index bytea not null,
  last_four_index bytea not null,
  state text not null default 'unverified' check (state in ('unverified', 'reached', 'wrong', 'vacant', 'unusable')),
  import_id uuid,
  position integer not null default 1000,
  added_by uuid,
  version integer not null default 1,
  is_guardian boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, contact_id),
  constraint contact_patient foreign key (tenant_id, patient_id) references discharges.patient,
  constraint contact_number unique (tenant_id, patient_id, source, phone_index),
  constraint contact_source check (source in ('patient', 'work', 'contact', 'added')),
  constraint contact_added check ((source = 'added') = (added_by is not null)),
  constraint contact_account foreign key (tenant_id, added_by) references identity.account
);
comment on table discharges.contact is 'A number by which a patient can be reached, whose it is, and what calling it taught';
comment on column discharges.contact.source is 'patient: the own number, work: of the work place, contact: of the contact person';
comment on column discharges.contact.relation is '联系人关系, as coded on the front page';
comment on column discharges.contact.name is 'Of the contact person; opened from its sealed form';
comment on column discharges.contact.phone is '电话; opened from its sealed form';
comment on column discharges.contact.state is 'What calling it taught: unverified, reached, wrong, vacant, unusable';
comment on column discharges.contact.import_id is 'The import that brought it';
comment on column discharges.contact.position is
  'Which number is tried first: the smallest. Those of a file stand at 1000 until somebody orders them; a new number goes on top';
comment on column discharges.contact.added_by is 'Who gave a number by hand; created_at says when';
comment on column discharges.contact.is_guardian is '监护人: is called first for minors and in psychiatry';
create index contact_by_phone on discharges.contact (tenant_id, phone_index);
create index contact_by_last_four on discharges.contact (tenant_id, last_four_index);
select app.protect('discharges.contact', true);
grant select, insert, update (relation, name, state, position, version, is_guardian), delete on discharges.contact
  to huifang_service;

create table discharges.patient_merge (
  tenant_id uuid not null,
  merge_id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  merged_by uuid not null,
  merged_at timestamptz not null default now(),
  unmerged_by uuid,
  unmerged_at timestamptz,
  primary key (tenant_id, merge_id),
  constraint patient_merge_kept foreign key (tenant_id, kept_id) references discharges.patient,
  constraint patient_merge_merged foreign key (tenant_id, merged_id) references discharges.patient,
  constraint patient_merge_by foreign key (tenant_id, merged_by) references identity.account,
  constraint patient_unmerge_by foreign key (tenant_id, unmerged_by) references identity.account,
  constraint patient_unmerged check ((unmerged_by is null) = (unmerged_at is null))
);
comment on table discharges.patient_merge is 'Which rows were taken for one person, by whom, and whether that was taken back';
create unique index patient_merge_standing on discharges.patient_merge (tenant_id, merged_id) where unmerged_at is null;
create index patient_merge_by_kept on discharges.patient_merge (tenant_id, kept_id);
create index patient_merge_by_merged on discharges.patient_merge (tenant_id, merged_id);
select app.protect('discharges.patient_merge', true);
grant select, insert, update (unmerged_by, unmerged_at) on discharges.patient_merge to huifang_service;

create table discharges.duplicate (
  tenant_id uuid not null,
  first_id uuid not null,
  second_id uuid not null,
  rule text not null check (rule in ('identityNumber', 'nameBirthPhone')),
  status text not null default 'open' check (status in ('open', 'merged', 'dismissed')),
  found_at timestamptz not null default now(),
  primary key (tenant_id, first_id, second_id),
  constraint duplicate_first foreign key (tenant_id, first_id) references discharges.patient,
  constraint duplicate_second foreign key (tenant_id, second_id) references discharges.patient,
  constraint duplicate_order check (first_id < second_id)
);
comment on table discharges.duplicate is 'Two rows that may be one person, found when a file brought the second; a person decides';
create index duplicate_open on discharges.duplicate (tenant_id, found_at, first_id, second_id) where status = 'open';
create index duplicate_by_second on discharges.duplicate (tenant_id, second_id);
select app.protect('discharges.duplicate', true);
grant select, insert, update (status), delete on discharges.duplicate to huifang_service;

create table discharges.mother_child (
  tenant_id uuid not null,
  child_id uuid not null,
  mother_id uuid not null,
  linked_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, child_id),
  constraint mother_child_child foreign key (tenant_id, child_id) references discharges.patient,
  constraint mother_child_mother foreign key (tenant_id, mother_id) references discharges.patient,
  constraint mother_child_account foreign key (tenant_id, linked_by) references identity.account,
  constraint mother_child_two check (mother_id <> child_id)
);
comment on table discharges.mother_child is '母婴关联: one call, two records; a child''s death is known before the mother is called';
create index mother_child_by_mother on discharges.mother_child (tenant_id, mother_id);
select app.protect('discharges.mother_child', true);
grant select, insert, delete on discharges.mother_child to huifang_service;
create trigger has_family after insert or delete on discharges.mother_child for each row execute function discharges.note_family();

create table discharges.mother_suggestion (
  tenant_id uuid not null,
  child_id uuid not null,
  mother_id uuid not null,
  rule text not null check (rule in ('name', 'phone', 'nameAndPhone')),
  status text not null default 'open' check (status in ('open', 'linked', 'dismissed')),
  found_at timestamptz not null default now(),
  primary key (tenant_id, child_id, mother_id),
  constraint mother_suggestion_child foreign key (tenant_id, child_id) references discharges.patient,
  constraint mother_suggestion_mother foreign key (tenant_id, mother_id) references discharges.patient,
  constraint mother_suggestion_two check (mother_id <> child_id)
);
comment on table discharges.mother_suggestion is
  'A newborn and who may be the mother, found when a file brought the one or the other; a person decides';
create index mother_suggestion_open on discharges.mother_suggestion (tenant_id, found_at, child_id, mother_id) where status = 'open';
create index mother_suggestion_by_mother on discharges.mother_suggestion (tenant_id, mother_id);
select app.protect('discharges.mother_suggestion', true);
grant select, insert, update (status), delete on discharges.mother_suggestion to huifang_service;
