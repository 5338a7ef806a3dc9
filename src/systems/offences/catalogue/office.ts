/** Penal Code 275 to 341: public trust and public office. */
import { base, detention, type Offence, penal, when, years } from './offence.ts'

export const officeOffences: readonly Offence[] = [
  penal('PC-275', '275', ['تقليد ختم الدولة أو توقيع', 'ساختەکردنی مۆری دەوڵەت یان واژوو', 'Forging State seals or signatures'], [base('temporary'), when('foreign-or-company', years(10))]),
  penal('PC-280/281', '280', ['تزييف العملة', 'ساختەکردنی دراو', 'Counterfeiting money or securities'], [base('temporary'), when('base-metal', years(10))]),
  penal('PC-289', '289', ['تزوير محرر رسمي', 'ساختەکردنی نووسراوی فەرمی', 'Forgery of an official document'], [base(years(15))]),
  penal('PC-292', '292', ['الحصول على رخصة أو هوية باسم كاذب', 'وەرگرتنی مۆڵەت یان ناسنامە بە ناوی درۆ', 'Obtaining a licence or identity under a false name'], [base(detention, { fine: 'and-or' })]),
  penal('PC-295', '295(2)', ['تزوير محرر عادي واستعمال المزور', 'ساختەکردنی نووسراوی ئاسایی و بەکارهێنانی', 'Forgery of a private document; use of a forged one'], [
    base(detention), when('debt-or-title', years(7), { or: 'detention', article: '295(1)' }), when('use', 'linked', { article: '298' }),
  ]),
  penal('PC-307', '307(1)', ['الرشوة (المرتشي)', 'بەرتیل (وەرگر)', 'Bribery: an official who asks or accepts'], [
    base(years(10), { or: 'detention', fine: 'and' }), when('after', years(7), { or: 'detention', article: '307(2)' }),
  ]),
  penal('PC-308', '308', ['الرشوة لعمل لا يدخل في الوظيفة', 'بەرتیل بۆ کارێک دەرەوەی ئەرک', 'Bribery for an act outside the post'], [base(years(7), { or: 'detention', fine: 'and' })]),
  penal('PC-310', '310', ['الراشي والوسيط', 'بەرتیلدەر و ناوبژیوان', 'Giver of a bribe and go-between'], [
    base(years(10), { or: 'detention', fine: 'and' }), when('receiver-308', years(7), { or: 'detention', fine: 'and' }),
  ], { note: { ar: 'يعفى من العقوبة من بادر بالإخبار قبل اتصال المحكمة بالدعوى (المادة 311)', ckb: 'ئەوەی پێش گەیشتنی کەیس بە دادگا هەواڵ بدات لە سزا دەبەخشرێت (ماددەی 311)', en: 'Exempt who reports before the case reaches the court (Art 311)' } }),
  penal('PC-312/313', '312', ['عرض رشوة وادعاؤها', 'پێشنیازی بەرتیل', 'Pretended bribe; a bribe offered and refused'], [base(detention), when('refused-offer', detention, { fine: 'or', article: '313' })]),
  penal('PC-315', '315', ['الاختلاس', 'دزینی ماڵی گشتی (ئیختیلاس)', 'Embezzlement by an official'], [base('temporary'), when('small-value', detention, { article: '317' })]),
  penal('PC-316', '316', ['الاستيلاء على مال الدولة', 'دەستگرتن بەسەر ماڵی دەوڵەتدا', 'Seizing State property through office'], [
    base('temporary'), when('not-state', years(10)), when('small-value', detention, { article: '317' }),
  ]),
  penal('PC-318', '318', ['الإضرار بالمصلحة المعهودة', 'زیانگەیاندن بە بەرژەوەندیی سپێردراو', 'Harming the employer’s interest in a deal'], [base('temporary')]),
  penal('PC-319/320', '319', ['الانتفاع من الأشغال وأجور العمال الوهميين', 'سوودوەرگرتن لە کار و کرێی کرێکاری ساختە', 'Profiting from public works; ghost workers'], [base(years(10), { or: 'detention' })]),
  penal('PC-321', '321', ['رد المال', 'گەڕاندنەوەی ماڵ', 'Restitution in 315 to 320'], [base('none')]),
  penal('PC-322', '322', ['القبض أو الحجز خلافاً للقانون', 'دەستگیرکردن یان ڕاگرتن بەپێچەوانەی یاسا', 'Unlawful arrest or detention by an official'], [
    base(years(7), { or: 'detention' }), when('false-uniform', years(10), { or: 'detention' }),
  ]),
  penal('PC-323/324', '324', ['استبقاء الموقوف بعد انتهاء المدة أو قبوله دون أمر', 'هێشتنەوەی ڕاگیراو دوای تەواوبوونی ماوە یان وەرگرتنی بێ فەرمان', 'Holding beyond the term or without an order; excess punishment'], [base(detention)]),
  penal('PC-326', '326', ['تفتيش أو دخول دون سند', 'پشکنین یان چوونەژوورەوە بێ بنەما', 'Unlawful entry or search by an official'], [base(detention, { fine: 'and-or' })]),
  penal('PC-327', '327', ['إفشاء الأسرار الوظيفية', 'ئاشکراکردنی نهێنیی فەرمانبەری', 'Disclosing an official secret'], [base(years(3), { fine: 'and-or' }), when('state-interest', 'temporary')]),
  penal('PC-328', '328', ['إفشاء أو فتح رسائل', 'ئاشکراکردن یان کردنەوەی نامە', 'Interfering with correspondence'], [base(years(7), { or: 'detention' })]),
  penal('PC-329', '329', ['الامتناع عن تنفيذ حكم', 'ڕەتکردنەوەی جێبەجێکردنی حوکم', 'Obstructing or refusing to execute a judgment'], [base(detention, { fine: 'and-or' })]),
  penal('PC-330/331', '330', ['الإخلال بواجبات الوظيفة', 'پێشێلکردنی ئەرکی فەرمانبەری', 'Neglect or wilful breach of duty'], [base(detention), when('to-harm', detention, { fine: 'and-or', article: '331' })]),
  penal('PC-332', '332', ['استعمال القسوة', 'بەکارهێنانی دڵڕەقی', 'Cruelty by an official'], [base(years(1), { fine: 'and-or' })]),
  penal('PC-333', '333', ['التعذيب', 'ئەشکەنجەدان', 'Torture by an official'], [base('temporary', { or: 'detention' })]),
  penal('PC-334/335', '334', ['استغلال الوظيفة للاستيلاء', 'بەکارهێنانی پۆست بۆ دەستبەسەرداگرتن', 'Forced purchase; misuse of goods held by office'], [
    base(detention, { fine: 'and-or' }), when('misuse', years(10), { or: 'detention', article: '335' }),
  ]),
  penal('PC-340/341', '340', ['الإضرار العمدي والإهمال الجسيم', 'زیانگەیاندنی بە ئەنقەست و کەمتەرخەمیی گەورە', 'Wilful damage to the employer; gross negligence'], [
    base(years(7), { or: 'detention' }), when('gross-negligence', years(3), { fine: 'or', article: '341' }),
  ]),
]
