import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

const Instant = z.iso.datetime().nullable()

/** What the header of every screen says of the line upwards. `node` null: this platform is one machine, or the nation's own node. */
export const readLine = endpoint({
  name: 'node.line', method: 'GET', path: '/api/nodes/line', may: 'signed-in',
  input: z.object({}),
  output: z.object({
    node: z.object({ id: z.string(), ar: z.string(), ckb: z.string(), en: z.string() }).nullable(),
    /** Since when nothing, not even a heartbeat, has come from above; null while the line is up. */
    offlineSince: Instant,
    /** Acts of this node that the one above has not got yet. */
    waitingActs: z.int(),
    /** Offers between offices of this node and of others that nobody has answered, as far as is known here. */
    offersInFlight: z.int(),
    held: z.int(),
  }),
})

/** One line of this node. */
export const LineView = z.object({
  node: z.string(), name: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }), above: z.boolean(), state: z.enum(['up', 'copying', 'down', 'disabled', 'absent']),
  heardAt: Instant, downSince: Instant, errors: z.int(), waitingActs: z.int(), waitingParcels: z.int(), waitingSince: Instant, arrived: z.int(), held: z.int(), newerSchema: z.int(),
  keptBytes: z.int().nullable(), slot: z.string().nullable(),
})
export type LineView = z.infer<typeof LineView>

export const listLines = endpoint({
  name: 'nodes.lines', method: 'GET', path: '/api/nodes', may: 'nodes.read',
  input: z.object({}), output: z.object({ here: z.string().nullable(), rows: z.array(LineView) }),
})
