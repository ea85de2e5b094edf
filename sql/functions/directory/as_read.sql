-- Rewrites: directory.organization.name, directory.department.name, directory.staff.name
-- Words whose characters are read otherwise than alone, written with characters that are read so. In order: 院长 is told before
-- what 长 is elsewhere. Traditional characters as well, as in Hong Kong, Macao and Taiwan.
create or replace function directory.as_read(words text) returns text
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
grant execute on function directory.as_read(text) to huifang_service;
