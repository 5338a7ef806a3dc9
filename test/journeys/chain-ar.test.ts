import { expect, test } from 'vitest'
import { bookByKeyboard } from './arrest.ts'
import { useStage } from './stage.ts'

const on = useStage()

test('booked by keyboard alone', async () => {
  const booked = await bookByKeyboard(on())
  expect(booked.pin).toMatch(/^\d{6}$/)
  expect(on().faults).toEqual([])
}, 60_000)
