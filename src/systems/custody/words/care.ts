/** Words of examinations, allegations, property, death and escape. */
import type { Words } from '#kernel/words/text.ts'

/** Why a person was examined: on the screen and on the report. */
export const occasionWords = {
  'custody.occasion.arrest': { ar: 'عند القبض', ckb: 'لە کاتی دەستگیرکردن', en: 'On arrest' },
  'custody.occasion.intake': { ar: 'عند الدخول', ckb: 'لە کاتی وەرگرتن', en: 'On admission' },
  'custody.occasion.transfer': { ar: 'عند النقل', ckb: 'لە کاتی گواستنەوە', en: 'On transfer' },
  'custody.occasion.complaint': { ar: 'بناءً على شكوى', ckb: 'بەپێی سکاڵا', en: 'On complaint' },
  'custody.occasion.release': { ar: 'عند الخروج', ckb: 'لە کاتی دەرچوون', en: 'On release' },
  'custody.occasion.other': { ar: 'مناسبة أخرى', ckb: 'بۆنەیەکی تر', en: 'Other occasion' },
} as const satisfies Words

/** Who was told of signs of ill-treatment, as the report says it. */
export const toldToWords = { ar: 'محكمة التحقيق والادعاء العام', ckb: 'دادگای لێکۆڵینەوە و داواکاری گشتی' } as const

export const careWords: Words = {
  ...occasionWords,
  'kind.allegation': { ar: 'ادعاء بسوء المعاملة', ckb: 'بانگەشەی خراپ مامەڵەکردن', en: 'Allegation of ill-treatment' },
  'verb.custody.read-release': { ar: 'الاطلاع على أوامر الإخلاء', ckb: 'بینینی فەرمانەکانی ئازادکردن', en: 'See release orders' },
  'verb.custody.read-medical': { ar: 'الاطلاع على الفحوص الطبية', ckb: 'بینینی پشکنینە پزیشکییەکان', en: 'See medical examinations' },
  'verb.custody.read-allegation': { ar: 'الاطلاع على ادعاءات سوء المعاملة', ckb: 'بینینی بانگەشەکانی خراپ مامەڵە', en: 'See allegations of ill-treatment' },
  'verb.custody.record-medical': { ar: 'تسجيل فحص طبي', ckb: 'تۆمارکردنی پشکنینی پزیشکی', en: 'Record a medical examination' },
  'verb.custody.allege': { ar: 'رفع ادعاء بسوء المعاملة', ckb: 'بەرزکردنەوەی بانگەشەی خراپ مامەڵە', en: 'Bring an allegation of ill-treatment' },
  'verb.custody.examine-allegation': { ar: 'تدوين تحقيق في الادعاء', ckb: 'تۆمارکردنی لێکۆڵینەوە لە بانگەشە', en: 'Record an examination of the allegation' },
  'verb.custody.close-allegation': { ar: 'ختم الادعاء بنتيجة', ckb: 'کۆتاییهێنان بە بانگەشە', en: 'Close the allegation with an outcome' },
  'verb.custody.take-property': { ar: 'تسجيل أمانات', ckb: 'تۆمارکردنی ئەمانەت', en: 'Record property' },
  'verb.custody.issue-handover-receipt': { ar: 'إصدار محضر تسليم واستلام', ckb: 'دەرکردنی کۆنووسی ڕادەستکردن', en: 'Issue a hand-over receipt' },
  'verb.custody.issue-intake': { ar: 'إصدار قيد الاستقبال', ckb: 'دەرکردنی تۆماری وەرگرتن', en: 'Issue the intake record' },
  'verb.custody.record-death': { ar: 'تسجيل وفاة', ckb: 'تۆمارکردنی مردن', en: 'Record a death' },
  'verb.custody.record-escape': { ar: 'تسجيل هرب', ckb: 'تۆمارکردنی هەڵاتن', en: 'Record an escape' },
  'verb.custody.record-recapture': { ar: 'تسجيل إعادة القبض', ckb: 'تۆمارکردنی گرتنەوە', en: 'Record a recapture' },
  'alarm.ill-treatment': { ar: 'آثار أو ادعاء سوء معاملة', ckb: 'نیشانە یان بانگەشەی خراپ مامەڵە', en: 'Signs or allegation of ill-treatment' },
  'alarm.death': { ar: 'وفاة أثناء الاحتجاز', ckb: 'مردن لە کاتی ڕاگرتندا', en: 'Death in custody' },
  'alarm.escape': { ar: 'هرب من الاحتجاز', ckb: 'هەڵاتن لە ڕاگرتن', en: 'Escape from custody' },
  'alarm.recapture': { ar: 'أعيد القبض على هارب', ckb: 'هەڵاتوویەک گیرایەوە', en: 'A fugitive was recaptured' },
  'custody.ended.died': { ar: 'توفي الشخص', ckb: 'کەسەکە مرد', en: 'The person died' },
  'custody.outcome.proceedings': { ar: 'فُتحت دعوى', ckb: 'داوا کرایەوە', en: 'Proceedings opened' },
  'custody.outcome.discipline': { ar: 'أُحيل انضباطياً', ckb: 'ڕەوانەی دیسپلین کرا', en: 'Sent for discipline' },
  'custody.outcome.not-proven': { ar: 'لم يثبت', ckb: 'نەسەلما', en: 'Not proven' },
  'custody.outcome.unfounded': { ar: 'لا أساس له', ckb: 'بێ بنەما', en: 'Unfounded' },
  'custody.consistent.not-consistent': { ar: 'لا تتوافق مع ما ذكره', ckb: 'لەگەڵ وتەکەی ناگونجێت', en: 'Not consistent with what was said' },
  'custody.consistent.consistent': { ar: 'تتوافق', ckb: 'دەگونجێت', en: 'Consistent' },
  'custody.consistent.highly-consistent': { ar: 'تتوافق إلى حد كبير', ckb: 'زۆر دەگونجێت', en: 'Highly consistent' },
  'custody.consistent.typical': { ar: 'نموذجية لما ذكره', ckb: 'نموونەییە بۆ وتەکەی', en: 'Typical of it' },
  'custody.consistent.diagnostic': { ar: 'لا سبب آخر لها', ckb: 'هیچ هۆکارێکی تری نییە', en: 'No other cause' },
  'custody.consistent.no-opinion': { ar: 'يتعذر إبداء الرأي', ckb: 'ناتوانرێت ڕا بدرێت', en: 'No opinion possible' },
  'refusal.custody.no-prosecution': { ar: 'لا دائرة ادعاء عام معينة لهذا المكان', ckb: 'هیچ فەرمانگەیەکی داواکاری گشتی بۆ ئەم شوێنە دیاری نەکراوە', en: 'No prosecution office is set for this place' },
  'refusal.custody.no-prosecution.remedy': { ar: 'أبلغ مدير النظام ليعيّنها، وأبلغ القاضي الآن.', ckb: 'بەڕێوەبەری سیستەم ئاگادار بکەرەوە و ئێستا بە دادوەر ڕابگەیەنە.', en: 'Tell the administrator to set one, and tell the judge now.' },
  'refusal.custody.allegation-not-examined': { ar: 'لم يُدوَّن أي تحقيق في الادعاء', ckb: 'هیچ لێکۆڵینەوەیەک لە بانگەشەکە تۆمار نەکراوە', en: 'No examination of the allegation is recorded' },
  'refusal.custody.allegation-not-examined.remedy': { ar: 'دوّن ما جرى من تحقيق ثم اختمه.', ckb: 'لێکۆڵینەوەکە تۆمار بکە پاشان کۆتایی پێبهێنە.', en: 'Record what was examined, then close it.' },
  'refusal.custody.property-not-there': { ar: 'بعض هذه الأمانات ليست في المخزن', ckb: 'هەندێک لەم ئەمانەتانە لە کۆگادا نین', en: 'Some of these things are not in the store' },
  'refusal.custody.property-not-there.remedy': { ar: 'حدّث الصفحة وراجع القائمة.', ckb: 'لاپەڕەکە نوێ بکەرەوە و لیستەکە ببینە.', en: 'Reload the page and look at the list.' },
  'refusal.custody.handover-unknown': { ar: 'لا تسليم كهذا لهذا الشخص', ckb: 'ڕادەستکردنێکی وا بۆ ئەم کەسە نییە', en: 'There is no such hand-over of this person' },
  'refusal.custody.handover-unknown.remedy': { ar: 'اختر تسليماً من القائمة.', ckb: 'ڕادەستکردنێک لە لیستەکە هەڵبژێرە.', en: 'Choose a hand-over from the list.' },
  'refusal.custody.before-arrest': { ar: 'الوقت قبل القبض', ckb: 'کاتەکە پێش دەستگیرکردنە', en: 'The time is before the arrest' },
  'refusal.custody.before-arrest.remedy': { ar: 'صحّح الوقت.', ckb: 'کاتەکە ڕاست بکەرەوە.', en: 'Correct the time.' },
  'refusal.custody.not-escaped': { ar: 'الشخص ليس هارباً', ckb: 'کەسەکە هەڵاتوو نییە', en: 'The person has not escaped' },
  'refusal.custody.not-escaped.remedy': { ar: 'راجع السجل الزمني.', ckb: 'مێژووەکە ببینە.', en: 'See the history.' },
  'refusal.custody.before-escape': { ar: 'الوقت قبل الهرب', ckb: 'کاتەکە پێش هەڵاتنە', en: 'The time is before the escape' },
  'refusal.custody.before-escape.remedy': { ar: 'صحّح الوقت.', ckb: 'کاتەکە ڕاست بکەرەوە.', en: 'Correct the time.' },
}
