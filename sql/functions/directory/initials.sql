-- After: directory/as_read, directory/initial
-- Rewrites: directory.organization.name, directory.department.name, directory.staff.name
create or replace function directory.initials(words text) returns text
  language sql immutable strict parallel safe
  return (
    select coalesce(string_agg(directory.initial(sign), '' order by place), '')
      from regexp_split_to_table(directory.as_read(words), '') with ordinality as part (sign, place));
comment on function directory.initials(text) is 'Pinyin initials of a department''s or organization''s name: 心血管内科 → xxgnk';
grant execute on function directory.initials(text) to huifang_service;
