create or replace function directory.keep_region_tree() returns trigger
  language plpgsql
  as $$
declare
  above record;
begin
  if new.parent_id is null then
    return new;
  end if;
  select o.kind, o.region_code into above from directory.organization o where o.tenant_id = new.parent_id for share;
  perform app.guard(above.kind = 'bureau' and starts_with(new.region_code, directory.region_prefix(above.region_code))
    and (new.kind = 'hospital' or new.region_code <> above.region_code), 'RULE_VIOLATION', 'parentId:regionBelow');
  return new;
end
$$;
comment on function directory.keep_region_tree() is
  'A bureau''s code lies below that of the bureau above, a hospital''s region in its bureau''s: so the tree can have no circle';
