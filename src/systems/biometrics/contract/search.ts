import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { searchPurposes } from '../rules/purposes.ts'
import { verdicts } from '../rules/opinions.ts'

const At = z.iso.datetime()
export const SearchPurpose = z.enum(searchPurposes)
export const AskPurpose = z.enum(['case-identity', 'custody-identity', 'scene-mark', 'court-expert', 'mistaken-identity', 'unknown-dead'])
export const SearchState = z.enum(['waiting', 'examining', 'decided'])
export const Outcome = z.enum(['same', 'none', 'inconclusive', 'incomplete'])
export const Verdict = z.enum(verdicts)
export const CandidateState = z.enum(['waiting', 'verifying', 'conflict', 'settled'])
export const Confidence = z.enum(['T', 'C', 'P', 'U'])
export const OfficeText = z.object({ id: z.uuid(), ar: z.string(), ckb: z.string(), en: z.string() })
export const Ref = z.object({ id: z.uuid(), number: z.string() })
export const Warning = z.object({ outcome: z.enum(['block', 'warn']), code: z.string(), article: z.string(), confidence: Confidence })
export const FingerScore = z.object({ probe: z.int(), finger: z.int(), score: z.number() })
/** An image within a request: at most 675 KB. */
export const ImageText = z.base64().max(900_000)
export const Dpi = z.int().min(300).max(1000)

export const SearchRow = z.object({
  id: z.uuid(), number: z.string(), version: z.int(), purpose: SearchPurpose, article: z.string(), confidence: Confidence, state: SearchState, outcome: Outcome.nullable(), complete: z.boolean().nullable(), automatic: z.boolean(),
  case: Ref.nullable(), custody: Ref.nullable(), mark: Ref.nullable(), enrolmentId: z.uuid().nullable(), office: OfficeText, askedBy: z.string().nullable(), askedAt: At, decidedAt: At.nullable(), candidates: z.int(), waiting: z.int(),
})
export type SearchRow = z.infer<typeof SearchRow>

/** A candidate as the list of a search shows it: no name before two examiners have decided. */
export const CandidateRow = z.object({
  id: z.uuid(), place: z.int(), score: z.number(), expectedFalse: z.number(), extrapolated: z.boolean(), fingers: z.array(FingerScore), state: CandidateState, result: Verdict.nullable(),
  /** Whether the reader has given an opinion, and whether one is awaited from them. */
  ownOpinion: z.boolean(), mayDecide: z.boolean(),
})
/** Who was found the same: told when two examiners decided it. */
export const Identified = z.object({ candidateId: z.uuid(), personId: z.uuid(), name: z.string(), samePerson: z.boolean() })

export const SearchPage = SearchRow.extend({
  basis: z.string(), looked: z.int().nullable(), marksLooked: z.int().nullable(), runs: z.int(), ranAt: At.nullable(),
  shards: z.array(z.object({ shard: z.string(), partitions: z.array(z.int()), size: z.int(), milliseconds: z.int() })),
  missing: z.array(z.object({ shard: z.string(), partitions: z.array(z.int()), reason: z.string() })),
  prints: z.array(z.object({ finger: z.int().nullable(), quality: z.int() })),
  /** For examiners only; null for whoever asked. */
  found: z.array(CandidateRow).nullable(), identified: z.array(Identified), warnings: z.array(Warning),
})
export type SearchPage = z.infer<typeof SearchPage>

/** What a comparison draws: prints side by side and which minutiae belong together. Addresses of images, never a person's name before the decision. */
export const PointView = z.object({ x: z.number(), y: z.number(), angle: z.number() })
export const FingerComparison = z.object({
  probe: z.int(), finger: z.int(), probeFinger: z.int().nullable(), score: z.number(), extrapolated: z.boolean(), probeQuality: z.int(), quality: z.int().nullable(),
  left: z.object({ image: z.string(), width: z.int(), height: z.int() }).nullable(), right: z.object({ image: z.string(), width: z.int(), height: z.int() }).nullable(),
  pairs: z.array(z.object({ a: PointView, b: PointView })), loneA: z.array(PointView), loneB: z.array(PointView),
})
export type FingerComparison = z.infer<typeof FingerComparison>
export const OpinionView = z.object({ place: z.int(), examiner: z.string(), own: z.boolean(), verdict: Verdict, reason: z.string(), at: At })
export const LinkState = z.enum(['proposed', 'approved', 'refused'])
export const LinkRow = z.object({
  id: z.uuid(), state: LinkState, number: z.string(), searchId: z.uuid(), candidateId: z.uuid(), score: z.number(), reason: z.string(), proposedBy: z.string(), proposedAt: At, proposedByReader: z.boolean(), decidedBy: z.string().nullable(),
  decidedAt: At.nullable(), decisionReason: z.string().nullable(), mergeId: z.uuid().nullable(), mergeState: z.enum(['proposed', 'approved', 'refused', 'undone']).nullable(),
  keep: z.object({ id: z.uuid(), name: z.string() }), drop: z.object({ id: z.uuid(), name: z.string() }),
})
export type LinkRow = z.infer<typeof LinkRow>
export const CandidatePage = z.object({
  id: z.uuid(), search: Ref, purpose: SearchPurpose, place: z.int(), score: z.number(), expectedFalse: z.number(), extrapolated: z.boolean(), looked: z.int(), state: CandidateState, result: Verdict.nullable(), settledAt: At.nullable(),
  latent: z.boolean(), fingers: z.array(FingerComparison), opinionsGiven: z.int(), opinions: z.array(OpinionView), mayDecide: z.boolean(), whyNot: z.string().nullable(),
  /** Both identities, once settled; null before. */
  persons: z.object({ probe: z.object({ id: z.uuid(), name: z.string() }).nullable(), found: z.object({ id: z.uuid(), name: z.string() }), same: z.boolean() }).nullable(), link: LinkRow.nullable(),
})
export type CandidatePage = z.infer<typeof CandidatePage>

/** What may be searched for a case or a custody, and for which purposes this session may ask. */
export const searchChoices = endpoint({
  name: 'biometrics.search.choices', method: 'GET', path: '/api/biometrics/search-choices', may: 'biometrics.ask-search',
  input: z.object({ caseId: z.uuid().optional(), custodyId: z.uuid().optional() }),
  output: z.object({
    purposes: z.array(z.object({ purpose: AskPurpose, article: z.string(), jurisdiction: z.string(), confidence: Confidence, needs: z.array(z.enum(['case', 'custody', 'mark', 'enrolment'])) })),
    case: Ref.nullable(), custody: Ref.nullable(), enrolments: z.array(z.object({ id: z.uuid(), number: z.string(), name: z.string(), custodyId: z.uuid().nullable(), takenAt: At })), marks: z.array(z.object({ id: z.uuid(), number: z.string(), exhibit: z.string() })),
  }),
})
/** Asks for a search. One of: prints of an enrolment, a mark, an image of one finger; a custody alone stands for its latest prints. */
export const askSearch = endpoint({
  name: 'biometrics.search.ask', method: 'POST', path: '/api/biometrics/searches', may: 'biometrics.ask-search', article: 'CPC 70', limit: { perMinute: 10 },
  input: z.object({
    purpose: AskPurpose, basis: z.string().trim().min(5).max(1000), caseId: z.uuid().optional(), custodyId: z.uuid().optional(), enrolmentId: z.uuid().optional(), markId: z.uuid().optional(),
    image: ImageText.optional(), dpi: Dpi.optional(), finger: z.int().min(1).max(10).optional(),
  }),
  output: z.object({ id: z.uuid(), number: z.string(), warnings: z.array(Warning) }),
})
export const listSearches = endpoint({
  name: 'biometrics.search.list', method: 'GET', path: '/api/biometrics/searches', may: 'biometrics.read-searches', limit: { perMinute: 120 },
  input: z.object({
    state: SearchState.optional(), outcome: Outcome.optional(), purpose: SearchPurpose.optional(), whose: z.enum(['mine', 'office', 'all', 'people']).default('people'), officeId: z.uuid().optional(), recordId: z.uuid().optional(),
    from: z.iso.date().optional(), to: z.iso.date().optional(), cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({ rows: z.array(SearchRow), next: z.string().nullable() }),
})
export const readSearch = endpoint({ name: 'biometrics.search.get', method: 'GET', path: '/api/biometrics/searches/:id', may: 'biometrics.read-searches', input: z.object({ id: z.uuid() }), output: SearchPage })
/** Runs a search again, of which a part of the gallery was missing. */
export const repeatSearch = endpoint({
  name: 'biometrics.search.repeat', method: 'POST', path: '/api/biometrics/searches/:id/repeat', may: 'biometrics.repeat-search', limit: { perMinute: 10 }, input: z.object({ id: z.uuid(), version: z.int().positive() }), output: z.object({ id: z.uuid() }),
})
export const readCandidate = endpoint({
  name: 'biometrics.candidate.get', method: 'GET', path: '/api/biometrics/candidates/:id', may: 'biometrics.examine', limit: { perMinute: 120 }, input: z.object({ id: z.uuid() }), output: CandidatePage,
})
/** One print of a comparison as PNG at 500 dpi. `side`: the print that is searched, or the candidate's. */
export const candidateImage = endpoint({
  name: 'biometrics.candidate.image', method: 'GET', path: '/api/biometrics/candidates/:id/image/:side/:at', may: 'biometrics.examine', produces: 'image/png', limit: { perMinute: 300 },
  input: z.object({ id: z.uuid(), side: z.enum(['searched', 'candidate']), at: z.coerce.number().int().min(0).max(50) }), output: z.unknown(),
})
export const decideCandidate = endpoint({
  name: 'biometrics.candidate.decide', method: 'POST', path: '/api/biometrics/candidates/:id/decide', may: 'biometrics.examine', limit: { perMinute: 30 },
  input: z.object({ id: z.uuid(), verdict: Verdict, reason: z.string().trim().min(10).max(4000) }), output: z.object({ id: z.uuid(), state: CandidateState }),
})
export const proposeLink = endpoint({
  name: 'biometrics.link.propose', method: 'POST', path: '/api/biometrics/links', may: 'biometrics.propose-link', limit: { perMinute: 30 },
  input: z.object({ candidateId: z.uuid(), keepId: z.uuid(), reason: z.string().trim().min(10).max(1000) }), output: z.object({ id: z.uuid() }),
})
export const decideLink = endpoint({
  name: 'biometrics.link.decide', method: 'POST', path: '/api/biometrics/links/:id/decide', may: 'biometrics.decide-link', limit: { perMinute: 30 },
  input: z.object({ id: z.uuid(), approve: z.boolean(), reason: z.string().trim().min(10).max(1000).optional() }), output: z.object({ id: z.uuid(), mergeId: z.uuid().nullable() }),
})
export const listLinks = endpoint({
  name: 'biometrics.link.list', method: 'GET', path: '/api/biometrics/links', may: 'biometrics.read-links', input: z.object({ state: LinkState.optional() }), output: z.object({ rows: z.array(LinkRow) }),
})
/** Who searched for what: for the inspector. Counts only. */
export const searchFigures = endpoint({
  name: 'biometrics.search.figures', method: 'GET', path: '/api/biometrics/search-figures', may: 'biometrics.inspect-searches', input: z.object({ from: z.iso.date(), to: z.iso.date() }),
  output: z.object({ rows: z.array(z.object({ purpose: SearchPurpose, office: OfficeText, asked: z.int(), candidates: z.int(), same: z.int(), none: z.int(), inconclusive: z.int(), incomplete: z.int(), open: z.int() })) }),
})
/** What each part of the gallery holds and how far behind it is. */
export const galleryState = endpoint({
  name: 'biometrics.gallery', method: 'GET', path: '/api/biometrics/gallery', may: 'biometrics.read-gallery', limit: { perMinute: 30 }, input: z.object({}),
  output: z.object({
    complete: z.boolean(), uncovered: z.array(z.int()),
    shards: z.array(z.object({ shard: z.string(), partitions: z.array(z.int()), state: z.enum(['loading', 'ready', 'unreachable']), size: z.int(), unreadable: z.int(), behind: z.int(), followedAt: At.nullable(), loadedInMs: z.int().nullable(), problem: z.string().optional() })),
  }),
})
