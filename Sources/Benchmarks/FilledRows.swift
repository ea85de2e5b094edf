import FollowUp
import FoundationEssentials
import SQL

/// The rows of a filled hospital, a statement a table. What varies follows from the row's number, so that every run has the same.
struct FilledRows {
  let hospital: Hospital
  let discharges: Int
  let wardDischarges: Int

  private var tenant: UUID { hospital.tenant }
  private func id(_ number: SQL) -> SQL { FilledID.sql(number) }

  /// Names are shared by three, as they are; the samples' own can be looked for.
  var patients: SQL {
    """
    insert into discharges.patient (tenant_id, patient_id, subject_id, record_number, name, name_index, sex, birth_date,
      identity_number, identity_index, address)
    select \(tenant), \(id("n")), \(id("500000000 + n")), 'B' || n, s.name,
        case when n <= \(SealedSamples.count) then s.name_index else decode(md5('name' || n / 3), 'hex') end,
        (1 + n % 2)::smallint, date '1936-01-01' + n % 30000, s.identity,
        case when n <= \(SealedSamples.count) then s.identity_index else decode(md5('identity' || n), 'hex') end, s.address
      from generate_series(1, \(Int32(discharges))) as n join sample s on s.number = n % \(Int32(SealedSamples.count))
    """
  }

  /// The own number of everybody, and a relative's of every second one.
  var contacts: SQL {
    """
    insert into discharges.contact (tenant_id, contact_id, patient_id, source, relation, name, phone, phone_index,
      last_four_index)
    select \(tenant), \(id("n * 2 + case source when 'patient' then 0 else 1 end")), \(id("n")), source,
        case source when 'contact' then '1' end, case source when 'contact' then s.contact_name end, s.phone,
        case when n <= \(SealedSamples.count) then s.phone_index else decode(md5(source || n), 'hex') end,
        case when n <= \(SealedSamples.count) then s.last_four_index else decode(md5('four' || n % 10000), 'hex') end
      from generate_series(1, \(Int32(discharges))) as n join sample s on s.number = n % \(Int32(SealedSamples.count)),
        unnest(case when n % 2 = 0 then array['patient', 'contact'] else array['patient'] end) as source
    """
  }

  /// Of two years, evenly. Nobody died in the ward, so that none of its tasks' numbers is missing.
  var discharged: SQL {
    """
    insert into discharges.discharge (tenant_id, discharge_id, patient_id, record_number, stay_number, department_id, ward,
      admitted_at, discharged_at, hour_known, way_of_leaving, diagnosis_code, diagnosis_name, fingerprint)
    select \(tenant), \(id("n")), \(id("n")), 'B' || n, 1,
        case when n <= \(Int32(wardDischarges)) then \(hospital.ward)
          else (\(hospital.departments))[2 + n % \(Int32(hospital.departments.count - 1))] end, '一病区',
        day - interval '6 days', day + make_interval(hours => 8 + n % 9), true,
        case when n % 97 = 0 and n > \(Int32(wardDischarges)) then 5 else 1 end, 'I50.900', '心力衰竭', sha256(n::text::bytea)
      from (select n, current_date - (n * 7919::bigint % 730)::int as day
        from generate_series(1, \(Int32(discharges))) as n) as dated
    """
  }

  /// The dead are left out.
  var exclusions: SQL {
    """
    insert into followup.exclusion (tenant_id, discharge_id, policy_id, policy_version, department_id, discharged_on, reason)
    select tenant_id, discharge_id, \(hospital.policy), 1, department_id, discharged_on, 'deceased'
      from discharges.discharge where way_of_leaving = 5
    """
  }

  /// Three rounds each, all due between the 15th and the 30th day.
  var tasks: SQL {
    """
    insert into followup.task (tenant_id, task_id, discharge_id, patient_id, policy_id, policy_version, round_number, level,
      responsible_role, department_id, responsible_department_id, discharged_on, opens_on, due_on, maximum_attempts,
      retry_after_hours)
    select \(tenant), \(id("(n - 1) * 3 + round")), \(id("n")), \(id("n")), \(hospital.policy), 1, round,
        case round when 3 then 'centreFollowUp' else 'wardFollowUp' end,
        (array['wardDoctor', 'wardNurse', 'agent'])[round], d.department_id,
        case round when 3 then \(hospital.centre) else d.department_id end, d.discharged_on, d.discharged_on + 15,
        d.discharged_on + 30, 3, 4
      from generate_series(1, \(Int32(discharges))) as n cross join generate_series(1, 3) as round
      join discharges.discharge d on d.tenant_id = \(tenant) and d.discharge_id = \(id("n"))
      where d.way_of_leaving <> 5
    """
  }

  /// Of those past their window nearly all have ended; of those within it every second one.
  var closedTasks: SQL {
    TaskSeeding.update(
      """
      attempts = case when chance < 75 then 1 else 3 end, reached = chance < 75,
      \(TaskSeeding.ended(
        outcome: "case when chance < 75 then 'completed' else 'notFollowedUp' end",
        reason: "case when chance >= 75 then (array['noAnswer', 'vacantNumber', 'refusedBusy'])[1 + chance % 3] end", at: "due_on"))
      """,
      from:
        "(select task_id as chosen, (hashtext(task_id::text) & 2147483647) % 100 as chance from followup.task) as c",
      where: """
        t.task_id = c.chosen and chance < case when due_on < current_date - 5 then 98 when opens_on <= current_date then 50 else 0 end
        """)
  }

  /// Of the open ones some rest after an unanswered call, some have promised another time, some are being worked at.
  var openTasks: SQL {
    TaskSeeding.update(
      """
      attempts = case when chance < 15 then 1 else 0 end, state = case when chance = 15 then 'inProgress' else 'resting' end,
      resumes = case when chance = 15 then 'due' end,
      reason = case when chance < 5 then 'promised' when chance < 15 then 'retry' end,
      next_attempt_at = case when chance < 5 then now() + make_interval(hours => chance - 2)
        when chance < 15 then now() + make_interval(hours => chance - 8) end,
      claimed_by = case when chance = 15 then tenant_id end,
      claimed_until = case when chance = 15 then now() + interval '30 minutes' end
      """,
      from:
        "(select task_id as chosen, (hashtext('o' || task_id::text) & 2147483647) % 100 as chance from followup.task) as c",
      where: "t.task_id = c.chosen and chance <= 15 and state = 'due' and opens_on <= current_date")
  }

  /// An attempt of every task that was tried.
  var attempts: SQL {
    """
    insert into followup.attempt (tenant_id, attempt_id, task_id, department_id, responsible_department_id, account_id, at,
      channel, disposition, respondent)
    select t.tenant_id, gen_random_uuid(), t.task_id, t.department_id, t.responsible_department_id, a.account_id, t.opens_on,
        'phone', case when t.reached then 'reached' else 'noAnswer' end, case when t.reached then 'patient' end
      from followup.task t
      join identity.account a on a.tenant_id = t.tenant_id and a.username = 'nurse'
      where t.attempts > 0
    """
  }

  /// Due tasks of the ward's nurses, behind all others of the worklist.
  func writableTasks(_ count: Int) -> SQL {
    """
    insert into followup.task (tenant_id, task_id, discharge_id, patient_id, policy_id, policy_version, round_number, level,
      responsible_role, department_id, responsible_department_id, discharged_on, opens_on, due_on, maximum_attempts,
      retry_after_hours)
    select \(tenant), \(id("\(FilledID.firstWritable) + n")), \(id("1 + n % \(wardDischarges)")),
        \(id("1 + n % \(wardDischarges)")), \(hospital.policy), 1, 4 + n / \(wardDischarges), 'wardFollowUp', 'wardNurse',
        \(hospital.ward), \(hospital.ward), current_date - 30, current_date - 15, current_date + 60, 10, 4
      from generate_series(0, \(count - 1)) as n
    """
  }
}
