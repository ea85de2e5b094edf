/// Words that guessers try first, lower case: what people here choose, put together for this service.
///
/// Runs and rows (`111111`, `abcdef`) are not listed: ``PasswordPatterns`` knows them.
enum PasswordBlocklist {
  static let words = WordTable(
    [english, keyboard, pinyin, dates, trade, ideographs]
      .flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(String.init))

  private static let english = """
    password passwd passw0rd passcode passphrase secret letmein welcome login logon guest user username default changeme
    change admin administrator root superuser sysadmin master manager operator service system server test tester testing
    temp temporary demo sample example public private access hello iloveyou loveyou love lovely baby angel princess
    prince queen king dragon monkey tiger panda eagle falcon phoenix shadow sunshine sunflower flower rainbow summer
    winter spring autumn january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday football baseball basketball soccer superman batman spiderman
    pokemon starwars freedom trustno whatever nothing ninja hunter killer ranger soldier cookie chocolate banana apple
    orange cherry ginger pepper coffee computer internet network windows google microsoft oracle mysql postgres database
    samsung huawei xiaomi iphone android china chinese beijing shanghai guangzhou shenzhen security secure company
    office family mother father michael jordan daniel jessica ashley charlie thomas robert jennifer michelle lucky
    happy money power magic forever friend friends genius diamond silver golden heaven success victory zxcvbn
    """

  private static let keyboard = """
    qwerty qwert qwer azerty asdf asdfgh zxcv 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm qaz wsx edc rfv tgb yhn ujm qazwsx
    1q2w 3e4r 5t6y 1q2w3e4r 1q2w3e q1w2 e3r4 q1w2e3r4 zaq1 xsw2 cde3 147258369 147258 258369 147852369 159357 159753
    741852963 741852 963852 963852741 789456123 789456 456123 123321 112233 223344 445566 778899 121212 123123 232323
    a1b2 c3d4 a1b2c3d4 abc123 123abc 123qwe qwe123 aa123456 a123456 123456a asd123 zxc123 pass123 admin123 root123
    """

  private static let pinyin = """
    woaini woaiwo aini nihao mima wode nide women zhongguo zhonghua zhongguoren renmin tiananmen beijing shanghai tianjin
    chongqing anhui hefei bengbu wuhu fuyang suzhou hangzhou nanjing wuhan chengdu xian xianggang taiwan jiangsu zhejiang
    shandong henan hebei hunan hubei guangdong sichuan wang zhang liu chen yang huang zhao zhou
    laopo laogong baobao baobei qinai xiaoming xiaohong mama baba yeye nainai tiankong jiayou kuaile xingfu shengri
    pingan jixiang fagong facai gongxi longnian huanle mingtian jintian aiwo caonima shabi wangluo xitong guanli
    guanliyuan ceshi diannao gongsi danwei putong 1314520 5201314 5211314 520520 521521 1314 7758521 7758258 woaini1314
    584520 5845201314 9958 88888888 66668888 168168 8888 6666 138000 110110 119119 120120
    """

  private static let dates = """
    1949 1976 1977 1978 1979 1980 1981 1982 1983 1984 1985 1986 1987 1988 1989 1990 1991 1992 1993 1994 1995 1996 1997
    1998 1999 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 2010 2011 2012 2013 2014 2015 2016 2017 2018 2019 2020
    2021 2022 2023 2024 2025 2026 2027 2028 2029 2030 2031 2032 2033 2034 2035
    """

  private static let trade = """
    hospital hospitals clinic clinical medical medicine health healthcare patient patients doctor doctors nurse nurses
    nursing surgery surgeon ward emergency pharmacy pharmacist followup discharge care bureau hotline ticket
    yiyuan renminyiyuan zhongyiyuan yisheng hushi huli hulibu yiwu yiwuke xinxi xinxike weisheng weijianwei jiankang
    bingren huanzhe bingli bingan chuyuan ruyuan zhuyuan menzhen jizhen keshi zhuren hushizhang huifang suifang
    huifangyuan suifangzhongxin tousu manyidu yaofang yaoji jianyan shoushu neike waike fuke erke guke
    """

  private static let ideographs = """
    密码 口令 管理 管理员 用户 测试 系统 医院 人民医院 中医院 医生 大夫 护士 护士长 护理 护理部 医务科 信息科 科室 主任 病人 患者 病历 病案 出院
    入院 住院 门诊 急诊 回访 随访 回访员 回访中心 卫健委 卫生 健康 投诉 满意 中国 中华 北京 上海 我爱你 我爱 爱你 你好 宝宝 宝贝 老婆 老公 爸爸 妈妈
    快乐 幸福 平安 吉祥 加油 生日 发财 一二三 一二三四 春夏秋冬 东南西北
    """
}
