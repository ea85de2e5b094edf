-- Another feature may hold a patient or a number by a foreign key: then it stays, and only then.
-- All at once where nothing refers to any of them, which is nearly always; else one by one.
create or replace function discharges.forget_unheld(patients uuid[], contacts uuid[]) returns bigint
  language plpgsql
  as $$
declare
  target uuid;
  forgotten bigint := 0;
begin
  begin
    delete from discharges.contact where tenant_id = app.tenant() and contact_id = any (contacts);
  exception when foreign_key_violation then
    foreach target in array contacts loop
      begin
        delete from discharges.contact where tenant_id = app.tenant() and contact_id = target;
      exception when foreign_key_violation then null;
      end;
    end loop;
  end;
  begin
    delete from discharges.contact where tenant_id = app.tenant() and patient_id = any (patients);
    delete from discharges.patient where tenant_id = app.tenant() and patient_id = any (patients);
    get diagnostics forgotten = row_count;
  exception when foreign_key_violation then
    foreach target in array patients loop
      begin
        delete from discharges.contact where tenant_id = app.tenant() and patient_id = target;
        delete from discharges.patient where tenant_id = app.tenant() and patient_id = target;
        forgotten := forgotten + 1;
      exception when foreign_key_violation then null;
      end;
    end loop;
  end;
  return forgotten;
end
$$;
comment on function discharges.forget_unheld(uuid[], uuid[]) is
  'Deletes numbers, and patients with theirs, that nothing refers to any more; says how many patients went';
grant execute on function discharges.forget_unheld(uuid[], uuid[]) to huifang_service;
