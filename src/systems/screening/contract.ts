import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { PersonSummary } from '#kernel/people/person.ts'
import { Entry, ListCode } from './formats/entry.ts'

const Reason = z.string().trim().min(3).max(1000)

/** What besides the name shows that it is, or is not, the one listed. */
export const SecondKind = z.enum(['birth', 'document', 'mother', 'photograph', 'fingerprint', 'other'])
export const HitState = z.enum(['open', 'proposed', 'confirmed', 'dismissed', 'lapsed'])
export const Verdict = z.enum(['confirmed', 'dismissed'])

export const Reasons = z.object({
  name: z.object({ left: z.string(), right: z.string(), parts: z.array(z.object({ kind: z.enum(['aligned', 'omitted', 'contradicted']), left: z.string(), right: z.string(), similarity: z.number() })) }),
  seconds: z.array(z.object({ kind: z.enum(['birth', 'document', 'nationality']), agreement: z.enum(['same', 'close', 'different']), left: z.string(), right: z.string() })),
})
export const Hit = z.object({
  id: z.uuid(), state: HitState, score: z.number(), reasons: Reasons, because: z.enum(['person', 'list']), foundAt: z.iso.datetime(),
  list: ListCode, delisted: z.boolean(), entry: Entry, person: PersonSummary.nullable(),
  verdict: Verdict.nullable(), secondKind: SecondKind.nullable(), secondText: z.string().nullable(), reason: z.string().nullable(), proposedAt: z.iso.datetime().nullable(),
  /** Whether the reader proposed it: then another must decide. */
  proposedByReader: z.boolean(), decidedAt: z.iso.datetime().nullable(), decisionReason: z.string().nullable(),
})
export type Hit = z.infer<typeof Hit>

export const ListVersion = z.object({
  id: z.uuid(), list: ListCode, publishedOn: z.string().nullable(), fileNames: z.array(z.string()), entries: z.int(), added: z.int(), changed: z.int(), relisted: z.int(), delisted: z.int(),
  importedAt: z.iso.datetime(), importedBy: z.string(),
})
export type ListVersion = z.infer<typeof ListVersion>

export const listHits = endpoint({
  name: 'screening.hits', method: 'GET', path: '/api/screening/hits', may: 'screening.read',
  input: z.object({ state: HitState.default('open'), limit: z.coerce.number().int().min(1).max(200).default(100) }), output: z.object({ rows: z.array(Hit) }),
})
export const readHit = endpoint({ name: 'screening.hit', method: 'GET', path: '/api/screening/hit/:id', may: 'screening.read', input: z.object({ id: z.uuid() }), output: Hit })
export const hitsOfPerson = endpoint({
  name: 'screening.ofPerson', method: 'GET', path: '/api/screening/person/:id', may: 'screening.read', input: z.object({ id: z.uuid() }), output: z.object({ rows: z.array(Hit) }),
})
export const proposeVerdict = endpoint({
  name: 'screening.propose', method: 'POST', path: '/api/screening/propose', may: 'screening.propose',
  input: z.object({ id: z.uuid(), verdict: Verdict, secondKind: SecondKind.optional(), secondText: Reason.optional(), reason: Reason }), output: z.object({ id: z.uuid() }),
})
export const decideVerdict = endpoint({
  name: 'screening.decide', method: 'POST', path: '/api/screening/decide', may: 'screening.decide',
  input: z.object({ id: z.uuid(), approve: z.boolean(), reason: Reason.optional() }), output: z.object({ id: z.uuid() }),
})
export const listVersions = endpoint({ name: 'screening.lists', method: 'GET', path: '/api/screening/lists', may: 'screening.read', input: z.object({}), output: z.object({ rows: z.array(ListVersion) }) })
/** `gzip`: the file, compressed and in base64, so that it fits a request. */
export const importLists = endpoint({
  name: 'screening.import', method: 'POST', path: '/api/screening/import', may: 'screening.import', limit: { perMinute: 20 },
  input: z.object({ files: z.array(z.object({ name: z.string().min(1).max(200), gzip: z.base64().max(1_000_000) })).min(1).max(2) }), output: z.object({ version: ListVersion, hits: z.int() }),
})
