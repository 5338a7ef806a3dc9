import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Words } from '#kernel/words/text.ts'
import { practiceKinds, causes, markings, pairVerdicts, sequenceKinds } from './rules/practice.ts'
import { sensorFaults } from './rules/sensor-faults.ts'
import { words } from './words.ts'

test('no part of the system takes another part’s word', async () => {
  const parts = await Promise.all(globSync('words/*.ts', { cwd: import.meta.dirname }).map(async (file) => [file, ((await import(join(import.meta.dirname, file))) as { words?: Words }).words] as const))
  const owners = new Map<string, string[]>()
  for (const [file, own] of parts) for (const [key, text] of Object.entries(own ?? {})) owners.set(key, [...(owners.get(key) ?? []), `${file}: ${text.en}`])
  // A part may be made up of others (chain of chain-…): the same text twice is no quarrel.
  expect([...owners].filter(([, by]) => new Set(by.map((one) => one.split(': ').slice(1).join(': '))).size > 1)).toEqual([])
})

test('each fault says what it is and what to do; each exercise, cause, mistake and marking has its words', () => {
  const wanted = [
    ...sensorFaults.flatMap((fault) => [`biometrics.fault.${fault}`, `biometrics.fault.${fault}.do`]), ...practiceKinds.flatMap((kind) => [`biometrics.practice.kind.${kind}`, `biometrics.practice.kind.${kind}.hint`]),
    ...causes.flatMap((cause) => [`biometrics.practice.cause.${cause}`, `biometrics.practice.why.${cause}`]), ...sequenceKinds.map((kind) => `biometrics.practice.error.${kind}`),
    ...markings.map((marking) => `biometrics.practice.marking.${marking}`), ...pairVerdicts.flatMap((verdict) => [`biometrics.practice.verdict.${verdict}`, `biometrics.practice.why.${verdict}`]),
  ]
  expect(wanted.filter((key) => !(key in words))).toEqual([])
})

test('every refusal of devices and practice says what to do', () => {
  const refusals = Object.keys(words).filter((key) => key.startsWith('refusal.biometrics.') && !key.endsWith('.remedy'))
  expect(refusals.length).toBeGreaterThan(20)
  expect(refusals.filter((key) => !(`${key}.remedy` in words))).toEqual([])
})
