create or replace function directory.keep_department_tree() returns trigger
  language plpgsql
  as $$
declare
  ancestor uuid := new.parent_id;
  depth integer := 1;
begin
  if new.parent_id is null then
    return new;
  end if;
  -- Two departments put below each other at the same moment: the second sees the first.
  perform pg_advisory_xact_lock(hashtextextended('directory.department:' || new.tenant_id::text, 0));
  while ancestor is not null loop
    depth := depth + 1;
    perform app.guard(ancestor <> new.department_id, 'RULE_VIOLATION', 'parentId:departmentCircle');
    perform app.guard(depth <= 6, 'RULE_VIOLATION', 'parentId:departmentDepth');
    select d.parent_id into ancestor from directory.department d
      where d.tenant_id = new.tenant_id and d.department_id = ancestor;
  end loop;
  return new;
end
$$;
comment on function directory.keep_department_tree() is 'No department is above itself, and none is more than five levels below another';
