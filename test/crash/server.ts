// The server that the crash test kills: the real house over the embedded, fully durable PostgreSQL, with the model system mounted.
import { join } from 'node:path'
import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import { registerPolicy } from '#kernel/access/policy.ts'
import { openDatabase } from '#kernel/db/connect.ts'
import { buildServer } from '#kernel/http/server.ts'
import { allWords, kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { getLogSigner } from '#kernel/ledger/keys.ts'
import { startSequencer } from '#kernel/ledger/sequencer.ts'
import { example } from '#systems/_example/system.ts'
import { makeCountry, tokenOf } from '#test/support/country.ts'

const folder = process.argv[2]!
const { db, embedded } = await openDatabase(folder, process.env['MIZAN_TEST_DATABASE'] ?? '')
embedded?.keep(() => {})
const tokenFile = join(folder, 'token')
if (!existsSync(tokenFile)) {
  const country = await makeCountry(db)
  writeFileSync(tokenFile, await tokenOf(db, country, 'stationOfficer', new Date()), { flush: true })
}
registerPolicy([...kernelPolicy, ...example.policy])
const app = await buildServer({ db, handlers: [...kernelHandlers, ...example.handlers], words: allWords([example]), secureCookies: false })
startSequencer(db, { everyMs: 200, signer: await getLogSigner(folder, 'crash.test/log'), onError: () => {} })
const url = await app.listen({ port: 0, host: process.env['MIZAN_TEST_HOST'] ?? '127.0.0.1' })
const pid = embedded ? Number(readFileSync(join(embedded.folder, 'postmaster.pid'), 'utf8').split('\n')[0]) : 0
process.send!({ url, token: readFileSync(tokenFile, 'utf8'), postgres: pid })
