import { describe, expect, test } from 'vitest'
import { isPassed, markOf, type Marking, type PracticeAnswer } from './practice.ts'

const pair = (verdict: 'same' | 'different' | 'inconclusive'): PracticeAnswer => ({ kind: 'pair', verdict })
const quality = (cause: 'good' | 'dry' | 'wet'): PracticeAnswer => ({ kind: 'quality', cause })
const sequence = (error: 'none' | 'swapped-hands' | 'swapped-fingers' | 'repeated-finger', ...fingers: number[]): PracticeAnswer => ({ kind: 'sequence', error, fingers })
const retake = (...fingers: number[]): PracticeAnswer => ({ kind: 'retake', fingers })

test.each<[PracticeAnswer, PracticeAnswer, Marking, number]>([
  [pair('same'), pair('same'), 'right', 1],
  [pair('different'), pair('different'), 'right', 1],
  [pair('inconclusive'), pair('inconclusive'), 'right', 1],
  [pair('inconclusive'), pair('same'), 'inconclusive', 0],
  [pair('inconclusive'), pair('different'), 'inconclusive', 0],
  [pair('different'), pair('same'), 'wrong', 0],
  [pair('same'), pair('inconclusive'), 'wrong', 0],
  [pair('same'), pair('different'), 'grave', 0],
  [quality('dry'), quality('dry'), 'right', 1],
  [quality('wet'), quality('dry'), 'partly', 0.5],
  [quality('good'), quality('dry'), 'wrong', 0],
  [quality('dry'), quality('good'), 'wrong', 0],
  [sequence('none'), sequence('none'), 'right', 1],
  [sequence('swapped-hands'), sequence('swapped-hands', 1, 2, 3), 'right', 1],
  [sequence('swapped-fingers', 3, 2), sequence('swapped-fingers', 2, 3), 'right', 1],
  [sequence('swapped-fingers', 3, 4), sequence('swapped-fingers', 2, 3), 'partly', 0.5],
  [sequence('repeated-finger', 2, 3), sequence('swapped-fingers', 2, 3), 'wrong', 0],
  [retake(2, 7), retake(7, 2), 'right', 1],
  [retake(), retake(), 'right', 1],
  [retake(2, 7, 8), retake(2, 7), 'partly', 0.5],
  [retake(2, 7, 8, 9), retake(2, 7), 'wrong', 0],
  [retake(2), retake(2, 7), 'wrong', 0],
  [retake(2, 8), retake(2, 7), 'wrong', 0],
  [retake(1), pair('same'), 'wrong', 0],
])('%j where %j is true: %s', (answer, truth, marking, points) => { expect(markOf(answer, truth)).toEqual({ marking, points }) })

describe('a session of ten pairs', () => {
  const marks = (list: readonly Marking[]) => list.map((marking) => ({ marking, points: marking === 'right' ? 1 : marking === 'partly' ? 0.5 : 0 }))
  const right = (n: number) => Array.from({ length: n }, () => 'right' as const)
  test.each<[string, Marking[], boolean]>([
    ['all right', right(10), true],
    ['eight right, two undecided', [...right(8), 'inconclusive', 'inconclusive'], true],
    ['seven right', [...right(7), 'wrong', 'wrong', 'inconclusive'], false],
    ['nine right and one person taken for another', [...right(9), 'grave'], false],
    ['nine of ten answered', right(9), false],
  ])('%s', (_, list, passed) => { expect(isPassed('pair', marks(list))).toBe(passed) })
  test('half points count', () => { expect(isPassed('sequence', marks([...right(3), 'partly', 'partly']))).toBe(true) })
})
