import { describe, expect, test } from 'vitest'
import { endingLaw, endingOfDecision, endingOfVerdict, endings, openUntil, retentionNotes, type Ending } from './retention.ts'

describe('what ends the reason for keeping prints', () => {
  test.each([
    ['refuse-and-close', 'refused-and-closed'], ['release-and-close-temporarily', 'released-by-judge'], ['close-temporarily', 'closed-temporarily'], ['refer', undefined], ['reopened', undefined],
  ] as const)('decision %s: %s', (outcome, ending) => { expect(endingOfDecision(outcome)).toBe(ending) })

  test.each([
    ['acquitted', 'acquitted'], ['charge-annulled', 'charge-annulled'], ['released', 'released-by-court'], ['rejected', 'complaint-rejected'], ['conciliation', 'conciliation'], ['convicted', undefined], ['not-responsible', undefined],
  ] as const)('verdict %s: %s', (verdict, ending) => { expect(endingOfVerdict(verdict)).toBe(ending) })
})

describe('until when the matter may be taken up again', () => {
  test.each<[Ending, string, string | null]>([
    ['acquitted', '2026-11-22', '2026-12-22'],
    ['acquitted', '2026-12-31', '2027-01-30'],
    ['acquitted', '2028-01-30', '2028-02-29'],
    ['refused-and-closed', '2027-02-28', '2027-03-30'],
    ['complaint-rejected', '2026-11-22', '2026-12-22'],
    ['conciliation', '2026-11-22', '2026-12-22'],
    ['released-by-judge', '2026-11-22', '2028-11-22'],
    ['released-by-judge', '2028-02-29', '2030-02-28'],
    ['released-by-court', '2026-11-22', '2027-11-22'],
    ['charge-annulled', '2028-02-29', '2029-02-28'],
    ['closed-temporarily', '2026-11-22', null],
  ])('%s of %s: %s', (ending, day, until) => { expect(openUntil(ending, day)).toBe(until) })
})

describe('what the judge is told', () => {
  const facts = { ending: 'acquitted', decidedOn: '2026-11-22', today: '2026-12-22', otherCases: [], sentTo: [] } as const
  const codes = (more: object) => retentionNotes({ ...facts, ...more }).map((f) => f.code.replace('biometrics.retention-', ''))

  test('on the last day it may still be reopened, on the day after no more', () => {
    expect(codes({})).toEqual(['no-text', 'may-reopen'])
    expect(codes({ today: '2026-12-23' })).toEqual(['no-text'])
  })
  test('a temporary closing has no end of its own', () => { expect(codes({ ending: 'closed-temporarily', today: '2036-01-01' })).toEqual(['no-text', 'open-ended']) })
  test('other cases, and those who were sent a copy', () => { expect(codes({ today: '2027-01-01', otherCases: ['2026/000004'], sentTo: ['Interpol'] })).toEqual(['no-text', 'other-cases', 'sent']) })
  test('nothing of it blocks', () => {
    for (const ending of endings) for (const f of retentionNotes({ ...facts, ending, otherCases: ['1'], sentTo: ['x'] })) expect(f.outcome).toBe('warn')
  })
  test('each ending names its article and how surely it is known', () => {
    for (const ending of endings) expect(endingLaw[ending]).toMatchObject({ article: expect.stringMatching(/^CPC \d/), confidence: 'T', jurisdiction: 'both' })
  })
})
