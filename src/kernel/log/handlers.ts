import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler, type RawReply } from '#kernel/http/endpoint.ts'
import { findCosignedCheckpoint, findNewestCheckpoint, loadPolicy, type CosignedCheckpoint } from '#kernel/ledger/cosigned.ts'
import { parseTileName, type TilePlace } from '#kernel/ledger/tiles.ts'
import { readCheckpoint, readEntries, readKeys, readNewestCheckpoint, readPolicy, readTile, readWitnesses } from './contract.ts'
import { findEntryBundle, findTile, listLogKeys, type LogKeyRow } from './store.ts'
import { describeWitnesses } from './witness-view.ts'

/** A tile's name says its content for good, a partial tile's too: the log never changes. */
const forever = 'public, max-age=31536000, immutable'
const briefly = 'public, max-age=2'
const text = 'text/plain; charset=utf-8'

export const logHandlers: readonly Handler[] = [
  handle(readCheckpoint, async (_, ctx) => checkpointReply(await findCosignedCheckpoint(ctx.db), 'log.not-cosigned-yet')),
  handle(readNewestCheckpoint, async (_, ctx) => checkpointReply(await findNewestCheckpoint(ctx.db), 'log.empty')),
  handle(readTile, async ({ level, '*': name }, ctx) => {
    const place = /^(0|[1-9]|[1-5]\d|6[0-3])$/.test(level) ? parseTileName(name) : undefined
    return bytesReply(place && (await findTile(ctx.db.appPool, Number(level), place)))
  }),
  handle(readEntries, async ({ '*': name }, ctx) => {
    const place: TilePlace | undefined = parseTileName(name)
    return bytesReply(place && (await findEntryBundle(ctx.db.appPool, place)))
  }),
  handle(readKeys, async (_, ctx) => {
    const keys = await listLogKeys(ctx.db.appPool)
    return { origin: keys.at(-1)?.origin ?? null, keys: keys.map((key) => ({ ...keyView(key), statement: key.statement, endStatement: key.end_statement })) }
  }),
  handle(readPolicy, async (_, ctx): Promise<RawReply> => {
    const keys = await listLogKeys(ctx.db.appPool)
    const policy = loadPolicy()
    const own = keys.filter((key) => !policy.logs.some((log) => log.vkey === key.vkey)).map((key) => `log ${key.vkey}\n`)
    return { raw: true, type: text, cache: briefly, body: own.join('') + policy.text }
  }),
  handle(readWitnesses, async (_, ctx) => {
    const keys = await listLogKeys(ctx.db.appPool)
    return { at: ctx.now.toISOString(), origin: keys.at(-1)?.origin ?? null, keys: keys.map(keyView), ...(await describeWitnesses(ctx.db, loadPolicy(), ctx.now)) }
  }),
]

/** A key as pages show it. */
function keyView(key: LogKeyRow) {
  return { vkey: key.vkey, from: Number(key.from_size), to: key.to_size === null ? null : Number(key.to_size), since: key.at.toISOString() }
}

function checkpointReply(checkpoint: CosignedCheckpoint | undefined, otherwise: string): RawReply {
  if (checkpoint === undefined) refuse(otherwise, { status: 404 })
  return { raw: true, type: text, cache: briefly, body: checkpoint.note }
}

function bytesReply(body: Buffer | undefined): RawReply {
  if (body === undefined) refuse('log.no-such-tile', { status: 404 })
  return { raw: true, type: 'application/octet-stream', cache: forever, body }
}
