import { expect, it } from 'vitest'
import { offences } from './catalogue/catalogue.ts'
import { maxPenalty } from './rules.ts'
import { words } from './words.ts'

it('has words for every step the working can show', () => {
  for (const offence of offences) for (const v of offence.variants) for (const attempt of [false, true]) for (const ageAtAct of [8, 12, 16, 19, 30]) {
    const jurisdiction = v.jurisdiction === 'kri' ? 'kri' : 'federal'
    for (const step of maxPenalty({ offenceCode: offence.code, circumstance: v.id, attempt, ageAtAct, jurisdiction, actDay: v.validTo ?? '2026-01-01' }).working) expect(words[`offences.step.${step.code}`], step.code).toBeDefined()
  }
})
