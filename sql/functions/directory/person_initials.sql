-- After: directory/initials
-- Rewrites: directory.staff.name
create or replace function directory.person_initials(name text) returns text
  language sql immutable strict parallel safe
  return (
    select coalesce(
      (
        select string_agg(reading || rest.initials, ' ' order by place)
          from (values
            ('尉迟', 'yc'), ('尉遲', 'yc'), ('万俟', 'mq'), ('萬俟', 'mq'), ('单于', 'cy'), ('單于', 'cy'), ('澹台', 'tt'), ('澹臺', 'tt'),
            ('长孙', 'zs'), ('長孫', 'zs'), ('令狐', 'lh'), ('长', 'z'), ('長', 'z'),
            ('曾', 'z'), ('单', 's'), ('單', 's'), ('仇', 'q'), ('解', 'x'), ('查', 'z'), ('盖', 'g'), ('蓋', 'g'), ('区', 'o'), ('區', 'o'),
            ('翟', 'z'), ('乐', 'y l'), ('樂', 'y l'), ('秘', 'b'), ('祕', 'b'), ('覃', 'q t'), ('隗', 'w k'), ('召', 's'), ('种', 'c'),
            ('折', 's'), ('繁', 'p'), ('祭', 'z'), ('句', 'g'), ('阚', 'k'), ('闞', 'k'), ('么', 'y'), ('炅', 'g'), ('粘', 'n'), ('郗', 'x c'),
            ('佴', 'n'), ('乜', 'n'), ('藏', 'z'), ('省', 'x'), ('郇', 'x h'), ('费', 'f b'), ('費', 'f b'), ('谌', 'c s'), ('諶', 'c s'),
            ('重', 'c'), ('适', 'k s'), ('員', 'y'), ('员', 'y'), ('逄', 'p'), ('缪', 'm'), ('繆', 'm'), ('朴', 'p'), ('任', 'r'), ('尉', 'w y'),
            ('宓', 'm f'), ('术', 'z'), ('行', 'x h'), ('沈', 's'), ('眭', 's')
            ) as known (surname, readings)
          cross join lateral (select directory.initials(substr(name, length(surname) + 1))) as rest (initials)
          cross join regexp_split_to_table(readings, ' ') with ordinality as reading (reading, place)
          -- The longest surname that it begins with: 单于 before 单.
          where starts_with(name, surname)
            and (length(surname) = 2 or left(name, 2) not in (
              '尉迟', '尉遲', '万俟', '萬俟', '单于', '單于', '澹台', '澹臺', '长孙', '長孫', '令狐'))),
      directory.initials(name)));
comment on function directory.person_initials(text) is
  'Pinyin initials of a person''s name: 李敏 → lm, 曾丽 → zl; a surname with two readings gives both: 覃明 → qm tm';
grant execute on function directory.person_initials(text) to huifang_service;
