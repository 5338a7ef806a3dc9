import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, PaperPerson, personFields } from './parts.ts'

/** The slip that the released person carries: proof of the release, so that nobody is taken again on the old order. */
export const releaseSlip = form({
  id: 'release-slip',
  series: 'release-slip',
  title: { ar: 'ورقة إطلاق سراح', ckb: 'پسوولەی ئازادکردن', en: 'Release slip' },
  article: 'CPC 294; MANDELA 7',
  confidence: 'C',
  retention: 'permanent',
  certified: true,
  data: z.object({ person: PaperPerson, custodyNumber: Line, caseNumber: Line.optional(), orderNumber: Line.optional(), basis: Line, heldFrom: Instant, releasedAt: Instant, propertyReturned: z.boolean(), warrantsChecked: z.boolean(), officer: Line }),
  blocks: (d, write) => [
    write.fields(personFields(write, d.person, ['motherName', 'born'])),
    write.fields([
      [label.custodyNumber, d.custodyNumber], [label.caseNumber, d.caseNumber], [label.orderNumber, d.orderNumber], [{ ar: 'سند إطلاق السراح', ckb: 'بنەمای ئازادکردن', en: 'Basis' }, d.basis],
      [{ ar: 'محتجز منذ', ckb: 'ڕاگیراوە لە', en: 'Held since' }, write.instant(d.heldFrom)], [{ ar: 'وقت إطلاق السراح', ckb: 'کاتی ئازادکردن', en: 'Released at' }, write.instant(d.releasedAt)],
    ]),
    write.checks({ ar: 'عند الخروج', ckb: 'لە کاتی دەرچوون', en: 'On leaving' }, [
      [{ ar: 'أُعيدت إليه أماناته', ckb: 'ئەمانەتەکانی پێ گەڕێندرایەوە', en: 'property given back' }, d.propertyReturned],
      [{ ar: 'لم يتبين وجود أمر آخر نافذ بحقه', ckb: 'هیچ فەرمانێکی تری کارا لەسەری نەبوو', en: 'no other live order was found' }, d.warrantsChecked],
    ]),
    write.notice({
      ar: 'أُطلق سراح حامل هذه الورقة وفق ما ذُكر. لا يُقبض عليه ثانية استناداً إلى الأمر الذي انتهى.',
      ckb: 'هەڵگری ئەم پسوولەیە بەپێی ئەوەی باسکرا ئازادکرا. جارێکی تر لەسەر بنەمای فەرمانە کۆتاییهاتووەکە دەستگیر ناکرێت.',
      en: 'The bearer was released as stated and is not to be arrested again on the order that has ended.',
    }),
    write.signatures([[{ ar: 'المطلق سراحه', ckb: 'ئازادکراو', en: 'Released person' }, d.person.name, label.thumbOrSignature], [label.officer, d.officer]], { seal: true }),
  ],
})
