import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { AgeGroup, At, CoverStatus, Next, Office, Stage } from './parts.ts'

/** What the board may be narrowed by; all of it can stand in an address. */
export const BoardFilter = z.object({
  q: z.string().trim().max(120).optional(), officeId: z.uuid().optional(), governorate: z.string().max(10).optional(), offenceCode: z.string().max(30).optional(), article: z.string().max(120).optional(),
  sex: z.enum(['male', 'female']).optional(), ageGroup: AgeGroup.optional(), facilityKind: z.string().max(40).optional(), stage: Stage.optional(), cover: CoverStatus.exclude(['away']).optional(),
  /** Whose cover ends within so many hours, gaps too. */
  withinHours: z.coerce.number().int().min(1).max(8784).optional(),
})
export type BoardFilter = z.infer<typeof BoardFilter>

export const BoardRow = z.object({
  id: z.uuid(), number: z.string(), caseId: z.uuid(), caseNumber: z.string(), personId: z.uuid(), name: z.string(), sex: z.string().nullable(), ageGroup: AgeGroup, nationality: z.string().nullable(), stage: Stage,
  arrestedAt: At, holder: Office, facilityKind: z.string(), inTransit: z.boolean(), governorate: z.string().nullable(), offenceCode: z.string().nullable(), article: z.string().nullable(), capital: z.boolean(),
  coverStatus: CoverStatus, coverUntil: At.nullable(), coverKind: z.string().nullable(), coverArticle: z.string().nullable(), coverReason: z.string().nullable(), next: Next.nullable(),
})
export type BoardRow = z.infer<typeof BoardRow>

/** Everyone held now that this post may see: gaps first, the longest of them at the head, then whoever has the least lawful time left. */
export const readBoard = endpoint({
  name: 'custody.board', method: 'GET', path: '/api/custody/board', may: 'custody.read-board', article: 'Const 19; CPC 92, 109, 113',
  input: BoardFilter.extend({ cursor: z.string().max(120).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }),
  output: z.object({ rows: z.array(BoardRow), next: z.string().nullable() }),
})
/** How many, by governorate, stage and cover: the map and the figures above the board. */
export const countBoard = endpoint({
  name: 'custody.counts', method: 'GET', path: '/api/custody/counts', may: 'custody.read-board',
  input: z.object({}),
  output: z.object({
    total: z.int(), gaps: z.int(), at: At,
    rows: z.array(z.object({ governorate: z.string().nullable(), stage: Stage, cover: CoverStatus, count: z.int() })),
  }),
})
/** The board as a file for a spreadsheet, at most 20,000 rows. */
export const exportBoard = endpoint({
  name: 'custody.boardCsv', method: 'GET', path: '/api/custody/board.csv', may: 'custody.read-board', limit: { perMinute: 20 },
  input: BoardFilter, output: z.unknown(),
})
