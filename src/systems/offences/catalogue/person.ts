/** Penal Code 405 to 438: life, body, liberty and honour of persons. */
import { base, detention, months, type Offence, penal, when, years } from './offence.ts'

const order31 = { jurisdiction: 'federal', confidence: 'C', validFrom: '2003-09-13' } as const

export const personOffences: readonly Offence[] = [
  penal('PC-405', '405', ['القتل العمد', 'کوشتنی بە ئەنقەست', 'Intentional homicide'], [base('life', { or: 'temporary' })]),
  penal('PC-406', '406(1)', ['القتل المقترن بظرف مشدد', 'کوشتن بە دۆخی توندکەرەوە', 'Aggravated murder'], [base('death'), when('second-paragraph', 'death', { or: 'life', article: '406(2)' })]),
  penal('PC-407', '407', ['قتل الأم وليدها', 'کوشتنی منداڵی تازەلەدایکبوو لەلایەن دایکەوە', 'Infanticide by the mother'], [base(years(10), { or: 'detention', min: years(1) })]),
  penal('PC-408', '408(1)', ['المساعدة على الانتحار', 'یارمەتیدان بۆ خۆکوشتن', 'Aiding suicide'], [
    base(years(7)), when('attempted', detention), when('no-understanding', 'life', { or: 'temporary', article: '408(2), 405' }),
  ]),
  penal('PC-409', '409', ['القتل بمفاجأة الزنا', 'کوشتن لە کاتی بینینی زینادا', 'Killing on discovering adultery'], [
    base(years(3), { jurisdiction: 'federal' }), when('kri-removed', 'life', { or: 'temporary', jurisdiction: 'kri', confidence: 'C', article: '405' }),
  ]),
  penal('PC-410', '410', ['الضرب المفضي إلى موت', 'لێدانی ببێتە هۆی مردن', 'A blow leading to death'], [base(years(15)), when('aggravated', years(20))]),
  penal('PC-411', '411(1)', ['القتل الخطأ', 'کوشتن بە هەڵە', 'Negligent homicide'], [
    base(detention, { fine: 'and-or' }), when('gross', detention, { min: years(1), fine: 'and-or', article: '411(2)' }),
    when('three-dead', detention, { min: years(3), article: '411(3)' }), when('three-dead-gross', years(7), { article: '411(3)' }),
  ]),
  penal('PC-412/413', '413(1)', ['الإيذاء والعاهة المستديمة', 'ئازاردان و پەککەوتەیی هەمیشەیی', 'Bodily harm and lasting disability'], [
    base(years(1), { fine: 'and-or' }), when('fracture-or-20-days', years(3), { fine: 'and-or', article: '413(2)' }), when('weapon', detention, { article: '413(3)' }),
    when('disability', years(7), { or: 'detention', article: '412(2)' }), when('disability-intended', years(15), { article: '412(1)' }),
  ]),
  penal('PC-415/416', '415', ['الإيذاء الخفيف والإيذاء الخطأ', 'ئازاردانی سووک و بە هەڵە', 'Slight assault; negligent harm'], [
    base(months(3), { fine: 'and-or' }), when('negligent', months(6), { fine: 'and-or', article: '416(1)' }), when('negligent-gross', years(2), { article: '416(2)' }),
  ], { complaint: 'base' }),
  penal('PC-417/418', '417', ['الإجهاض', 'لەباربردن', 'Abortion'], [
    base(years(1), { fine: 'and-or' }), when('death-results', years(7), { article: '417(2)' }), when('no-consent', years(10), { article: '418(1)' }),
    when('no-consent-death', years(15), { article: '418(2)' }),
  ]),
  penal('PC-420', '420', ['إخفاء جثة', 'شاردنەوەی تەرم', 'Hiding a corpse'], [base(years(2), { fine: 'and-or' })]),
  penal('PC-421', '421', ['القبض والحجز دون وجه حق', 'گرتن و ڕاگرتنی ناڕەوا', 'Unlawful restraint by a private person'], [
    base(detention), when('aggravated', years(15)), when('death-results', 'death', { or: 'life', article: '424' }), when('order-31', 'life', order31),
  ]),
  penal('PC-422/423', '423', ['خطف الحدث وخطف الأنثى', 'ڕفاندنی نەوجەوان و ئافرەت', 'Kidnapping of a child or a woman'], [
    base(years(15)), when('boy', years(10), { article: '422' }), when('girl', years(15), { article: '422' }), when('boy-force', years(15), { article: '422' }),
    when('girl-force', 'temporary', { article: '422' }), when('rape', 'death', { or: 'life' }), when('death-results', 'death', { or: 'life', article: '424' }),
    when('order-31', 'life', order31),
  ]),
  penal('PC-428', '428(1)', ['انتهاك حرمة المسكن', 'پێشێلکردنی حورمەتی ماڵ', 'House trespass'], [
    base(years(1), { fine: 'and-or' }), when('to-commit', years(2), { fine: 'and-or', article: '428(2)' }), when('night-or-armed', detention, { article: '428(2)' }),
  ], { complaint: 'base' }),
  penal('PC-430/431/432', '432', ['التهديد', 'هەڕەشە', 'Threats'], [
    base(years(1), { fine: 'or' }), when('felony-threat', detention, { article: '431' }), when('with-demand', years(7), { or: 'detention', article: '430' }),
  ], { complaint: 'base' }),
  penal('PC-433/434', '433', ['القذف والسب', 'تۆمەتدان و جنێو', 'Defamation and insult'], [
    base(detention, { fine: 'and-or' }), when('insult', years(1), { fine: 'and-or', article: '434' }), when('face-to-face', months(6), { fine: 'and-or', article: '435' }),
  ], { complaint: 'only' }),
  penal('PC-437/438', '437', ['إفشاء سر والحياة الخاصة', 'ئاشکراکردنی نهێنی و ژیانی تایبەت', 'Disclosing secrets; private life'], [
    base(years(2), { fine: 'and-or' }), when('private-life', years(1), { fine: 'and-or', article: '438' }),
  ], { complaint: 'only' }),
]
