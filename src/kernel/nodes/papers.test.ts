/** Papers in a tree of nodes: files lie where they were added, papers are drawn and certified anywhere. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { registerPolicy } from '#kernel/access/policy.ts'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { checkPdf } from '#kernel/documents/check-pdf.ts'
import { folderStore } from '#kernel/documents/files/file-store.ts'
import { samples } from '#kernel/documents/forms/samples.ts'
import { issueForm, storeFile } from '#kernel/documents/issue.ts'
import { openPaper } from '#kernel/documents/open.ts'
import { closePrinter } from '#kernel/documents/print/printer.ts'
import { findProofInPdf } from '#kernel/documents/proof-in-pdf.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { registerItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { appOn } from '#test/support/app.ts'
import { makeTree, type NodeName } from '#test/support/nodes.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-node-files-'))
afterAll(async () => {
  await closePrinter()
  rmSync(folder, { recursive: true, force: true })
})

test('a file lies where it was added: elsewhere its node is named, and nobody is alarmed; a paper that carries its proof is certified by each node’s own log', async () => {
  const tree = await makeTree()
  const karrada = await appOn(tree.dbs.karrada, tree.country, [example])
  const { id } = await karrada.ok('stationOfficer', registerItem, { description: 'A leather purse', place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' })
  const because = { ar: 'اختبار', ckb: 'تاقیکردنەوە', en: 'test' }
  registerPolicy([{ roles: ['station-officer'], may: ['test.paper'], on: ['holder'], because }])
  const { added, slip } = await act(await karrada.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'found-item', id } }, async (tx) => ({
    added: (await storeFile(tx, { address: 'ab'.repeat(32), bytes: 5, mediaType: 'image/png', fileName: 'purse.png', scan: 'not-scanned' }, { purpose: 'photograph' })).documentId,
    slip: (await issueForm(tx, { form: 'release-slip', data: samples['release-slip'] })).documentId,
  }))
  await tree.settle()
  const store = folderStore(folder)
  await expect(openPaper(systemCtx(tree.dbs.baghdad), added, undefined, store)).rejects.toMatchObject({ code: 'kernel.file-elsewhere', detail: { params: { node: 'karrada' } } })
  await expect(openPaper(systemCtx(tree.dbs.karrada), added, undefined, store)).rejects.toMatchObject({ code: 'kernel.file-missing' })
  const damaged = async (name: NodeName) => (await tree.intruders[name].query(`select from kernel.alarm where record_id = $1 and kind = 'document-damaged'`, [id])).rowCount
  expect([await damaged('baghdad'), await damaged('karrada')]).toEqual([0, 1])

  const signer = makeSigner('baghdad.test/log', generateKeyPairSync('ed25519').privateKey)
  const opened = async () => (await openPaper(systemCtx(tree.dbs.baghdad), slip, undefined, store)).body as Buffer
  expect(findProofInPdf(await opened())).toBeUndefined()
  await sequence(tree.dbs.baghdad, { signer })
  expect(checkPdf(await opened(), { keys: [signer.verifierKey], policy: 'quorum none\n' })).toMatchObject({ ok: true, origin: 'baghdad.test/log', paper: { document: slip } })
})
