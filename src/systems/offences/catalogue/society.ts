/** Penal Code 342 to 402: public danger, religion, family, morals. */
import { base, detention, months, type Offence, penal, when, years } from './offence.ts'

const order31 = { jurisdiction: 'federal', confidence: 'C', validFrom: '2003-09-13' } as const

export const societyOffences: readonly Offence[] = [
  penal('PC-342', '342(1)', ['الحريق العمد', 'ئاگرتێبەردانی بە ئەنقەست', 'Arson'], [
    base(years(15)), when('listed-place', 'life', { or: 'temporary', article: '342(2)' }), when('to-ease-crime', 'life', { article: '342(3)' }),
    when('death-results', 'death', { or: 'life', article: '342(4)' }),
  ]),
  penal('PC-344/345', '344', ['المفرقعات', 'تەقەمەنی', 'Explosives: possession and use'], [
    base(years(7), { or: 'detention', fine: 'and' }), when('use', years(15), { article: '345' }), when('grave-harm', 'life', { or: 'temporary', article: '345' }),
  ]),
  penal('PC-353', '353(1)', ['تعطيل المرافق العامة', 'پەکخستنی خزمەتگوزارییە گشتییەکان', 'Disabling public water, power or gas'], [
    base(years(7), { or: 'detention' }), when('actual-disabling', years(10), { or: 'detention' }), when('health-works', years(7), { or: 'detention', article: '353(2)' }),
    when('negligence', years(1), { fine: 'and-or', article: '353(3)' }), when('order-31', 'life', order31),
  ]),
  penal('PC-355', '355(1)', ['تخريب الطرق والجسور', 'تێکدانی ڕێگا و پرد', 'Destroying roads, bridges or airports'], [
    base(detention, { fine: 'and-or' }), when('explosives', 'life', { or: 'temporary', article: '355(2)' }), when('death-results', 'death', { or: 'life', article: '355(3)' }),
  ]),
  penal('PC-361', '361', ['قطع الاتصالات', 'پچڕاندنی پەیوەندی', 'Cutting communications'], [base(years(7), { or: 'detention' }), when('explosives-or-war', 'temporary')]),
  penal('PC-372', '372', ['الاعتداء على المعتقد', 'دەستدرێژی بۆ سەر باوەڕی ئایینی', 'Offence against a religious creed'], [base(years(3), { fine: 'or' })]),
  penal('PC-376', '376', ['عقد زواج باطل', 'گرێبەستی هاوسەرگیریی پووچەڵ', 'Void marriage, knowingly'], [base(years(7), { or: 'detention' }), when('concealed-or-consummated', years(10))]),
  penal('PC-377', '377', ['الزنا', 'زینا', 'Adultery'], [base(detention)], { complaint: 'only' }),
  penal('PC-382', '382', ['الامتناع عن تسليم طفل', 'ڕادەستنەکردنی منداڵ', 'Withholding a child from the custodian'], [base(years(1), { fine: 'or' })]),
  penal('PC-383', '383(1)', ['تعريض طفل أو عاجز للخطر', 'خستنە مەترسیی منداڵ یان پەککەوتە', 'Endangering a child or a disabled person'], [
    base(years(3), { fine: 'or' }), when('abandoned-or-guardian', detention, { article: '383(2)' }), when('lasting-injury', years(7), { article: '383(2), 412' }),
    when('death-results', years(15), { article: '383(2), 410' }),
  ]),
  penal('PC-384', '384', ['الامتناع عن أداء النفقة', 'نەدانی نەفەقە', 'Refusing a maintenance judgment'], [base(years(1), { fine: 'and-or' })], { complaint: 'only' }),
  penal('PC-393', '393(1)', ['الاغتصاب', 'دەستدرێژیی سێکسی', 'Rape'], [
    base('life', { or: 'temporary' }), when('death-results', 'life', { article: '393(3)' }),
    when('rcc-488', 'death', { article: '393, RCC 488/1978', confidence: 'U', validFrom: '1978-04-11' }),
  ]),
  penal('PC-394', '394', ['مواقعة القاصر', 'جووتبوون لەگەڵ ناکام', 'Intercourse with a consenting minor'], [base(years(7), { or: 'detention' }), when('under-15', years(10))]),
  penal('PC-396/397', '396(1)', ['هتك العرض', 'دەستدرێژی بۆ سەر ناموس', 'Indecent assault'], [
    base(years(7), { or: 'detention' }), when('minor-or-trusted', years(10), { article: '396(2)' }), when('order-31', years(15), order31),
    when('no-force-minor', detention, { article: '397' }), when('no-force-trusted', years(7), { or: 'detention', article: '397' }),
  ]),
  penal('PC-399', '399', ['تحريض القاصر على الفسق', 'هاندانی ناکام بۆ بەدڕەوشتی', 'Inciting minors to debauchery'], [base(detention), when('profit-or-trusted', years(10), { or: 'detention' })]),
  penal('PC-400/401/402', '400', ['الفعل المخل بالحياء والتحرش', 'کاری دژ بە شەرم و هەراسانکردن', 'Indecent act, public indecency, harassment'], [
    base(years(1), { fine: 'and-or' }), when('public', months(6), { fine: 'and-or', article: '401' }), when('harassment', months(3), { fine: 'and-or', article: '402(1)' }),
    when('harassment-repeat', months(6), { fine: 'and', article: '402(2)' }),
  ]),
]
