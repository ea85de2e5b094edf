import FollowUp
import SQL

extension DemoHistory {
  /// What became of each task that was worked.
  static let outcomeTable: SQL = """
    create temporary table demo_outcome (
      tenant_id uuid, task_id uuid, patient_id uuid, department_id uuid, responsible_department_id uuid, account_id uuid,
      contact_id uuid, disposition text, tries integer, last_on date, minutes integer, channel text, respondent text,
      condition text, medication text, satisfaction text, today date) on commit drop
    """

  /// A number from 0 to 1 that follows from the stay: the same every time.
  private static func chance(_ seed: SQL) -> SQL {
    "((hashtextextended(d.record_number || '/' || d.stay_number, \(seed)) & 65535)::float8 / 65536)"
  }

  /// Decides from the stay's numbers alone, so that the demo of a day is always the same. Tasks whose window closed a month ago have all
  /// ended, of those since then some are overdue, of those in their window some are done.
  static func decide(hospital: String, today: CalendarDay) -> SQL {
    """
    insert into demo_outcome
    with task as (
      select t.*, d.record_number, d.stay_number, least(t.due_on, \(today) - 1) - t.opens_on + 1 as days,
          \(chance("1")) as luck, \(chance("2")) as grounds, \(chance("10 * t.round_number + 3")) as zeal,
          \(chance("10 * t.round_number + 4")) as part, \(chance("10 * t.round_number + 5")) as count,
          \(chance("10 * t.round_number + 6")) as moment, \(chance("10 * t.round_number + 7")) as answer,
          \(chance("10 * t.round_number + 8")) as mood,
          -- The rate of each month of the year: low at Spring Festival, better since the summer.
          (array[72, 66, 74, 76, 78, 75, 73, 72, 77, 79, 81, 78])[extract(month from t.discharged_on)::integer] / 100.0
            + ((hashtextextended(department.name, 9) & 7) - 3) / 100.0 as rate,
          patient.birth_date > t.discharged_on - interval '14 years' as is_child
        from directory.organization o
        join followup.task t on t.tenant_id = o.tenant_id
        join discharges.discharge d on d.tenant_id = t.tenant_id and d.discharge_id = t.discharge_id
        join discharges.patient patient on patient.tenant_id = t.tenant_id and patient.patient_id = t.patient_id
        join directory.department department on department.tenant_id = t.tenant_id and department.department_id = t.department_id
        where o.code = \(hospital) and t.state = 'due' and t.attempts = 0 and t.opens_on < \(today)
          and starts_with(d.record_number, \(DemoDischarges.recordPrefix))),
    worked as (
      select task.*, contact.contact_id
        from task
        left join lateral (
          select c.contact_id from discharges.contact c
            where c.tenant_id = task.tenant_id and c.patient_id = task.patient_id and c.state <> 'unusable'
            order by c.source = 'patient' desc, c.source, c.contact_id limit 1) as contact on true
        where zeal < case
          when due_on < \(today) - 30 then 1
          when due_on < \(today) then 0.85
          else 0.7 * days / (due_on - opens_on + 1) end),
    decided as (
      select worked.*, case
          when contact_id is null then 'noNumber'
          when luck < rate and (responsible_role = 'agent' or part < 0.55) then 'reached'
          when luck < rate then (array['noAnswer', 'noAnswer', 'poweredOff', 'refusedBusy', 'other'])[1 + floor(answer * 5)::integer]
          when grounds < 0.44 then 'noAnswer' when grounds < 0.55 then 'poweredOff' when grounds < 0.61 then 'suspended'
          when grounds < 0.68 then 'vacantNumber' when grounds < 0.77 then 'wrongNumber' when grounds < 0.84 then 'refusedRecovered'
          when grounds < 0.90 then 'refusedBusy' when grounds < 0.93 then 'refusedDissatisfied' when grounds < 0.97 then 'cannotCommunicate'
          else 'other' end as disposition
        from worked),
    tried as (
      select decided.*, case
          when disposition in ('noNumber', 'other') then 0
          when disposition in ('noAnswer', 'poweredOff', 'suspended', 'vacantNumber', 'wrongNumber') then maximum_attempts::integer
          when count < 0.74 then 1 when count < 0.93 then 2 else least(3, maximum_attempts) end as tries
        from decided)
    select tenant_id, task_id, patient_id, department_id, responsible_department_id,
        (select a.account_id from identity.assignment a
          where a.tenant_id = tried.tenant_id and a.role in (tried.responsible_role, 'agent')
          order by a.role = tried.responsible_role and a.department_id = tried.responsible_department_id desc, a.role = 'agent' desc,
            a.account_id limit 1),
        contact_id, disposition, tries,
        opens_on + greatest(tries - 1, 0) + floor(moment * (days - greatest(tries - 1, 0)))::integer,
        (array[540, 600, 660, 900, 960, 1020])[1 + floor(part * 6)::integer] + floor(count * 55)::integer,
        case when disposition = 'reached' and responsible_role <> 'agent' and moment < 0.12 then 'revisit' else 'phone' end,
        case
          when disposition in ('noNumber', 'noAnswer', 'poweredOff', 'suspended', 'vacantNumber', 'other') then null
          when disposition = 'wrongNumber' then 'other' when is_child then 'guardian'
          when disposition = 'cannotCommunicate' or answer > 0.6 then 'family' else 'patient' end,
        case when mood < 0.34 then 'recovered' when mood < 0.80 then 'improving' when mood < 0.94 then 'unchanged'
          when mood < 0.98 then 'worse' else 'readmitted' end,
        case when answer < 0.77 then 'asPrescribed' when answer < 0.90 then 'partly' when answer < 0.94 then 'stopped'
          else 'none' end,
        case when grounds < 0.50 then 'verySatisfied' when grounds < 0.87 then 'satisfied' when grounds < 0.96 then 'neutral'
          when grounds < 0.99 then 'dissatisfied' else 'veryDissatisfied' end,
        \(today)
      from tried where days > greatest(tries - 1, 0)
    """
  }

  /// What the outcomes leave: tries, records, the tasks' ends, and what the numbers have taught.
  static let effects: [SQL] = [
    """
    create temporary table demo_attempt on commit drop as
    select o.*, gen_random_uuid() as attempt_id, n = o.tries as is_last,
        (o.last_on - (o.tries - n) + make_interval(mins => o.minutes)) at time zone hospital.time_zone as at
      from demo_outcome o join directory.organization hospital on hospital.tenant_id = o.tenant_id
      cross join lateral generate_series(1, o.tries) as n
    """,
    """
    insert into followup.attempt (tenant_id, attempt_id, task_id, department_id, responsible_department_id, account_id, at, contact_id,
      channel, disposition, respondent)
    select tenant_id, attempt_id, task_id, department_id, responsible_department_id, account_id, at, contact_id, channel,
        case when is_last then disposition when minutes % 4 = 0 then 'poweredOff' else 'noAnswer' end,
        case when is_last then respondent end
      from demo_attempt
    """,
    """
    insert into followup.record (tenant_id, record_id, task_id, attempt_id, department_id, responsible_department_id, account_id, at,
      condition, medication, satisfaction)
    select tenant_id, gen_random_uuid(), task_id, attempt_id, department_id, responsible_department_id, account_id, at, condition,
        medication, satisfaction
      from demo_attempt where is_last and disposition = 'reached'
    """,
    TaskSeeding.update(
      """
      attempts = o.tries, version = t.version + greatest(o.tries, 1),
      reached = o.disposition in ('reached', 'refusedRecovered', 'refusedBusy', 'refusedDissatisfied', 'cannotCommunicate'),
      created_at = least(t.created_at, (t.discharged_on + interval '30 hours') at time zone hospital.time_zone),
      \(TaskSeeding.ended(
        outcome: "case when o.disposition = 'reached' then 'completed' else 'notFollowedUp' end",
        reason: "case when o.disposition <> 'reached' then o.disposition end",
        at: "(o.last_on + make_interval(mins => o.minutes + 4)) at time zone hospital.time_zone"))
      """,
      from: "demo_outcome o join directory.organization hospital on hospital.tenant_id = o.tenant_id",
      where: "t.tenant_id = o.tenant_id and t.task_id = o.task_id"),
    """
    update discharges.contact c set state = case o.disposition when 'wrongNumber' then 'wrong' when 'vacantNumber' then 'vacant'
        else 'reached' end
      from (select distinct on (tenant_id, contact_id) tenant_id, contact_id, disposition from demo_outcome
        where tries > 0 and disposition not in ('noAnswer', 'poweredOff', 'suspended')
        order by tenant_id, contact_id, last_on desc, task_id) as o
      where c.tenant_id = o.tenant_id and c.contact_id = o.contact_id
    """,
  ]
}
