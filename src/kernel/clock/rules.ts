/**
 * The clocks of the law as data. What follows on a miss is the platform's proposal unless the article itself says so.
 * Every length was read in the statute's text when `confidence` is T; the basis names the text.
 */
import type { Text } from '#kernel/words/text.ts'
import type { ClockRule } from './rule.ts'

const standard = [{ fraction: 0.5 }, { fraction: 0.8 }] as const
const text = (ar: string, ckb: string, en: string): Text => ({ ar, ckb, en })

type Draft = Omit<ClockRule, 'direction' | 'jurisdiction' | 'warnAt'> & Partial<ClockRule>

function clock(draft: Draft): ClockRule {
  return { direction: 'after', jurisdiction: 'both', warnAt: standard, ...draft }
}

export const clockRules: readonly ClockRule[] = [
  clock({
    id: 'CLK-01', name: text('عرض الأوراق على القاضي', 'خستنەڕووی کاغەزەکان بۆ دادوەر', 'First papers to the judge'),
    trigger: text('وقت القبض', 'کاتی دەستگیرکردن', 'Time of arrest'), length: { by: { first: { hours: 24 }, extended: { hours: 48 } } },
    calendar: 'custody', article: 'Const 19(13)', basis: 'Constitution 19(13); CPC 123', confidence: 'U',
    warnAt: [{ before: { hours: 6 } }, { before: { hours: 2 } }], escalateTo: 'prosecution-office', actor: 'police-station', onMiss: 'alarm',
  }),
  clock({
    id: 'CLK-02', name: text('أول استجواب', 'یەکەم لێپرسینەوە', 'First questioning'),
    trigger: text('حضور المتهم', 'ئامادەبوونی تۆمەتبار', 'Appearance of the accused'), length: { hours: 24 }, calendar: 'custody',
    article: 'CPC 123', basis: 'CPC 123', confidence: 'T', warnAt: [{ before: { hours: 6 } }, { before: { hours: 2 } }],
    escalateTo: 'prosecution-office', actor: 'investigation-court', onMiss: 'alarm',
  }),
  clock({
    id: 'CLK-03', name: text('انتهاء قرار التوقيف', 'کۆتایی بڕیاری ڕاگرتن', 'End of the detention order'),
    trigger: text('تاريخ ابتداء التوقيف', 'بەرواری دەستپێکی ڕاگرتن', 'First day of detention'), length: { days: 15 }, calendar: 'custody',
    article: 'CPC 109(A)', basis: 'CPC 109(A), 113; Penal 324', confidence: 'T', warnAt: [{ before: { days: 3 } }, { before: { days: 1 } }],
    escalateTo: 'prosecution-office', actor: 'investigation-court', onMiss: 'expired', restartableUnder: 'CPC 109(A)',
  }),
  clock({
    id: 'CLK-04', name: text('مجموع مدد التوقيف', 'کۆی ماوەکانی ڕاگرتن', 'Total detention'),
    trigger: text('أول يوم في التوقيف', 'یەکەم ڕۆژی ڕاگرتن', 'First day held'), length: 'computed', calendar: 'custody', article: 'CPC 109(C)',
    basis: 'CPC 109(C): six months and a quarter of the maximum', confidence: 'T', warnAt: [{ fraction: 0.8 }, { fraction: 0.9 }],
    escalateTo: 'felony-court', actor: 'investigation-court', onMiss: 'alarm', pausableUnder: 'CPC 111', restartableUnder: 'CPC 109(C)',
  }),
  clock({
    id: 'CLK-05', name: text('سقوط حق الشكوى', 'کەوتنی مافی سکاڵا', 'Lapse of the right to complain'),
    trigger: text('علم المجني عليه', 'ئاگاداربوونی قوربانی', 'The victim’s knowledge'), length: { months: 3 }, calendar: 'filing', article: 'CPC 6',
    basis: 'CPC 3, 6', confidence: 'T', escalateTo: 'prosecution-office', actor: 'party', onMiss: 'right-lost', pausableUnder: 'CPC 6',
  }),
  clock({
    id: 'CLK-06', name: text('التبليغ قبل الجلسة', 'ئاگادارکردنەوە پێش دانیشتن', 'Notice before the hearing'),
    trigger: text('موعد الجلسة', 'کاتی دانیشتن', 'The hearing day'),
    length: { by: { contravention: { days: 1 }, misdemeanour: { days: 3 }, felony: { days: 8 } } }, direction: 'before', calendar: 'none',
    article: 'CPC 143(A)', basis: 'CPC 143', confidence: 'T', warnAt: [{ before: { days: 3 } }, { before: { days: 1 } }],
    escalateTo: 'appeal-court', actor: 'trial-court', onMiss: 'postpone',
  }),
  clock({
    id: 'CLK-07', name: text('النشر عن المتهم الهارب', 'بڵاوکردنەوە بۆ تۆمەتباری هەڵاتوو', 'Publication for a fugitive'),
    trigger: text('آخر نشر', 'دوا بڵاوکردنەوە', 'The last publication'),
    length: { by: { contravention: { months: 1 }, misdemeanour: { months: 1 }, felony: { months: 2 } } }, calendar: 'none',
    article: 'CPC 143(C)', basis: 'CPC 143(C)', confidence: 'T', escalateTo: 'appeal-court', actor: 'trial-court', onMiss: 'cannot-act',
  }),
  clock({
    id: 'CLK-08', name: text('الاعتراض على الحكم الغيابي', 'ناڕەزایی لە حوکمی غیابی', 'Objection to a judgment in absentia'),
    trigger: text('تبليغ الحكم', 'ئاگادارکردنەوەی حوکم', 'Service of the judgment'),
    length: { by: { contravention: { days: 30 }, misdemeanour: { months: 3 }, felony: { months: 6 } } }, calendar: 'filing',
    article: 'CPC 243', basis: 'CPC 243', confidence: 'T', escalateTo: 'appeal-court', actor: 'convict', onMiss: 'becomes-final',
  }),
  clock({
    id: 'CLK-09', name: text('الطعن تمييزاً', 'تانەدان لە ڕێگەی تەمیزەوە', 'Cassation appeal'),
    trigger: text('النطق بالحكم', 'ڕاگەیاندنی حوکم', 'Pronouncement'), length: { days: 30 }, calendar: 'filing', article: 'CPC 252(A)',
    basis: 'CPC 249–252', confidence: 'T', escalateTo: 'cassation-court', actor: 'party', onMiss: 'right-lost',
  }),
  clock({
    id: 'CLK-10', name: text('إرسال الإضبارة إلى التمييز', 'ناردنی فایل بۆ تەمیز', 'File to the Court of Cassation'),
    trigger: text('صدور الحكم', 'دەرچوونی حوکم', 'Judgment'), length: { by: { felony: { days: 10 }, juvenile: { days: 15 } } }, calendar: 'none',
    article: 'CPC 254(A)', basis: 'CPC 254; Juvenile 71', confidence: 'T', escalateTo: 'cassation-court', actor: 'trial-court', onMiss: 'alarm',
  }),
  clock({
    id: 'CLK-11', name: text('مطالعة الادعاء العام', 'بۆچوونی داواکاری گشتی', 'Opinion of the prosecution'),
    trigger: text('ورود الإضبارة', 'گەیشتنی فایل', 'Arrival of the file'), length: { days: 20 }, calendar: 'none', article: 'CPC 255',
    basis: 'CPC 255', confidence: 'T', escalateTo: 'cassation-court', actor: 'prosecution-office', onMiss: 'alarm',
  }),
  clock({
    id: 'CLK-12', name: text('تصحيح القرار التمييزي', 'ڕاستکردنەوەی بڕیاری تەمیز', 'Correction of a cassation decision'),
    trigger: text('التبليغ أو ورود الإضبارة', 'ئاگادارکردنەوە یان گەیشتنی فایل', 'Notice, or arrival of the file'), length: { days: 30 },
    calendar: 'filing', article: 'CPC 266', basis: 'CPC 266–269', confidence: 'T', escalateTo: 'cassation-court', actor: 'party', onMiss: 'right-lost',
  }),
  clock({
    id: 'CLK-13', name: text('الاعتراض على الأمر الجزائي', 'ناڕەزایی لە فەرمانی سزایی', 'Objection to a penal order'),
    trigger: text('تبليغ الأمر', 'ئاگادارکردنەوەی فەرمان', 'Service of the order'), length: { days: 7 }, calendar: 'filing', article: 'CPC 207',
    basis: 'CPC 205–207', confidence: 'T', escalateTo: 'appeal-court', actor: 'accused', onMiss: 'becomes-final',
  }),
  clock({
    id: 'CLK-14', name: text('استحقاق الإفراج الشرطي', 'شایستەبوون بە ئازادکردنی مەرجدار', 'Eligible for conditional release'),
    trigger: text('بدء التنفيذ', 'دەستپێکی جێبەجێکردن', 'Start of the sentence'), length: 'computed', calendar: 'custody', article: 'CPC 331',
    basis: 'CPC 331: three quarters (juvenile two thirds), six months served, five years left at most', confidence: 'T',
    warnAt: [{ before: { months: 2 } }, { before: { months: 1 } }], escalateTo: 'ministry', actor: 'prison', onMiss: 'reminder',
  }),
  clock({
    id: 'CLK-15', name: text('موعد إخلاء السبيل', 'کاتی ئازادکردن', 'Release due'),
    trigger: text('آخر يوم في المحكومية', 'دوا ڕۆژی حوکم', 'Last day of the sentence'), length: 'computed', calendar: 'custody',
    article: 'CPC 294(A)', basis: 'CPC 294(A): noon of the last day; Penal 324', confidence: 'T',
    warnAt: [{ before: { days: 30 } }, { before: { days: 7 } }, { before: { days: 1 } }], escalateTo: 'prosecution-office', actor: 'prison', onMiss: 'alarm',
  }),
  clock({
    id: 'CLK-16', name: text('مبرز لم يُستلم', 'کەلوپەلی وەرنەگیراو', 'Unclaimed exhibit'),
    trigger: text('تبليغ صاحب الحق', 'ئاگادارکردنەوەی خاوەن ماف', 'Notice to the person entitled'),
    length: { by: { notice: { months: 6 }, afterSale: { years: 5 } } }, calendar: 'filing', article: 'CPC 314', basis: 'CPC 314, 316',
    confidence: 'T', escalateTo: 'appeal-court', actor: 'trial-court', onMiss: 'may-dispose',
  }),
  clock({
    id: 'CLK-17', name: text('نهائية قرار الإفراج', 'کۆتاییبوونی بڕیاری ئازادکردن', 'A discharge becomes final'),
    trigger: text('قرار الإفراج', 'بڕیاری ئازادکردن', 'The discharge'), length: { by: { court: { years: 1 }, judge: { years: 2 } } },
    calendar: 'none', article: 'CPC 302(C)', basis: 'CPC 302(C)', confidence: 'T', escalateTo: 'prosecution-office', actor: 'investigation-court',
    onMiss: 'becomes-final',
  }),
  clock({
    id: 'CLK-18', name: text('إضبارة رد الاعتبار', 'فایلی گەڕاندنەوەی ئیعتیبار', 'Rehabilitation file'),
    trigger: text('تقديم الطلب', 'پێشکەشکردنی داوا', 'The request'), length: { days: 60 }, calendar: 'none', article: 'CPC 345',
    basis: 'CPC 344–345', confidence: 'T', escalateTo: 'felony-court', actor: 'prosecution-office', onMiss: 'alarm',
  }),
  clock({
    id: 'CLK-19', name: text('إنذار المتهم الهارب بتسليم نفسه', 'ئاگادارکردنەوەی هەڵاتوو بۆ خۆدانەدەست', 'Notice to a fugitive to surrender'),
    trigger: text('نشر الإنذار', 'بڵاوکردنەوەی ئاگاداری', 'Publication of the notice'), length: { days: 30 }, calendar: 'none',
    article: 'CPC 121', basis: 'CPC 121–122', confidence: 'T', escalateTo: 'felony-court', actor: 'accused', onMiss: 'may-dispose',
  }),
  clock({
    id: 'CLK-20', name: text('أقل مدة قبل تنفيذ الإعدام', 'کەمترین ماوە پێش جێبەجێکردنی لەسێدارەدان', 'Least time before a death sentence'),
    trigger: text('صدور الحكم', 'دەرچوونی حوکم', 'Judgment'), length: { days: 30 }, calendar: 'none', article: 'CPC 285',
    basis: 'CPC 285, 288: also a republican decree', confidence: 'T', escalateTo: 'prosecution-office', actor: 'prison', onMiss: 'cannot-act',
  }),
  clock({
    id: 'CLK-21', name: text('ساعات منع التنفيذ المدني', 'کاتژمێرەکانی قەدەغەی جێبەجێکردن', 'Hours closed to civil execution'),
    trigger: text('الساعة 21:00', 'کاتژمێر 21:00', '21:00'), length: 'computed', calendar: 'none', article: 'Execution 23',
    basis: 'Execution Law 45/1980 Art 23', confidence: 'T', warnAt: [], escalateTo: 'ministry', actor: 'official', onMiss: 'cannot-act',
  }),
  clock({
    id: 'CLK-22', name: text('كشف الذمم المالية', 'ئاشکراکردنی سامان', 'Disclosure of interests'),
    trigger: text('تولي المنصب أو تركه', 'وەرگرتن یان جێهێشتنی پۆست', 'Taking or leaving the post'),
    length: { by: { post: { days: 90 }, yearly: { months: 1 }, remarks: { days: 60 } } }, calendar: 'filing', article: 'Integrity 17',
    basis: 'Integrity Law 30/2011 as amended, 16–18', jurisdiction: 'federal', confidence: 'P', escalateTo: 'inspectorate', actor: 'official',
    onMiss: 'suspend-salary',
  }),
  clock({
    id: 'CLK-23', name: text('طعن الادعاء العام في قرار الإذن', 'تانەی داواکاری گشتی لە بڕیاری مۆڵەت', 'Challenge to a decision on permission'),
    trigger: text('صدور القرار', 'دەرچوونی بڕیار', 'The decision'), length: { days: 30 }, calendar: 'filing', article: 'CPC 136(C)',
    basis: 'CPC 136(C)', confidence: 'T', escalateTo: 'cassation-court', actor: 'prosecution-office', onMiss: 'right-lost',
  }),
]

/** The rule with this id. Throws RangeError when there is none. */
export function getClockRule(id: string): ClockRule {
  const rule = clockRules.find((r) => r.id === id)
  if (rule === undefined) throw new RangeError(`no clock ${id}`)
  return rule
}
