import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

const text = 'text/plain; charset=utf-8'
const bytes = 'application/octet-stream'
const At = z.iso.datetime()

/** The newest checkpoint that the policy believes, with its cosignatures (C2SP tlog-tiles, tlog-checkpoint). */
export const readCheckpoint = endpoint({ name: 'log.checkpoint', method: 'GET', path: '/log/checkpoint', may: 'public', produces: text, limit: { perMinute: 600 }, input: z.object({}), output: z.unknown() })
/** The newest checkpoint of all, whoever has seen it. */
export const readNewestCheckpoint = endpoint({ name: 'log.newest-checkpoint', method: 'GET', path: '/log/checkpoint/newest', may: 'public', produces: text, limit: { perMinute: 600 }, input: z.object({}), output: z.unknown() })
/** A tile of the tree: `/log/tile/<L>/<N>[.p/<W>]`. */
export const readTile = endpoint({
  name: 'log.tile', method: 'GET', path: '/log/tile/:level/*', may: 'public', produces: bytes, limit: { perMinute: 6000 },
  input: z.object({ level: z.string().max(20), '*': z.string().max(60) }), output: z.unknown(),
})
/** The commitments of a tile's entries: `/log/tile/entries/<N>[.p/<W>]`; each with its length before it in two bytes. */
export const readEntries = endpoint({
  name: 'log.entries', method: 'GET', path: '/log/tile/entries/*', may: 'public', produces: bytes, limit: { perMinute: 6000 },
  input: z.object({ '*': z.string().max(60) }), output: z.unknown(),
})
/** The policy by which checkpoints are believed here (C2SP tlog-policy), the log's own keys in it. */
export const readPolicy = endpoint({ name: 'log.policy', method: 'GET', path: '/log/policy', may: 'public', produces: text, limit: { perMinute: 60 }, input: z.object({}), output: z.unknown() })

export const LogKey = z.object({
  vkey: z.string(),
  /** The sizes of tree that it signs: from, and to (null: it still does). */
  from: z.int(), to: z.int().nullable(), since: At,
  /** The note by which the key before vouches for it; null: the first key. */
  statement: z.string().nullable(), endStatement: z.string().nullable(),
})
export type LogKey = z.infer<typeof LogKey>
/** The log's keys, the first one first. */
export const readKeys = endpoint({
  name: 'log.keys', method: 'GET', path: '/log/keys', may: 'public', limit: { perMinute: 60 }, input: z.object({}),
  output: z.object({ origin: z.string().nullable(), keys: z.array(LogKey) }),
})

export const WitnessView = z.object({
  name: z.string(), vkey: z.string(),
  /** Counts towards the quorum. */
  counts: z.boolean(),
  /** The last checkpoint that it signed, and when by its own clock. */
  size: z.int(), cosignedAt: At.nullable(),
  /** Leaves that it is behind the newest checkpoint, and seconds since there was something that it hasn't signed. */
  lag: z.int(), lagSeconds: z.int(),
  /** How asking it last went: `cosigned`, `unreachable`, `inconsistent` …; words under `log.result.<result>`. */
  result: z.string(), askedAt: At.nullable(), failures: z.int(),
})
export type WitnessView = z.infer<typeof WitnessView>
export const SeenCheckpoint = z.object({ size: z.int(), root: z.string(), at: At, enough: z.boolean(), seen: z.array(z.object({ witness: z.string(), at: At })) })
export type SeenCheckpoint = z.infer<typeof SeenCheckpoint>
/** Which witness saw which checkpoint when. */
export const readWitnesses = endpoint({
  name: 'log.witnesses', method: 'GET', path: '/api/log/witnesses', may: 'public', limit: { perMinute: 120 }, input: z.object({}),
  output: z.object({
    at: At, origin: z.string().nullable(), quorum: z.string(),
    newest: z.object({ size: z.int(), at: At }).nullable(), believed: z.object({ size: z.int(), at: At }).nullable(),
    witnesses: z.array(WitnessView), checkpoints: z.array(SeenCheckpoint),
    refusals: z.array(z.object({ name: z.string(), size: z.int(), result: z.string(), detail: z.string(), at: At })),
    keys: z.array(LogKey.omit({ statement: true, endStatement: true })),
  }),
})
