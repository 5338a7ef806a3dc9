import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line } from './parts.ts'

/** تبليغ بموعد المحاكمة with what CPC 143(B) lists; served 1, 3 or 8 days ahead by class of offence. */
export const hearingNotice = form({
  id: 'hearing-notice',
  series: 'hearing-notice',
  title: { ar: 'تبليغ بموعد المحاكمة', ckb: 'ئاگادارکردنەوەی کاتی دادگاییکردن', en: 'Hearing notice' },
  article: 'CPC 143',
  confidence: 'T',
  retention: 'case',
  data: z.object({ addressee: Line, capacity: Line, address: Line.optional(), accused: z.array(Line).min(1).max(100), victim: Line, court: Line, caseNumber: Line, offence: Line, article: Line, hearingAt: Instant, hall: Line.optional(), issuedBy: Line }),
  blocks: (d, write) => [
    write.fields([[{ ar: 'المطلوب تبليغه', ckb: 'ئەوەی دەبێت ئاگاداربکرێتەوە', en: 'Addressee' }, d.addressee, 'wide'], [label.capacity, d.capacity], [label.address, d.address]]),
    write.fields([[label.court, d.court], [label.caseNumber, d.caseNumber], [label.accusedAll, d.accused.join('، '), 'wide'], [label.victim, d.victim, 'wide'], [label.offence, d.offence], [label.lawArticle, d.article]], { title: { ar: 'الدعوى', ckb: 'داوا', en: 'Case' } }),
    write.notice({
      ar: 'عُيّن {at} موعداً للمحاكمة في {court}. عليكم الحضور في الموعد المذكور.',
      ckb: '{at} وەک کاتی دادگاییکردن لە {court} دیاریکرا. پێویستە لەو کاتەدا ئامادە بن.',
      en: 'The trial is set for {at} at {court}. You are to attend at that time.',
    }, { at: write.instant(d.hearingAt), court: d.hall === undefined ? d.court : `${d.court} – ${d.hall}` }),
    write.signatures([[label.clerk, d.issuedBy]], { seal: true }),
    write.fields([[{ ar: 'تاريخ التبليغ', ckb: 'بەرواری ئاگادارکردنەوە', en: 'Date of service' }, undefined], [{ ar: 'ساعة التبليغ', ckb: 'کاتژمێری ئاگادارکردنەوە', en: 'Hour of service' }, undefined]], { title: { ar: 'شرح التبليغ', ckb: 'ڕوونکردنەوەی ئاگادارکردنەوە', en: 'Return of service' } }),
    write.signatures([[{ ar: 'المبلَّغ', ckb: 'ئاگادارکراوە', en: 'Person served' }, '', label.thumbOrSignature], [{ ar: 'القائم بالتبليغ', ckb: 'ئاگادارکەرەوە', en: 'Served by' }]]),
  ],
})
