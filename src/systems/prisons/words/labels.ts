import type { Words } from '#kernel/words/text.ts'

/** Names that stand inside the texts of refusals: fields, recipients, kinds of remission. */
export const labels: Words = {
  'prisons.field.article': { ar: 'المادة القانونية', ckb: 'ماددەی یاسایی', en: 'article of law' },
  'prisons.field.measure': { ar: 'العقوبة أو التدبير', ckb: 'سزا یان ڕێوشوێن', en: 'penalty or measure' },
  'prisons.field.startsOn': { ar: 'بدء التنفيذ', ckb: 'دەستپێکی جێبەجێکردن', en: 'start of execution' },
  'prisons.field.court': { ar: 'المحكمة', ckb: 'دادگا', en: 'court' },
  'prisons.field.endsAt': { ar: 'نهاية المدة', ckb: 'کۆتایی ماوە', en: 'end of the period' },
  'prisons.field.daysAlreadyHeld': { ar: 'المدة التي قضاها موقوفاً', ckb: 'ماوەی ڕاگرتنی پێشوو', en: 'time already held' },
  'prisons.field.identity': { ar: 'الهوية', ckb: 'ناسنامە', en: 'identity' },
  'prisons.field.commitment': { ar: 'سبب الإيداع والجهة', ckb: 'هۆی وەرگرتن و لایەنەکە', en: 'reason for commitment and authority' },
  'prisons.field.arrest': { ar: 'وقت القبض ومكانه', ckb: 'کات و شوێنی دەستگیرکردن', en: 'time and place of arrest' },
  'prisons.field.admittedAt': { ar: 'يوم القبول وساعته', ckb: 'ڕۆژ و کاتژمێری وەرگرتن', en: 'day and hour of admission' },
  'prisons.field.injuriesAndComplaints': { ar: 'الإصابات والشكاوى', ckb: 'برین و سکاڵاکان', en: 'injuries and complaints' },
  'prisons.field.property': { ar: 'الأمانات', ckb: 'کەلوپەلەکان', en: 'property' },
  'prisons.field.family': { ar: 'الأسرة والأطفال', ckb: 'خێزان و منداڵان', en: 'family and children' },
  'prisons.field.emergencyContact': { ar: 'من يُبلّغ عند الطوارئ', ckb: 'ئەوەی لە کاتی پێویستدا ئاگادار دەکرێتەوە', en: 'emergency contact' },
  'prisons.recipient.investigative-judge': { ar: 'قاضي التحقيق', ckb: 'دادوەری لێکۆڵینەوە', en: 'investigative judge' },
  'prisons.recipient.prosecutor': { ar: 'الادعاء العام', ckb: 'داواکاری گشتی', en: 'public prosecution' },
  'prisons.recipient.inspector': { ar: 'المفتش', ckb: 'پشکنەر', en: 'inspector' },
  'prisons.recipient.family': { ar: 'الأسرة', ckb: 'خێزان', en: 'family' },
  'prisons.recipient.forensic-medicine': { ar: 'الطب العدلي', ckb: 'پزیشکی دادوەری', en: 'forensic medicine' },
  'prisons.recipient.consulate': { ar: 'القنصلية', ckb: 'کونسوڵخانە', en: 'consulate' },
  'prisons.recipient.police': { ar: 'الشرطة', ckb: 'پۆلیس', en: 'police' },
  'prisons.remission.good-conduct': { ar: 'حسن السلوك', ckb: 'ڕەفتاری باش', en: 'good conduct' },
  'prisons.remission.special-pardon': { ar: 'العفو الخاص', ckb: 'لێبوردنی تایبەت', en: 'special pardon' },
  'prisons.remission.amnesty': { ar: 'العفو العام', ckb: 'لێبوردنی گشتی', en: 'amnesty' },
}
