import { addDays, addSpan, baghdadDay, daysBetween } from '#kernel/clock/calendar.ts'
import { daysHeld } from '#systems/courts/law.ts'
import { detentionSpans, drawSentence, type Term } from './judgment.ts'
import type { Accused, Life } from './life.ts'

/** A sentence that fits where this life is to stand now. */
export function termFor(life: Life, a: Accused): Term {
  const { w, plan, r } = life
  const held = a.custody && a.custody.row.values.ended_at === null
  if (!held) return drawSentence(life, a, { free: true })
  const givenOn = baghdadDay(life.clock)
  const credit = daysHeld(detentionSpans(a.custody!, life.clock), givenOn)
  const past = daysBetween(givenOn, baghdadDay(w.now))
  if (plan.goal === 'wrong-served') return exactly(givenOn, addDays(baghdadDay(w.now), credit))
  if (plan.goal === 'served') {
    const ends = addDays(givenOn, Math.max(8, Math.round(past * (0.2 + 0.75 * r.next()))))
    return drawSentence(life, a, { most: Math.max(1, Math.round((daysBetween(givenOn, ends) + credit) / 30.44)), free: false })
  }
  const soon = r.chance(0.12)
  const least = Math.ceil((past + credit + 6) / 30.3)
  return soon ? drawSentence(life, a, { least, most: least + 1, free: false }) : drawSentence(life, a, { least: least + r.between(0, 6), free: false })
}

/** A term that, with nothing credited, would end on this day. */
function exactly(from: string, end: string): Term {
  let months = 0
  while (addSpan(from, { months: months + 1 }) <= end) months++
  const days = daysBetween(addSpan(from, { months }), end)
  return { kind: months >= 12 ? 'strict-detention' : 'simple-detention', years: Math.floor(months / 12), months: months % 12, days, fineIqd: null, suspended: false }
}
