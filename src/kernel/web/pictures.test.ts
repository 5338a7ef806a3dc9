import { expect, test } from 'vitest'
import { words } from '#kernel/words/words.ts'
import { bodyShapes, middleOf, partName } from './body-parts.ts'
import { scaleOf } from './Charts.tsx'
import { clockState } from './Clock.tsx'
import { governorateTiles } from './GovernorateMap.tsx'

test.each([[[0], 1], [[3], 4], [[17], 20], [[171, 88], 200], [[1000], 1000], [[950], 1000], [[4100], 5000]])('the scale of %j ends at %i', (values, max) => {
  const scale = scaleOf(values)
  expect(scale.max).toBe(max)
  expect(scale.ticks.at(-1)).toBe(max)
})

test('nineteen governorates, each on its own tile and named', () => {
  expect(governorateTiles).toHaveLength(19)
  expect(new Set(governorateTiles.map(([, column, row]) => `${column},${row}`)).size).toBe(19)
  expect(governorateTiles.every(([code]) => `governorate.${code}` in words)).toBe(true)
})

test('every part of the body is named, and right is right on both sides', () => {
  for (const side of ['front', 'back'] as const) for (const shape of bodyShapes) expect(words).toHaveProperty([`body.part.${partName(shape, side)}`])
  const low = bodyShapes.find((shape) => shape.part === 'hand' && shape.at === 'low')!
  expect(partName(low, 'front')).toBe('right-hand')
  expect(partName(low, 'back')).toBe('left-hand')
  expect(middleOf(low).x).toBeLessThan(50)
})

test('a clock warns, then is over, at the very instant', () => {
  const due = new Date('2026-11-22T12:00:00Z')
  const at = (text: string) => clockState(due, new Date(text))
  expect(at('2026-11-21T11:59:59Z')).toBe('running')
  expect(at('2026-11-21T12:00:00Z')).toBe('warning')
  expect(at('2026-11-22T11:59:59Z')).toBe('warning')
  expect(at('2026-11-22T12:00:00Z')).toBe('over')
})
