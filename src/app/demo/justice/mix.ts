/** What people are accused of in the demonstration, in believable shares, and how a station would write it down. */
import type { Text } from '#kernel/words/text.ts'

export interface Accusation {
  readonly code: string
  readonly circumstance?: string
  /** Share among the accusations of its part of the country. */
  readonly weight: number
  readonly where: 'federal' | 'kri' | 'both'
  /** Somebody was wronged and complains; else only the public right is at stake. */
  readonly victim: boolean
  /** Found in the act more often than by complaint. */
  readonly flagrante?: boolean
  /** Hardly a child's offence. */
  readonly adultsOnly?: boolean
  readonly story: Pick<Text, 'ar' | 'ckb'>
  readonly thing: Pick<Text, 'ar' | 'ckb'>
}

function told(code: string, weight: number, where: Accusation['where'], victim: boolean, [ar, ckb]: readonly [string, string], [thingAr, thingCkb]: readonly [string, string], more: Partial<Accusation> = {}): Accusation {
  return { code, weight, where, victim, story: { ar, ckb }, thing: { ar: thingAr, ckb: thingCkb }, ...more }
}

const money = ['مبلغ من المال', 'بڕێک پارە'] as const
const phone = ['هاتف محمول', 'مۆبایل'] as const
const none = ['لا شيء', 'هیچ'] as const
const knife = ['سكين', 'چەقۆ'] as const
const pistol = ['مسدس مع مخزن عتاد', 'دەمانچە لەگەڵ مەخزەن'] as const

export const accusations: readonly Accusation[] = [
  told('PC-446', 11, 'both', true, ['سرقة هاتف ومبلغ من المال من محل تجاري أثناء الدوام', 'دزینی مۆبایل و بڕێک پارە لە دووکانێک لە کاتی کارکردندا'], phone, { flagrante: true }),
  told('PC-443/444', 9, 'both', true, ['سرقة مصوغات ومبلغ من المال من دار سكن بعد كسر الباب الخلفي', 'دزینی زێڕ و پارە لە ماڵێک دوای شکاندنی دەرگای دواوە'], ['مصوغات ذهبية', 'زێڕ']),
  told('PC-440', 3, 'both', true, ['سرقة ليلاً من دار سكن من قبل عدة أشخاص يحمل أحدهم سلاحاً', 'دزی بە شەو لە ماڵێک لەلایەن چەند کەسێکەوە کە یەکێکیان چەکی پێ بوو'], money, { adultsOnly: true }),
  told('PC-441/442', 3, 'both', true, ['سلب سيارة أجرة على الطريق العام تحت تهديد السلاح', 'بردنی تاکسییەک لەسەر ڕێگای گشتی بە هەڕەشەی چەک'], ['سيارة أجرة', 'تاکسی'], { flagrante: true }),
  told('PC-412/413', 9, 'both', true, ['مشاجرة انتهت بإصابة المشتكي بآلة حادة في الذراع', 'شەڕێک کە بە بریندارکردنی سکاڵاکار بە ئامێری تیژ لە قۆڵی کۆتایی هات'], knife, { flagrante: true }),
  told('PC-415/416', 4, 'both', true, ['اعتداء بالضرب على المشتكي بعد خلاف على موقف سيارة', 'لێدانی سکاڵاکار دوای ناکۆکی لەسەر شوێنی ڕاگرتنی ئۆتۆمبێل'], none),
  told('PC-430/431/432', 6, 'both', true, ['تهديد المشتكي برسائل عبر الهاتف لإجباره على دفع مبلغ من المال', 'هەڕەشەکردن لە سکاڵاکار بە نامەی مۆبایل بۆ ناچارکردنی بە پارەدان'], phone),
  told('PC-456/457', 7, 'both', true, ['الاحتيال على المشتكي ببيعه قطعة أرض لا تعود للمتهم', 'فێڵکردن لە سکاڵاکار بە فرۆشتنی پارچە زەوییەک کە هی تۆمەتبار نییە'], ['عقد بيع', 'گرێبەستی فرۆشتن'], { adultsOnly: true }),
  told('PC-453', 5, 'both', true, ['خيانة أمانة: امتناع المتهم عن إعادة سيارة سُلّمت إليه لتأجيرها', 'خیانەت لە ئەمانەت: تۆمەتبار ئۆتۆمبێلێکی نەگەڕاندەوە کە بۆ بەکرێدان پێی درابوو'], ['سيارة صالون', 'ئۆتۆمبێلی سالۆن'], { adultsOnly: true }),
  told('PC-459', 4, 'both', true, ['إعطاء صك بلا رصيد مقابل بضاعة', 'پێدانی چەکی بێ ڕەسید لەبری کاڵا'], ['صك مصرفي', 'چەکی بانک'], { adultsOnly: true }),
  told('PC-289', 4, 'both', false, ['تقديم وثيقة رسمية مزورة إلى دائرة حكومية', 'پێشکەشکردنی بەڵگەنامەیەکی فەرمیی ساختە بە فەرمانگەیەکی حکومی'], ['وثيقة مشتبه بها', 'بەڵگەنامەی گومانلێکراو'], { adultsOnly: true }),
  told('PC-405', 5, 'both', true, ['قتل المجني عليه بعيار ناري إثر خلاف عائلي', 'کوشتنی قوربانی بە گوللە بەهۆی ناکۆکیی خێزانییەوە'], pistol),
  told('PC-406', 4, 'both', true, ['قتل المجني عليه مع سبق الإصرار في داره', 'کوشتنی قوربانی بە پێشتر بڕیارلێدراوی لە ماڵەکەی'], pistol, { adultsOnly: true }),
  told('PC-411', 5, 'both', true, ['حادث مرور أدى إلى وفاة أحد المشاة بسبب السرعة', 'ڕووداوی هاتوچۆ کە بەهۆی خێراییەوە بوو بە هۆی مردنی پیادەیەک'], ['سيارة صالون', 'ئۆتۆمبێلی سالۆن'], { flagrante: true, adultsOnly: true }),
  told('DR-28', 10, 'federal', false, ['ضبط مواد مخدرة مهيأة للبيع بحوزة المتهم عند سيطرة', 'گرتنی ماددەی هۆشبەر کە بۆ فرۆشتن ئامادەکرابوو'], ['حبوب مخدرة ومبلغ من المال', 'حەبی هۆشبەر و پارە'], { flagrante: true }),
  told('DR-32', 8, 'federal', false, ['ضبط مادة مخدرة لغرض التعاطي الشخصي', 'گرتنی ماددەی هۆشبەر بۆ بەکارهێنانی کەسی'], ['حبوب مخدرة', 'حەبی هۆشبەر'], { flagrante: true }),
  told('AT-4-1', 6, 'federal', false, ['الانتماء إلى تنظيم إرهابي والمشاركة في زرع عبوة ناسفة', 'ئەندامێتی لە ڕێکخراوێکی تیرۆریستی و بەشداری لە دانانی مینێک'], ['عبوة ناسفة مفككة', 'مینی هەڵوەشێنراو'], { adultsOnly: true }),
  told('KAT-2', 3, 'kri', false, ['الاشتباه بالانتماء إلى تنظيم إرهابي', 'گومانی ئەندامێتی لە ڕێکخراوێکی تیرۆریستی'], phone, { adultsOnly: true }),
  told('KDV-7', 7, 'kri', true, ['عنف أسري داخل البيت', 'توندوتیژیی خێزانی لەناو ماڵدا'], none, { flagrante: true, adultsOnly: true }),
  told('WP-UNLICENSED', 5, 'federal', false, ['حيازة سلاح ناري بلا إجازة ضُبط أثناء تفتيش سيارة', 'هەڵگرتنی چەک بەبێ مۆڵەت کە لە کاتی پشکنینی ئۆتۆمبێلدا گیرا'], pistol, { flagrante: true }),
  told('PC-307', 2, 'both', false, ['طلب رشوة لإنجاز معاملة في دائرة رسمية', 'داواکردنی بەرتیل بۆ تەواوکردنی مامەڵەیەک لە فەرمانگەیەکی فەرمی'], money, { flagrante: true, adultsOnly: true }),
  told('PC-315', 2, 'both', false, ['اختلاس مبالغ من صندوق دائرة حكومية', 'دزینی پارەی سندووقی فەرمانگەیەکی حکومی'], ['سجلات الصندوق', 'تۆمارەکانی سندووق'], { adultsOnly: true }),
  told('PC-393', 1, 'both', true, ['اغتصاب', 'دەستدرێژی'], none, { adultsOnly: true }),
  told('PC-396/397', 2, 'both', true, ['هتك عرض', 'دەستدرێژیکردنە سەر ناموس'], none),
  told('PC-421', 2, 'both', true, ['احتجاز المشتكي دون أمر في محل المتهم لساعات', 'ڕاگرتنی سکاڵاکار بەبێ فەرمان لە شوێنی تۆمەتبار بۆ چەند کاتژمێرێک'], none, { adultsOnly: true }),
  told('PC-428', 2, 'both', true, ['انتهاك حرمة مسكن المشتكي ليلاً', 'پێشێلکردنی حورمەتی ماڵی سکاڵاکار بە شەو'], none),
  told('PC-229', 3, 'both', false, ['إهانة موظف أثناء تأدية واجبه', 'سووکایەتیکردن بە فەرمانبەر لە کاتی ئەرکەکەیدا'], none, { flagrante: true, adultsOnly: true }),
  told('PC-460/461', 2, 'both', true, ['حيازة هواتف متحصلة من سرقة', 'هەڵگرتنی مۆبایلی دزراو'], ['ثلاثة هواتف', 'سێ مۆبایل']),
  told('PC-477/479/481', 3, 'both', true, ['إتلاف واجهة محل المشتكي وسيارته عمداً', 'تێکدانی ڕووکاری دووکان و ئۆتۆمبێلی سکاڵاکار بە ئەنقەست'], none),
  told('PC-342', 1, 'both', true, ['إحراق مخزن المشتكي عمداً', 'سووتاندنی کۆگای سکاڵاکار بە ئەنقەست'], ['عبوة بنزين', 'دەبەی بەنزین'], { adultsOnly: true }),
  told('HT-5', 1, 'federal', true, ['استغلال أشخاص في التسول مقابل المال', 'بەکارهێنانی کەسان لە سواڵکردن لەبری پارە'], money, { adultsOnly: true }),
]

/** The accusations that can be made there. */
export function accusationsIn(jurisdiction: 'federal' | 'kri'): readonly Accusation[] {
  return jurisdiction === 'kri' ? kri : federal
}

const federal = accusations.filter(({ where }) => where !== 'kri')
const kri = accusations.filter(({ where }) => where !== 'federal')
