-- A partition inherits neither its parent's policies nor a statement's triggers when it is named itself: it gets row security
-- without a policy, which shows nothing to anybody, and the triggers.
create or replace function audit.prepare_months(ahead integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  month date;
  suffix text;
  partition text;
begin
  for month in
    select (date_trunc('month', now() at time zone 'UTC') + make_interval(months => n))::date
      from generate_series(-1, ahead) as n
  loop
    suffix := to_char(month, 'YYYY_MM');
    if to_regclass('audit.event_' || suffix) is null then
      execute format('create table audit.event_%s partition of audit.event for values from (%L) to (%L)',
        suffix, month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
      execute format('create table audit.event_subject_%s partition of audit.event_subject for values from (%L) to (%L)',
        suffix, month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
      foreach partition in array array['event_' || suffix, 'event_subject_' || suffix] loop
        execute format('alter table audit.%I enable row level security, force row level security', partition);
        execute format('create trigger append_only before update or delete or truncate on audit.%I'
          ' for each statement execute function audit.refuse_change()', partition);
      end loop;
    end if;
  end loop;
end
$$;
comment on function audit.prepare_months(integer) is 'Makes the partitions of the coming months; called at start and once a day';
grant execute on function audit.prepare_months(integer) to huifang_service;
