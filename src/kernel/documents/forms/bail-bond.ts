import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Dinars, Instant, Line, PaperPerson, personFields } from './parts.ts'

/** كفالة أو تعهد: the amount, the guarantor and the duty to appear; free of stamp duty; CPC 114 to 120. */
export const bailBond = form({
  id: 'bail-bond',
  series: 'bail-bond',
  title: { ar: 'كفالة وتعهد بالحضور', ckb: 'کەفالەت و بەڵێننامەی ئامادەبوون', en: 'Bail bond and undertaking to appear' },
  article: 'CPC 114-120',
  confidence: 'T',
  retention: 'case',
  certified: true,
  data: z.object({
    accused: PaperPerson, caseNumber: Line, offence: Line, article: Line, kind: z.enum(['undertaking', 'guarantor', 'deposit']), amount: Dinars.optional(), amountInWords: Line.optional(),
    guarantor: PaperPerson.optional(), solvency: Line.optional(), receiptNumber: Line.optional(), appearAt: Instant.optional(), appearPlace: Line, acceptedBy: Line, acceptedByPost: z.enum(['judge', 'investigator', 'officer']),
  }),
  blocks: (d, write) => [
    write.fields([[label.caseNumber, d.caseNumber], [label.offence, d.offence], [label.lawArticle, d.article], [{ ar: 'النوع', ckb: 'جۆر', en: 'Kind' }, write.text(KIND[d.kind])],
      [label.amount, d.amount === undefined ? undefined : write.dinars(d.amount)], [{ ar: 'المبلغ كتابةً', ckb: 'بڕی پارە بە نووسین', en: 'Amount in words' }, d.amountInWords],
      ...(d.kind === 'deposit' ? [[{ ar: 'رقم وصل الإيداع', ckb: 'ژمارەی پسوولەی دانان', en: 'Receipt of deposit' }, d.receiptNumber, 'wide'] as const] : [])]),
    write.fields(personFields(write, d.accused, ['motherName', 'born', 'address', 'identity']), { title: label.accused }),
    write.notice({
      ar: 'أتعهد أنا {name} بالحضور في {place} {at} وكلما طُلب مني ذلك حتى صدور القرار النهائي في الدعوى.',
      ckb: 'من {name} بەڵێن دەدەم لە {place} {at} و هەر کاتێک داوام لێبکرێت ئامادەبم تا بڕیاری کۆتایی لە داواکەدا دەردەچێت.',
      en: 'I, {name}, undertake to appear at {place} {at} and whenever I am called until the final decision in the case.',
    }, { name: d.accused.name, place: d.appearPlace, at: d.appearAt === undefined ? '' : write.instant(d.appearAt) }),
    ...(d.guarantor === undefined ? [] : [
      write.fields([...personFields(write, d.guarantor, ['occupation', 'address', 'identity', 'phone']), [{ ar: 'ما يثبت ملاءته', ckb: 'بەڵگەی توانای دارایی', en: 'Proof of means' }, d.solvency, 'wide']], { title: label.guarantor }),
      write.notice({
        ar: 'أكفل أنا {guarantor} حضور {name}، وأدفع مبلغ الكفالة {amount} إن أخل بتعهده. لي أن أُخلى من الكفالة بإحضار المكفول.',
        ckb: 'من {guarantor} کەفالەتی ئامادەبوونی {name} دەکەم، و ئەگەر بەڵێنەکەی شکاند بڕی کەفالەتەکە {amount} دەدەم. دەتوانم بە هێنانی کەفالەتکراو لە کەفالەتەکە دەربچم.',
        en: 'I, {guarantor}, guarantee the appearance of {name} and pay the bail of {amount} if the undertaking is broken. I may be freed of it by producing the accused.',
      }, { guarantor: d.guarantor.name, name: d.accused.name, amount: d.amount === undefined ? '…' : write.dinars(d.amount) }),
    ]),
    write.signatures([[label.accused, d.accused.name, label.thumbOrSignature], ...(d.guarantor === undefined ? [] : [[label.guarantor, d.guarantor.name, label.thumbOrSignature] as const]),
      [d.acceptedByPost === 'judge' ? label.judge : d.acceptedByPost === 'investigator' ? label.investigator : label.officer, d.acceptedBy]], { seal: true }),
  ],
})

const KIND = {
  undertaking: { ar: 'تعهد شخصي', ckb: 'بەڵێننامەی کەسی', en: 'personal undertaking' },
  guarantor: { ar: 'تعهد بكفالة شخص ضامن', ckb: 'بەڵێننامە بە کەفالەتی کەفیل', en: 'undertaking with a guarantor' },
  deposit: { ar: 'تعهد بتأمين نقدي', ckb: 'بەڵێننامە بە بارمتەی نەقدی', en: 'undertaking with a cash deposit' },
} as const
