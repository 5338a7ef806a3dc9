import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, PaperPerson, Passage, personFields } from './parts.ts'

/** إفادة المتهم: identity, the offence told, the rights told before any question, his words, his evidence; CPC 123 to 128. */
export const accusedStatement = form({
  id: 'accused-statement',
  series: 'accused-statement',
  title: { ar: 'إفادة المتهم', ckb: 'وتەی تۆمەتبار', en: 'Statement of the accused' },
  article: 'CPC 123-128; CONST 19',
  confidence: 'T',
  retention: 'case',
  data: z.object({
    caseNumber: Line, accused: PaperPerson, takenAt: Instant, endedAt: Instant.optional(), place: Line, takenBy: Line, byJudge: z.boolean(), offence: Line, article: Line,
    told: z.object({ offence: z.boolean(), silence: z.boolean(), lawyer: z.boolean() }), wantsLawyer: z.boolean(), lawyer: Line.optional(), interpreter: Line.optional(),
    words: Passage, evidenceInDenial: Passage.optional(), confession: z.boolean(), readBack: z.boolean(), refusedToSign: Line.optional(), allegesCoercion: Passage.optional(),
  }),
  blocks: (d, write) => [
    write.fields([[label.caseNumber, d.caseNumber], [label.place, d.place], [{ ar: 'بدء التدوين', ckb: 'دەستپێکی تۆمارکردن', en: 'Began' }, write.instant(d.takenAt)], [{ ar: 'انتهاء التدوين', ckb: 'کۆتایی تۆمارکردن', en: 'Ended' }, d.endedAt && write.instant(d.endedAt)]]),
    write.fields(personFields(write, d.accused, ['knownAs', 'surname', 'motherName', 'born', 'occupation', 'identity', 'address']), { title: label.accused }),
    write.fields([[label.offence, d.offence], [label.lawArticle, d.article], [label.lawyer, d.lawyer], [label.interpreter, d.interpreter]]),
    write.checks({ ar: 'قبل الاستجواب', ckb: 'پێش لێپرسینەوە', en: 'Before questioning' }, [
      [{ ar: 'أُعلم بالجريمة المنسوبة إليه', ckb: 'لەو تاوانەی دراوەتە پاڵی ئاگادارکرایەوە', en: 'told of the offence' }, d.told.offence],
      [{ ar: 'أُعلم بحقه في السكوت دون أن يستخلص من ذلك قرينة ضده', ckb: 'لە مافی بێدەنگی ئاگادارکرایەوە بێ ئەوەی ببێتە بەڵگە لەسەری', en: 'told of the right to silence, from which nothing is inferred' }, d.told.silence],
      [{ ar: 'أُعلم بحقه في محام وأن المحكمة تنتدب له محامياً', ckb: 'لە مافی پارێزەر ئاگادارکرایەوە و ئەوەی دادگا پارێزەری بۆ ڕادەسپێرێت', en: 'told of the right to a lawyer, appointed by the court' }, d.told.lawyer],
      [{ ar: 'طلب حضور محام', ckb: 'داوای ئامادەبوونی پارێزەری کرد', en: 'asked for a lawyer' }, d.wantsLawyer],
    ]),
    write.passage({ ar: 'أقوال المتهم', ckb: 'وتەکانی تۆمەتبار', en: 'Words of the accused' }, d.words),
    write.passage({ ar: 'ما قدمه من أدلة لنفي التهمة', ckb: 'ئەو بەڵگانەی بۆ ڕەتکردنەوەی تۆمەت پێشکەشی کردن', en: 'Evidence in denial' }, d.evidenceInDenial, { lines: d.evidenceInDenial === undefined ? 2 : 0 }),
    ...(d.allegesCoercion === undefined ? [] : [write.passage({ ar: 'ادعاؤه بتعرضه للإكراه', ckb: 'بانگەشەی زۆرلێکردن', en: 'Allegation of coercion' }, d.allegesCoercion)]),
    write.checks({ ar: 'عند الختام', ckb: 'لە کۆتاییدا', en: 'At the end' }, [
      [{ ar: 'تتضمن الإفادة اعترافاً دوّنه القاضي بنفسه', ckb: 'وتەکە دانپێدانانی تێدایە کە دادوەر خۆی تۆماری کردووە', en: 'holds a confession, recorded by the judge in person' }, d.confession],
      [{ ar: 'تُليت الإفادة عليه', ckb: 'وتەکەی بۆ خوێنرایەوە', en: 'read back' }, d.readBack],
      [{ ar: 'امتنع عن التوقيع', ckb: 'واژۆی نەکرد', en: 'refused to sign' }, d.refusedToSign !== undefined, d.refusedToSign],
    ]),
    write.signatures([[label.accused, d.accused.name, label.thumbOrSignature], [label.lawyer, d.lawyer], [d.byJudge ? label.investigativeJudge : label.investigator, d.takenBy]], { seal: d.byJudge }),
  ],
})
