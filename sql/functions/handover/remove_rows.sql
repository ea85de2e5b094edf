-- Only after two people have said so. Every table is emptied of the hospital's rows but the organization itself and the trail: which
-- ones there are is read from the catalogue, so that a new table can't be forgotten. Who refers goes before who is referred to; tables
-- that refer to one another go in one statement, and within a table that refers to itself those first to whom nobody refers. The data
-- keys go before all: from then on nothing sealed can be read, neither what is left nor the details of events. The gate is opened for
-- the hospital in the place of the platform's own row, which is put back.
create or replace function handover.remove_rows(organization uuid, rows_at_most integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
declare
  opened tid;
  request audit.open;
  inner_request audit.open;
  together record;
  steps bigint[];
  step bigint;
  is_left boolean;
  total bigint := 0;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.remove.chunk', 'FORBIDDEN');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital' and o.status = 'deactivated'
      and o.removable_from <= (select app.today())), 'INVALID_STATE', 'organizationId:notYetRemovable');
  update handover.removal_request q set status = 'removing', begun_at = coalesce(q.begun_at, now())
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status in ('approved', 'removing');
  perform app.guard(found, 'INVALID_STATE', 'organizationId:removalNotApproved');
  -- Every process forgets the keys and credentials that it keeps in memory, when this step commits.
  perform pg_notify('huifang_signal', 'forget:' || organization);
  for together in
    with recursive owned as materialized (
      select t.oid, t.name from handover.owned_tables() t),
    reach (origin, oid) as (
      select oid, oid from owned
      union
      select r.origin, k.confrelid from reach r
        join pg_constraint k on k.conrelid = r.oid and k.contype = 'f'
        join owned o on o.oid = k.confrelid),
    placed as (
      select o.oid, o.name, (select count(*) from reach r where r.origin = o.oid) as depth,
          (select min(r.oid) from reach r join reach back on back.origin = r.oid and back.oid = r.origin
            where r.origin = o.oid) as component,
          (select string_agg(format(' and not exists (select from %s as c where %s and c.ctid <> t.ctid)', o.name, (
              select string_agg(format('c.%I = t.%I', a.attname, b.attname), ' and ')
                from unnest(k.conkey, k.confkey) as pair (referring, referred)
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.referring
                join pg_attribute b on b.attrelid = k.conrelid and b.attnum = pair.referred)), '')
            from pg_constraint k where k.contype = 'f' and k.conrelid = o.oid and k.confrelid = o.oid) as unreferred
        from owned o)
    select array_agg(name order by name) as names, max(unreferred) as unreferred from placed
      group by placed.component order by bool_or(oid = 'identity.tenant_key'::regclass) desc, max(depth) desc, placed.component
  loop
    delete from audit.open where xid = request.xid;
    inner_request := request;
    inner_request.tenant_id := organization;
    inner_request.personal_data := true;
    perform set_config('app.tenant_id', organization::text, true), set_config('app.departments', '*', true),
      set_config('app.removing', organization::text, true);
    insert into audit.open select inner_request.*
      returning ctid into opened;
    perform set_config('app.open_row', opened::text, true);
    steps := array_fill(0::bigint, array[cardinality(together.names)]);
    if cardinality(together.names) = 1 then
      loop
        execute format('delete from %1$s where tenant_id = $1 and ctid = any (array('
          'select ctid from %1$s as t where tenant_id = $1%2$s limit $2))', together.names[1], coalesce(together.unreferred, ''))
          using organization, rows_at_most - total - steps[1];
        get diagnostics step = row_count;
        steps[1] := steps[1] + step;
        exit when together.unreferred is null or total + steps[1] >= rows_at_most;
        if step = 0 then
          execute format('select exists (select from %s where tenant_id = $1)', together.names[1]) into is_left using organization;
          perform app.guard(not is_left, 'INTERNAL', 'rows of a table refer to one another in a circle');
          exit;
        end if;
      end loop;
    else
      execute (
        select 'with ' || string_agg(format('t%s as (delete from %s where tenant_id = $1 returning 1)', place, name), ', ')
            || ' select array[' || string_agg(format('(select count(*) from t%s)', place), ', ' order by place) || ']'
          from unnest(together.names) with ordinality as member (name, place)) into steps using organization;
    end if;
    delete from audit.open where xid = request.xid;
    for place in 1 .. cardinality(steps) loop
      if steps[place] > 0 then
        perform handover.note_in_log(request, organization, together.names[place], steps[place]);
      end if;
    end loop;
    perform set_config('app.tenant_id', request.tenant_id::text, true), set_config('app.removing', '', true);
    insert into audit.open select request.*
      returning ctid into opened;
    perform set_config('app.open_row', opened::text, true);
    for place in 1 .. cardinality(steps) loop
      if steps[place] > 0 then
        perform handover.note_in_log(request, request.tenant_id, together.names[place], steps[place]);
        insert into handover.removal as r (tenant_id, organization_id, table_name, removed)
          values (request.tenant_id, organization, together.names[place], steps[place])
          on conflict (tenant_id, organization_id, table_name) do update set removed = r.removed + excluded.removed;
        total := total + steps[place];
      end if;
    end loop;
    exit when total >= rows_at_most;
  end loop;
  if total < rows_at_most then
    update directory.organization o set removed_at = now() where o.tenant_id = organization and o.removed_at is null;
    update handover.removal_request q set status = 'removed', finished_at = now()
      where q.tenant_id = app.tenant() and q.organization_id = organization and q.status = 'removing';
  end if;
  return total;
end
$$;
comment on function handover.remove_rows(uuid, integer) is
  'Deletes some of a terminated hospital''s rows, data keys first; fewer than asked for when it was the last of them';
grant execute on function handover.remove_rows(uuid, integer) to huifang_service;
