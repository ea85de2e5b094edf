-- The directory as its users need it: readings of characters that stand alone differently, organizations by all their codes, and
-- where somebody worked before.

-- Finding by initials. A character that CLDR doesn't know sorts behind all that it knows, and was taken for a Z. Those that stand in
-- people's names, by the General Standard Chinese Characters 通用规范汉字表, are told one by one; any other has no initial.
create or replace function directory.initial(sign text) returns text
  language sql immutable strict parallel safe
  return case
    when sign ~ '^[0-9A-Za-z]$' then lower(sign)
    when ascii(sign) = 12295 or ascii(sign) between 13312 and 40959 or ascii(sign) >= 131072 then
      case
        when sign collate pg_catalog."zh-Hans-x-icu" > '咗' collate pg_catalog."zh-Hans-x-icu" then
          case strpos('㐱䶮㛃㑇㥄㭎㮾㬎䜣䴖䲢䌹𠮷𤩽𦈡𪟝𪩘𫄸𫄨𫍲𫓧𫔶𫖮𫖯𫘧𫘨𫘪𫟹𫟼𫐐𫐓𬀩𬇕𬍛𬘡𬘭𬞟𬣙𬪩𬬭𬬻𬭎𬭚𬭸𬭼𬮱𬱖𬴊𬭳𫗴𫗧', sign)
            when 0 then ''
            else substr('zyjzlglxxjtjjhxjyxcxfnyfltyhdnrwwmycpxnllhclsydlxzs',
              strpos('㐱䶮㛃㑇㥄㭎㮾㬎䜣䴖䲢䌹𠮷𤩽𦈡𪟝𪩘𫄸𫄨𫍲𫓧𫔶𫖮𫖯𫘧𫘨𫘪𫟹𫟼𫐐𫐓𬀩𬇕𬍛𬘡𬘭𬞟𬣙𬪩𬬭𬬻𬭎𬭚𬭸𬭼𬮱𬱖𬴊𬭳𫗴𫗧', sign), 1)
          end
        else substr('abcdefghjklmnopqrstwxyz', width_bucket(sign collate pg_catalog."zh-Hans-x-icu", array[
          U&'\FDD0A', U&'\FDD0B', U&'\FDD0C', U&'\FDD0D', U&'\FDD0E', U&'\FDD0F', U&'\FDD0G', U&'\FDD0H', U&'\FDD0J', U&'\FDD0K',
          U&'\FDD0L', U&'\FDD0M', U&'\FDD0N', U&'\FDD0O', U&'\FDD0P', U&'\FDD0Q', U&'\FDD0R', U&'\FDD0S', U&'\FDD0T', U&'\FDD0W',
          U&'\FDD0X', U&'\FDD0Y', U&'\FDD0Z']), 1)
      end
    else '' end;

-- Words whose characters are read otherwise than alone, written with characters that are read so. In order: 院长 is told before
-- what 长 is elsewhere. Traditional characters as well, as in Hong Kong, Macao and Taiwan.
create function directory.as_read(words text) returns text
  language plpgsql immutable strict parallel safe
  as $$
declare
  written text[] := array[
    '院长', '院掌', '护士长', '护士掌', '生长', '生掌', '成长', '成掌', '家长', '家掌', '首长', '首掌', '增长', '增掌', '长者', '掌者',
    '長者', '掌者', '院長', '院掌', '護士長', '護士掌', '生長', '生掌', '成長', '成掌', '家長', '家掌', '长', '常', '長', '常',
    '卒中', '促中', '重建', '虫建', '重复', '虫复', '重庆', '虫庆', '重阳', '虫阳', '重慶', '虫庆', '会计', '快计', '會計', '快计',
    '调剂', '条剂', '调理', '条理', '调养', '条养', '调解', '条解', '调节', '条节', '调试', '条试', '协调', '协条', '空调', '空条',
    '調劑', '条剂', '調理', '条理', '調解', '条解', '行风', '航风', '行业', '航业', '银行', '银航', '音乐', '音月', '音樂', '音月',
    '粘膜', '年膜', '藏医', '脏医', '藏药', '脏药', '藏族', '脏族', '西藏', '西脏', '藏醫', '脏医', '参茸', '身茸', '人参', '人身',
    '厦门', '下门', '廈門', '下门', '番禺', '潘禺', '东莞', '东管', '涡阳', '锅阳', '泌阳', '毕阳', '洪洞', '洪同', '铅山', '沿山',
    '浚县', '训县', '尉氏', '玉氏', '蔚县', '玉县', '解州', '害州', '会稽', '快稽', '单县', '善县', '乐清', '月清', '荥经', '迎经'];
begin
  words := normalize(words, nfkc);
  for place in 1..cardinality(written) by 2 loop
    words := replace(words, written[place], written[place + 1]);
  end loop;
  return words;
end
$$;
comment on function directory.as_read(text) is
  'A department''s or organization''s name with each character that is read otherwise there replaced by one that is always read so';

create or replace function directory.initials(words text) returns text
  language sql immutable strict parallel safe
  return (
    select coalesce(string_agg(directory.initial(sign), '' order by place), '')
      from regexp_split_to_table(directory.as_read(words), '') with ordinality as part (sign, place));

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
revoke execute on function directory.as_read(text) from public;
grant execute on function directory.as_read(text) to huifang_service;

-- Stored initials are what the functions said when the name was written: those that differ are written again.
alter table directory.organization no force row level security;
alter table directory.department no force row level security;
alter table directory.staff no force row level security;
update directory.organization set name = name where initials <> directory.initials(name);
update directory.department set name = name where initials <> directory.initials(name);
update directory.staff set name = name where initials <> directory.person_initials(name);
alter table directory.organization force row level security;
alter table directory.department force row level security;
alter table directory.staff force row level security;

-- Hospitals by the other codes that they go by.
alter table directory.organization
  add column unified_code text check (unified_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  add column registration_number text check (registration_number ~ '^[0-9A-Z-]{9,30}$'),
  add constraint organization_hospital_has_codes
    check (kind = 'hospital' or (unified_code is null and registration_number is null));
comment on column directory.organization.unified_code is '统一社会信用代码 (GB 32100)';
comment on column directory.organization.registration_number is '医疗机构执业许可证登记号';
grant select (unified_code, registration_number), insert (unified_code, registration_number),
  update (unified_code, registration_number) on directory.organization to huifang_service;

drop function directory.region_organizations();
create function directory.region_organizations()
  returns table (tenant_id uuid, kind text, code text, name text, region_code text, parent_id uuid, level text, ownership text,
    unified_code text, registration_number text, status text, version integer, initials text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  bureau uuid := app.tenant();
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query
    with recursive below as (
      select o.tenant_id from directory.organization o where o.tenant_id = bureau and o.kind = 'bureau'
      union
      select o.tenant_id from directory.organization o join below on o.parent_id = below.tenant_id)
    select o.tenant_id, o.kind, o.code, o.name, o.region_code, o.parent_id, o.level, o.ownership, o.unified_code,
        o.registration_number, o.status, o.version, o.initials
      from below join directory.organization o on o.tenant_id = below.tenant_id;
  perform set_config('app.tenant_id', coalesce(bureau::text, ''), true);
end
$$;
comment on function directory.region_organizations() is 'The caller''s own bureau and all that lies below it; nothing for anybody else';
revoke execute on function directory.region_organizations() from public;
grant execute on function directory.region_organizations() to huifang_service;

-- Where somebody belonged before. Written when the department of a member of staff changes, and never after.
alter table directory.staff add column department_since date;
comment on column directory.staff.department_since is 'Since when somebody belongs to the department; absent: since before this was kept';
grant update (department_since) on directory.staff to huifang_service;

create table directory.staff_former_department (
  tenant_id uuid not null references directory.organization,
  staff_id uuid not null,
  department_id uuid not null,
  belonged_from date,
  belonged_until date not null,
  primary key (tenant_id, staff_id, department_id, belonged_until),
  constraint staff_former_department_staff foreign key (tenant_id, staff_id) references directory.staff,
  constraint staff_former_department_department foreign key (tenant_id, department_id) references directory.department,
  constraint staff_former_department_period check (belonged_from is null or belonged_until >= belonged_from)
);
comment on table directory.staff_former_department is 'The departments that a member of staff belonged to before, last day included';
comment on column directory.staff_former_department.belonged_from is 'The first day; absent: before this was kept';
create index staff_former_department_by_department on directory.staff_former_department (tenant_id, department_id);
select app.protect('directory.staff_former_department', false);
-- Who was met and really is somebody else takes the past along, and so does a department.
grant select, insert, delete on directory.staff_former_department to huifang_service;
