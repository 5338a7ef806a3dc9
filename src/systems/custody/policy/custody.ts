import type { PolicyRule } from '#kernel/access/policy.ts'
import { keepers } from './release.ts'

const police = ['station-officer', 'station-commander', 'juvenile-officer'] as const
const readers = [...keepers, 'prison-doctor', 'investigator', 'investigative-judge', 'court-clerk', 'trial-judge', 'cassation-judge', 'prosecutor'] as const

/** Arrest, papers, requests, orders, board. */
export const custodyPolicy: readonly PolicyRule[] = [
  { roles: [...police], may: ['custody.book'], on: 'new', article: 'CPC 92-103, 106',
    because: { ar: 'يسجّل المقبوض عليه من سُلّم إليه في المركز، ساعة القبض الحقيقية', ckb: 'ئەوەی لە بنکە گیراوی پێ دەسپێردرێت تۆماری دەکات، بە کاتی ڕاستەقینەی دەستگیرکردن', en: 'Whoever is given an arrested person at a station enters the arrest, at its true time' } },
  { roles: [...keepers], may: ['custody.write-step'], on: ['holder'], article: 'Const 19; CPC 123; Mandela 61, 68',
    because: { ar: 'تدوّن الجهة الحائزة ما أُدي للمحتجز من حقوق', ckb: 'لایەنی ڕاگر ئەو مافانە دەنووسێت کە بۆ ڕاگیراو جێبەجێ کراون', en: 'The place that holds a person writes down the rights it gave effect to' } },
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'prison-reception'], may: ['custody.renew-pin'], on: ['holder'],
    because: { ar: 'تسلّم الجهة الحائزة الأسرة رقماً سرياً جديداً', ckb: 'لایەنی ڕاگر ژمارەیەکی نهێنیی نوێ دەداتە خێزان', en: 'The place that holds the person gives the family a new PIN' } },
  { roles: [...police, 'prison-reception'], may: ['custody.add-case'], on: ['holder'], article: 'CPC 93, 106, 115',
    because: { ar: 'ينفذ أمر القبض في دعوى أخرى من يحوز الشخص', ckb: 'فەرمانی دەستگیرکردن لە کەیسێکی تردا ئەو جێبەجێی دەکات کە کەسەکەی لایە', en: 'A warrant in another case is executed by whoever holds the person' } },
  { roles: [...keepers], may: ['custody.ask-judge'], on: ['holder'], article: 'Const 19(13); CPC 109-111',
    because: { ar: 'تعرض الجهة الحائزة الأوراق على القاضي وتطلب قراره', ckb: 'لایەنی ڕاگر کاغەزەکان دەخاتە بەردەم دادوەر و داوای بڕیاری دەکات', en: 'The place that holds the person brings the papers to the judge and asks for a decision' } },
  { roles: ['investigator'], may: ['custody.ask-judge'], on: ['judge', 'holder'], article: 'CPC 51-52, 109',
    because: { ar: 'يعرض المحقق الطلب على قاضيه', ckb: 'لێکۆڵەر داواکە دەخاتە بەردەم دادوەرەکەی', en: 'The investigator puts requests to the judge he works under' } },
  { roles: ['prosecutor'], may: ['custody.ask-judge'], on: ['prosecution'], article: 'CPC 109-111',
    because: { ar: 'للادعاء العام أن يطلب إخلاء السبيل أو تمديد التوقيف', ckb: 'داواکاری گشتی دەتوانێت داوای ئازادکردن یان درێژکردنەوە بکات', en: 'The prosecution may ask for release or for an extension' } },
  { roles: ['investigator', 'investigative-judge'], may: ['custody.write-court-step'], on: ['judge', 'holder'], article: 'CPC 123; Juvenile 51',
    because: { ar: 'يستجوب المتهم قاضي التحقيق أو المحقق', ckb: 'دادوەری لێکۆڵینەوە یان لێکۆڵەر لێپرسینەوە لە تۆمەتبار دەکات', en: 'The accused is questioned by the judge or the investigator' } },
  { roles: ['investigative-judge'], may: ['custody.order', 'custody.refuse-detention', 'custody.extend-papers', 'custody.cancel-order'], on: ['judge'], article: 'CPC 92, 109-113',
    because: { ar: 'لا يوقف أحد إلا بقرار قاضي التحقيق المختص', ckb: 'کەس ڕاناگیرێت مەگەر بە بڕیاری دادوەری لێکۆڵینەوەی تایبەتمەند', en: 'Nobody is detained but by order of the competent investigative judge' } },
  { roles: ['trial-judge'], may: ['custody.order', 'custody.refuse-detention', 'custody.cancel-order'], on: ['court'], article: 'CPC 157',
    because: { ar: 'محكمة الموضوع تقرر توقيف من أحيل إليها أو إخلاء سبيله', ckb: 'دادگای بابەت بڕیار لە ڕاگرتن یان ئازادکردنی ئەوە دەدات کە بۆی نێردراوە', en: 'The court that tries the case decides on the detention of whoever was referred to it' } },
  { roles: ['investigative-judge'], may: ['custody.ask-felony-court'], on: ['judge'], article: 'CPC 109(C)',
    because: { ar: 'قاضي التحقيق يعرض الأمر على محكمة الجنايات إذا زاد التوقيف على ستة أشهر', ckb: 'دادوەری لێکۆڵینەوە دەیخاتە بەردەم دادگای تاوان ئەگەر ڕاگرتن لە شەش مانگ تێپەڕی', en: 'The investigative judge asks the felony court when detention must go beyond six months' } },
  { roles: ['trial-judge'], may: ['custody.permit'], on: ['court'], article: 'CPC 109(C)',
    because: { ar: 'محكمة الجنايات تأذن بالتمديد بعد ستة أشهر أو تقرر إخلاء السبيل', ckb: 'دادگای تاوان مۆڵەتی درێژکردنەوە دوای شەش مانگ دەدات یان ئازادی دەکات', en: 'The felony court permits detention beyond six months, or has the person released' } },
  { roles: ['investigative-judge', 'investigator', 'trial-judge', 'court-clerk'], may: ['custody.read-requests'], on: 'any', article: 'CPC 109',
    because: { ar: 'ترى المحكمة ما ينتظر قرارها', ckb: 'دادگا ئەوە دەبینێت کە چاوەڕێی بڕیارییەتی', en: 'A court sees what waits for its decision' } },
  { roles: [...readers, 'inspector'], may: ['custody.read', 'custody.read-board'], on: 'any', article: 'Const 19',
    because: { ar: 'من له صلة بالتوقيف يقرؤه، ويفصل في ذلك السجل نفسه، والتفتيش يقرأ كل توقيف', ckb: 'ئەوەی پەیوەندی بە ڕاگرتنەکەوە هەیە دەیخوێنێتەوە، تۆمارەکە خۆی بڕیاری لەسەر دەدات، و پشکنین هەمووی دەخوێنێتەوە', en: 'Whoever is concerned with a custody reads it, as its own record says who is; the inspectorate reads every one' } },
]
