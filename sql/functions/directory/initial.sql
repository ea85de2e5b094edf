-- Rewrites: directory.organization.name, directory.department.name, directory.staff.name
-- CLDR's collation puts a mark before the first character of each letter, so that no table of readings is needed: the place between the
-- marks is the letter. Immutable by promise: a newer ICU may move a rare character, and then the stored initials keep the old one until
-- the name is written again.
--
-- A character that CLDR doesn't know sorts behind all that it knows. Those that stand in people's names, by the General Standard Chinese
-- Characters 通用规范汉字表, are told one by one; any other has no initial.
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
comment on function directory.initial(text) is 'The initial of a character''s commonest pinyin reading; nothing for what is no letter';
grant execute on function directory.initial(text) to huifang_service;
