/** Penal Code 156 to 265: the State, its authority and the course of justice. */
import { base, detention, months, type Offence, penal, when, years } from './offence.ts'

export const stateOffences: readonly Offence[] = [
  penal('PC-156', '156', ['المساس باستقلال البلاد أو وحدتها أو سلامة أراضيها', 'دەستدرێژی بۆ سەر سەربەخۆیی وڵات یان یەکێتییەکەی', 'Harming independence, unity or territory'], [base('death')]),
  penal('PC-158', '158', ['التخابر مع دولة أجنبية', 'سیخوڕی و پەیوەندی لەگەڵ دەوڵەتی بیانی', 'Espionage; contact with a foreign State for hostile acts'], [
    base('death', { or: 'life' }), when('enemy-state', 'death', { article: '159' }), when('harm-to-position', 'death', { article: '164' }),
  ]),
  penal('PC-190', '190', ['محاولة قلب نظام الحكم بالقوة', 'هەوڵی ڕووخاندنی سیستەمی حوکم بە هێز', 'Attempt to overthrow the constitutional order by force'], [
    base('life', { or: 'temporary' }), when('armed-band', 'death', { or: 'life' }), when('death-results', 'death'),
  ]),
  penal('PC-194', '194', ['تنظيم عصابة مسلحة', 'ڕێکخستنی دەستەی چەکدار', 'Organising or leading an armed band'], [
    base('death'), when('member', 'life', { or: 'temporary' }),
  ]),
  penal('PC-197', '197(1)', ['تخريب المباني والأملاك العامة بقصد قلب نظام الحكم', 'تێکدانی خانوو و موڵکی گشتی بە مەبەستی ڕووخاندنی حوکم', 'Destroying public works to overthrow the constitutional order'], [
    base('death', { or: 'life' }), when('explosives', 'death', { article: '197(2)' }), when('death-results', 'death', { article: '197(2)' }),
    when('unrest', 'life', { or: 'temporary', article: '197(3)' }), when('disabling', 'temporary', { article: '197(4)' }),
  ]),
  penal('PC-210', '210', ['إذاعة أخبار كاذبة', 'بڵاوکردنەوەی هەواڵی درۆ', 'False news disturbing public security'], [base(detention, { fine: 'and-or' })]),
  penal('PC-225/226', '226', ['إهانة السلطات العامة', 'سووکایەتی بە دەسەڵاتە گشتییەکان', 'Public insult of the authorities'], [
    base(years(7), { or: 'detention', fine: 'or' }),
    when('president', years(7), { or: 'detention', article: '225', confidence: 'C', validTo: '2003-06-09' }),
  ]),
  penal('PC-229', '229', ['إهانة موظف أو تهديده', 'سووکایەتی یان هەڕەشە لە فەرمانبەر', 'Insult or threat to a public official on duty'], [
    base(years(2), { fine: 'or' }), when('judge', years(3), { fine: 'and-or' }),
  ]),
  penal('PC-230', '230', ['الاعتداء على موظف', 'دەستدرێژی بۆ سەر فەرمانبەر', 'Assault on a public official'], [
    base(years(3), { fine: 'and' }), when('injury', detention, { fine: 'or' }), when('judge-injured', detention, { fine: 'and-or' }),
  ]),
  penal('PC-231', '231', ['منع موظف عن أداء واجبه', 'ڕێگرتن لە فەرمانبەر بۆ ئەنجامدانی ئەرکی', 'Preventing an official from duty'], [base(years(3), { fine: 'and-or' })]),
  penal('PC-238', '238', ['عدم الحضور ومخالفة الأوامر', 'ئامادەنەبوون و سەرپێچی لە فەرمان', 'Refusal to appear; disobeying lawful orders'], [
    base(months(6), { fine: 'and-or' }), when('disobeying', months(6), { fine: 'or', article: '240' }),
  ]),
  penal('PC-243', '243', ['الإخبار الكاذب', 'هەواڵدانی درۆ', 'False report of a crime'], [
    base(detention, { fine: 'and-or' }), when('lesser-reported', years(3), { fine: 'and-or' }),
  ]),
  penal('PC-247', '247', ['الإحجام عن الإخبار', 'خۆبواردن لە هەواڵدان', 'Failure to report'], [base(detention, { fine: 'or' })]),
  penal('PC-248', '248', ['تضليل القضاء وإخفاء الأدلة', 'چەواشەکردنی دادوەری و شاردنەوەی بەڵگە', 'Altering or hiding evidence to mislead justice'], [base(detention, { fine: 'and-or' })]),
  penal('PC-250', '250', ['اختلاس أو إتلاف مبرز أو مادة جرمية', 'دزین یان لەناوبردنی کەلوپەلی تاوان', 'Taking or destroying an exhibit'], [
    base(detention, { fine: 'and-or' }), when('custodian', years(7)),
  ]),
  penal('PC-251', '252', ['شهادة الزور', 'شایەتی ناڕاست', 'Perjury'], [base(detention, { fine: 'and-or' }), when('conviction-followed', 'linked')]),
  penal('PC-260', '260', ['انتحال صفة أو وظيفة عامة', 'خۆکردن بە فەرمانبەری گشتی', 'Impersonating a public office'], [base(years(3), { fine: 'and-or' })]),
  penal('PC-263', '263', ['فك الأختام وسرقة أوراق رسمية', 'کردنەوەی مۆر و دزینی کاغەزی فەرمی', 'Breaking seals; taking judicial papers'], [
    base(years(3), { fine: 'and-or' }), when('violence', detention), when('papers', years(7), { or: 'detention', article: '264(1)' }),
    when('papers-violence', 'temporary', { article: '264(2)' }), when('custodian', years(10), { article: '265' }),
  ]),
  penal('PC-267', '267', ['الهروب من الحجز أو السجن', 'هەڵاتن لە ڕاگرتن یان بەندیخانە', 'Escape from custody'], [
    base(years(2), { fine: 'or' }), when('several-or-violence', detention), when('weapon', years(7)),
  ]),
  penal('PC-268', '268', ['تمكين الهروب وتهاون الحارس', 'یارمەتیی هەڵاتن و کەمتەرخەمیی پاسەوان', 'Helping an escape; a guard’s part in it'], [
    base(detention, { fine: 'or' }), when('fugitive-death', years(10)), when('fugitive-imprisonment', years(7)),
    when('several-or-violence', years(15), { or: 'detention' }), when('tools', years(7), { article: '269' }), when('tools-guard', 'temporary', { article: '269' }),
    when('guard-death', 'temporary', { article: '271' }), when('guard-felony', years(10), { article: '271' }), when('guard', detention, { article: '271' }),
    when('negligence', detention, { fine: 'or', article: '272' }),
  ]),
]
