/** Allegations of ill-treatment: brought to the prosecution, looked into there, and not always closed (Mandela 57, 71). */
import { tellOfIllTreatment } from './arrest.ts'
import { settle, type PastCustody } from './custody.ts'
import { holder, hoursAfter, say, type Life, type Living } from './life.ts'
import { alleged } from './phrases.ts'
import { act, actMaking, change, grant, insert, linkPerson, setState, type Rec } from './world.ts'
import type { Officer } from './atlas.ts'

/** Somebody is told of it some days after; the prosecution examines it, and closes two of three. */
export function* allege(life: Life, c: PastCustody): Living {
  const { w, r } = life
  const since = life.clock
  const at = hoursAfter(since, 24 * (1 + r.next() * 12))
  yield at
  if (c.row.values.ended_at !== null) return
  settle(w, c, at)
  const { values } = c.row
  const prosecution = values.prosecution_id!
  const by = r.chance(0.4) ? holder(w, r, values.court_id!, 'investigative-judge') : holder(w, r, prosecution, 'prosecutor')
  const toldTo = by.name
  const { deed, rec } = actMaking(w, { kind: 'allegation', label: c.rec.number, series: 'allegation', officeId: prosecution }, { verb: 'custody.allege', at, by, basis: 'Const 37(1)(C), CPC 127', detail: { toldTo } })
  const row = insert(w, deed, 'custody.allegation', {
    id: rec.id, custody_id: c.rec.id, alleged_at: hoursAfter(at, -r.between(1, 20)), told_to: toldTo, words: say(life, alleged), against_office: values.held_by, examined_at: null, closed_at: null, outcome: null,
  })
  grant(w, deed, rec, values.court_id, 'judge')
  linkPerson(w, deed, rec, values.person_id, 'alleging')
  tellOfIllTreatment(life, deed, c, rec, { custodyId: c.rec.id, number: rec.number }, true)
  const examiner = holder(w, r, prosecution, 'prosecutor')
  const examined = hoursAfter(at, 24 * (1 + r.next() * 20))
  yield examined
  change(note(life, rec, examined, examiner, 'custody.examine-allegation', life.lang === 'ar' ? 'استُمع إليه على انفراد وطُلب تقرير طبي' : 'بە تەنیا گوێی لێ گیرا و داوای ڕاپۆرتی پزیشکی کرا'), row, { examined_at: examined })
  if (r.chance(0.35)) return
  const closed = hoursAfter(examined, 24 * (5 + r.next() * 40))
  yield closed
  const outcome = r.pick(['proceedings', 'discipline', 'not-proven', 'unfounded'] as const)
  const deedOfClosing = note(life, rec, closed, examiner, 'custody.close-allegation', life.lang === 'ar' ? 'اكتمل التحقيق في الادعاء' : 'لێکۆڵینەوە لە بانگەشەکە تەواو بوو', outcome)
  change(deedOfClosing, row, { closed_at: closed, outcome })
  setState(deedOfClosing, rec, 'closed')
}

function note({ w }: Life, rec: Rec, at: Date, by: Officer, verb: string, text: string, outcome?: string) {
  const deed = act(w, rec, { verb, at, by, basis: 'Mandela 71', ...(outcome ? { reason: text, detail: { outcome } } : {}) })
  insert(w, deed, 'custody.allegation_note', { id: w.r.uuid(at), allegation_id: rec.id, at, by_name: by.name, note: text })
  return deed
}
