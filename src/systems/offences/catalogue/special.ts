/** Offences of special laws. Where the text itself was not read, the confidence says so and the rule only warns. */
import { base, detention, type Offence, special, when, years } from './offence.ts'

const terror = 'Anti-Terrorism Law 13/2005'
const drugs = 'Narcotic Drugs Law 50/2017'
const trafficking = 'Human Trafficking Law 28/2012'
const laundering = 'Money Laundering and Terrorist Financing Law 39/2015'
const inForce = {
  terror: { validFrom: '2005-11-09', jurisdiction: 'federal', confidence: 'C' },
  drugs: { validFrom: '2017-08-08', jurisdiction: 'federal', confidence: 'P' },
  trafficking: { validFrom: '2012-04-01', jurisdiction: 'federal', confidence: 'P' },
  laundering: { validFrom: '2015-11-16', jurisdiction: 'federal', confidence: 'P' },
} as const

export const specialOffences: readonly Offence[] = [
  special(terror, 'Anti-Terrorism', 'AT-4-1', '4(1)', ['الإرهاب: الفاعل الأصلي والشريك والمحرض والممول', 'تیرۆر: بکەری سەرەکی و هاوبەش و هاندەر و دارایی‌دابینکەر', 'Terrorism: principal, accomplice, instigator, financier'], [base('death')], inForce.terror),
  special(terror, 'Anti-Terrorism', 'AT-4-2', '4(2)', ['إخفاء عمل إرهابي أو إيواء إرهابي', 'شاردنەوەی کاری تیرۆریستی یان پەنادانی تیرۆریست', 'Hiding a terrorist act or person'], [base('life')], inForce.terror),
  special('KRI Anti-Terrorism Law 3/2006', 'KRI Anti-Terrorism', 'KAT-2', '2', ['الإرهاب (إقليم كردستان)', 'تیرۆر (هەرێمی کوردستان)', 'Terrorism (Kurdistan Region)'], [base('death', { or: 'life' })], { validFrom: '2006-07-16', jurisdiction: 'kri', confidence: 'U' }),
  special(drugs, 'Drugs', 'DR-27', '27', ['الاتجار المنظم بالمخدرات واستيرادها', 'بازرگانیی ڕێکخراوی ماددە هۆشبەرەکان', 'Organised drug trafficking, import or export'], [base('death', { or: 'life' })], inForce.drugs),
  special(drugs, 'Drugs', 'DR-28', '28', ['حيازة المخدرات بقصد الاتجار', 'هەبوونی ماددەی هۆشبەر بە مەبەستی بازرگانی', 'Possession of drugs in order to deal'], [base('life', { or: 'temporary', fine: 'and' })], inForce.drugs),
  special(drugs, 'Drugs', 'DR-32', '32', ['تعاطي المخدرات', 'بەکارهێنانی ماددەی هۆشبەر', 'Personal use of drugs'], [base(years(3), { min: years(1), fine: 'and' })], inForce.drugs),
  special(drugs, 'Drugs', 'DR-33', '33', ['التغاضي عن تعاطي المخدرات أو تسهيله', 'چاوپۆشین لە بەکارهێنانی ماددەی هۆشبەر', 'Tolerating or easing the use of drugs'], [base(detention, { fine: 'and' })], { ...inForce.drugs, confidence: 'U' }),
  special(trafficking, 'Trafficking', 'HT-5', '5', ['الاتجار بالبشر', 'بازرگانی بە مرۆڤ', 'Human trafficking'], [
    base('temporary', { fine: 'and' }), when('aggravated', years(15), { fine: 'and', article: '6' }), when('death-results', 'life', { article: '8' }),
  ], inForce.trafficking),
  special(laundering, 'AML', 'AML-36', '36', ['غسل الأموال', 'سپیکردنەوەی پارە', 'Money laundering'], [base(years(15), { fine: 'and' })], inForce.laundering),
  special(laundering, 'AML', 'AML-37', '37', ['تمويل الإرهاب', 'دارایی تیرۆر', 'Financing of terrorism'], [base('life')], inForce.laundering),
  special(laundering, 'AML', 'AML-41', '41', ['الامتناع عن تقديم المعلومات', 'نەدانی زانیاری', 'Refusing information after notice'], [base(years(1), { fine: 'and-or' })], inForce.laundering),
  special(laundering, 'AML', 'AML-43', '43', ['عدم التصريح عن الأموال عبر الحدود', 'ڕانەگەیاندنی پارە لە سنوور', 'Not declaring money at the border'], [base(years(2), { fine: 'and-or' })], inForce.laundering),
  special('Weapons Law 51/2017', 'Weapons', 'WP-UNLICENSED', '(to be confirmed)', ['حيازة أو حمل سلاح دون إجازة', 'هەبوون یان هەڵگرتنی چەک بێ مۆڵەت', 'Unlicensed possession or carrying of a weapon'], [base(detention, { fine: 'or' })], { validFrom: '2017-03-20', jurisdiction: 'federal', confidence: 'U' }),
  special('RCC Decision 570/1982', 'RCC 570/1982', 'RCC-570', '1', ['إطلاق العيارات النارية في المناسبات', 'تەقەکردن لە بۆنەکاندا', 'Firing shots at celebrations'], [base(years(3), { min: years(1) })], { validFrom: '1982-05-17', confidence: 'C' }),
  special('KRI Law 8/2011 against domestic violence', 'KRI DV', 'KDV-7', '7', ['العنف الأسري (إقليم كردستان)', 'توندوتیژیی خێزانی (هەرێمی کوردستان)', 'Domestic violence (Kurdistan Region)'], [base(years(3), { fine: 'and-or' })], { validFrom: '2011-06-21', jurisdiction: 'kri', confidence: 'U' }),
  special('KRI Trafficking Law 6/2018', 'KRI Trafficking', 'KHT-1', '(to be confirmed)', ['الاتجار بالبشر (إقليم كردستان)', 'بازرگانی بە مرۆڤ (هەرێمی کوردستان)', 'Human trafficking (Kurdistan Region)'], [base('temporary', { fine: 'and' })], { validFrom: '2018-01-01', jurisdiction: 'kri', confidence: 'U' }),
]
