import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, PaperPerson, personFields } from './parts.ts'

/** ورقة تكليف بالحضور in two copies, with the return of service to fill in by hand; CPC 87 and 88. */
export const summons = form({
  id: 'summons',
  series: 'summons',
  title: { ar: 'ورقة تكليف بالحضور', ckb: 'بانگهێشتنامە', en: 'Summons' },
  article: 'CPC 87, 88',
  confidence: 'T',
  retention: 'case',
  data: z.object({ person: PaperPerson, capacity: Line, caseNumber: Line, offence: Line, article: Line, appearAt: Instant, appearPlace: Line, issuer: Line, issuerPost: z.enum(['judge', 'investigator', 'officer']) }),
  blocks: (d, write) => [
    write.fields([...personFields(write, d.person, ['knownAs', 'address']), [label.capacity, d.capacity], [label.caseNumber, d.caseNumber], [label.offence, d.offence], [label.lawArticle, d.article]], { title: { ar: 'المكلف بالحضور', ckb: 'بانگهێشتکراو', en: 'Person summoned' } }),
    write.notice({
      ar: 'يقتضي حضوركم إلى {place} في {at} للسبب المبين أعلاه. إن لم تحضروا دون عذر مشروع جاز إصدار أمر بالقبض عليكم.',
      ckb: 'پێویستە لە {at} لە {place} ئامادە بن بەهۆی ئەوەی لە سەرەوە ڕوونکراوەتەوە. ئەگەر بەبێ بیانووی یاسایی ئامادە نەبن، دەکرێت فەرمانی دەستگیرکردنتان دەربچێت.',
      en: 'You are to appear at {place} on {at} for the reason stated above. If you do not appear without lawful excuse a warrant for your arrest may be issued.',
    }, { place: d.appearPlace, at: write.instant(d.appearAt) }),
    write.signatures([[d.issuerPost === 'judge' ? label.judge : d.issuerPost === 'investigator' ? label.investigator : label.officer, d.issuer]], { seal: true }),
    write.fields([
      [{ ar: 'تاريخ التبليغ', ckb: 'بەرواری ئاگادارکردنەوە', en: 'Date of service' }, undefined], [{ ar: 'ساعة التبليغ', ckb: 'کاتژمێری ئاگادارکردنەوە', en: 'Hour of service' }, undefined],
      [{ ar: 'سُلِّمت إلى', ckb: 'ڕادەستکرا بە', en: 'Handed to' }, undefined, 'wide'], [{ ar: 'سبب الامتناع أو عدم التوقيع', ckb: 'هۆکاری ڕەتکردنەوە یان واژۆنەکردن', en: 'Refused, or could not sign, because' }, undefined, 'wide'],
    ], { title: { ar: 'شرح التبليغ', ckb: 'ڕوونکردنەوەی ئاگادارکردنەوە', en: 'Return of service' } }),
    write.signatures([
      [{ ar: 'المبلَّغ', ckb: 'ئاگادارکراوە', en: 'Person served' }, '', label.thumbOrSignature], [{ ar: 'القائم بالتبليغ', ckb: 'ئاگادارکەرەوە', en: 'Served by' }],
      [{ ar: 'الشاهد الأول عند الامتناع', ckb: 'شایەتی یەکەم لە کاتی ڕەتکردنەوە', en: 'First witness to a refusal' }], [{ ar: 'الشاهد الثاني', ckb: 'شایەتی دووەم', en: 'Second witness' }],
    ]),
  ],
})
