import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Dinars, Line, PaperPerson, personFields } from './parts.ts'

/** أمر قبض with everything that CPC 93 lists; the release clause of CPC 95 only where the judge writes it. */
export const arrestWarrant = form({
  id: 'arrest-warrant',
  series: 'arrest-warrant',
  title: { ar: 'أمر قبض', ckb: 'فەرمانی دەستگیرکردن', en: 'Arrest warrant' },
  article: 'CPC 93, 94, 95',
  confidence: 'T',
  retention: 'case',
  certified: true,
  data: z.object({
    accused: PaperPerson, caseNumber: Line, offence: Line, article: Line, orderDay: Day, judge: Line,
    release: z.object({ on: z.enum(['undertaking', 'guarantor', 'deposit']), amount: Dinars.optional(), appearBefore: Line.optional() }).optional(),
  }),
  blocks: (d, write) => [
    write.fields(personFields(write, d.accused, ['knownAs', 'surname', 'motherName', 'born', 'occupation', 'identity', 'address', 'description']), { title: { ar: 'المطلوب القبض عليه', ckb: 'داواکراو بۆ دەستگیرکردن', en: 'Person to be arrested' } }),
    write.fields([[label.caseNumber, d.caseNumber], [{ ar: 'تاريخ الأمر', ckb: 'بەرواری فەرمان', en: 'Date of the order' }, write.day(d.orderDay)], [label.offence, d.offence], [label.lawArticle, d.article]]),
    write.notice({
      ar: 'إلى أعضاء الضبط القضائي وأفراد الشرطة كافة: عليكم القبض على {name} وإحضاره في الحال أمام من أصدر هذا الأمر، وإرغامه على الحضور إن رفض ذلك طوعاً. يجب إطلاعه على هذا الأمر عند تنفيذه. الأمر نافذ في جميع أنحاء العراق ويبقى سارياً حتى ينفذ أو يلغى.',
      ckb: 'بۆ هەموو ئەندامانی زەبتی دادوەری و پۆلیس: پێویستە {name} دەستگیر بکەن و دەستبەجێ بیهێننە بەردەم دەرکەری ئەم فەرمانە، و ئەگەر بە خواستی خۆی نەهات ناچاری بکەن. دەبێت لە کاتی جێبەجێکردندا ئەم فەرمانەی نیشان بدرێت. فەرمانەکە لە سەرانسەری عێراقدا کارایە و بەردەوام دەبێت تا جێبەجێ دەکرێت یان هەڵدەوەشێتەوە.',
      en: 'To all members of the judicial police and the police: arrest {name} and bring him or her at once before the issuer of this order, by compulsion if he or she will not come willingly. The order must be shown on arrest. It is valid throughout Iraq and stays in force until it is executed or cancelled.',
    }, { name: d.accused.name }),
    ...(d.release === undefined ? [] : [write.notice(RELEASE[d.release.on], { amount: d.release.amount === undefined ? '…' : write.dinars(d.release.amount), before: d.release.appearBefore ?? d.judge })]),
    write.signatures([[label.judge, d.judge]], { seal: true }),
    write.fields([[{ ar: 'نُفذ في', ckb: 'جێبەجێکرا لە', en: 'Executed at' }, undefined], [{ ar: 'بواسطة', ckb: 'لەلایەن', en: 'By' }, undefined]], { title: { ar: 'شرح التنفيذ', ckb: 'ڕوونکردنەوەی جێبەجێکردن', en: 'Return of execution' } }),
  ],
})

const RELEASE = {
  undertaking: {
    ar: 'يطلق سراح المقبوض عليه إذا قدم تعهداً كتابياً بالحضور أمام {before} في الموعد المعين.',
    ckb: 'دەستگیرکراو ئازاد دەکرێت ئەگەر بەڵێننامەی نووسراو پێشکەش بکات کە لە کاتی دیاریکراودا لەبەردەم {before} ئامادە دەبێت.',
    en: 'The arrested person is to be released on a written undertaking to appear before {before} at the time set.',
  },
  guarantor: {
    ar: 'يطلق سراح المقبوض عليه إذا قدم تعهداً كتابياً بالحضور أمام {before} مقترناً بكفالة مقدارها {amount}.',
    ckb: 'دەستگیرکراو ئازاد دەکرێت ئەگەر بەڵێننامەی نووسراو پێشکەش بکات کە لەبەردەم {before} ئامادە دەبێت لەگەڵ کەفالەتێک بە بڕی {amount}.',
    en: 'The arrested person is to be released on a written undertaking to appear before {before} with a guarantee of {amount}.',
  },
  deposit: {
    ar: 'يطلق سراح المقبوض عليه إذا قدم تعهداً كتابياً بالحضور أمام {before} وأودع صندوق الدائرة مبلغ {amount}.',
    ckb: 'دەستگیرکراو ئازاد دەکرێت ئەگەر بەڵێننامەی نووسراو پێشکەش بکات کە لەبەردەم {before} ئامادە دەبێت و بڕی {amount} لە سندووقی فەرمانگە دابنێت.',
    en: 'The arrested person is to be released on a written undertaking to appear before {before} and a deposit of {amount}.',
  },
} as const
