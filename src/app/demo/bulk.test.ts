import { randomUUIDv7 } from 'node:crypto'
import { expect, test } from 'vitest'
import { getLogSigner, getVerifierKey } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { testDatabase } from '#test/support/database.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { addRow, emptyPast, writePast } from './bulk.ts'

test('a past written in bulk verifies like one that was lived act by act', async () => {
  const db = await testDatabase()
  const past = emptyPast()
  const [office, act] = [randomUUIDv7(), randomUUIDv7()]
  past.acts.push({ id: act, at: new Date('2020-02-29T21:30:00.123Z'), verb: 'administration.add-office', kind: 'office', subject: office, actor: null, post: null, office: null, reason: 'line one\nline "two" \\ \t end', detail: { b: 1, a: 'ميزان' } })
  addRow(past, 'kernel.office', { act, values: { id: office, kind: 'ministry', parent_id: null, path: [office], name_ar: 'وزارة "الداخلية" \\ و', name_ckb: 'x', name_en: 'Ministry\tof\nInterior', jurisdiction: 'federal' } })
  const record = randomUUIDv7(), second = randomUUIDv7()
  past.acts.push({ id: second, at: new Date(), verb: 'test.record', kind: 'case', subject: record, actor: null, post: null, office, also: [record] })
  addRow(past, 'kernel.record', { act: second, values: { id: record, kind: 'case', number: '2020/000001', number_office_id: office, label: 'a', office_id: office, jurisdiction: 'federal', created_at: new Date('2020-03-01') } })
  addRow(past, 'kernel.record_access', { act: second, values: { record_id: record, office_id: office, why: 'holder' } })
  expect(await writePast(db, past)).toEqual({ rows: 3, acts: 2 })
  const folder = mkdtempSync(`${tmpdir()}/mizan-bulk-`)
  expect(await sequence(db, { signer: await getLogSigner(folder, 'bulk.test/log') })).toBe(2)
  const report = await verify(db, { publicKey: await getVerifierKey(folder), workers: 0 })
  expect(report.problems).toEqual([])
  expect(report).toMatchObject({ ok: true, entries: 2, rows: 3 })
})
