import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { PracticeAnswer, causes, markings, practiceKinds } from '../rules/practice.ts'

export const PracticeKind = z.enum(practiceKinds)
const Level = z.int().min(1).max(3)
const At = z.iso.datetime()
const Name = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })

const Marked = z.object({ number: z.int(), marking: z.enum(markings), points: z.number(), seconds: z.int() })
export const Session = z.object({
  id: z.uuid(), kind: PracticeKind, level: Level, exercises: z.int(), startedAt: At, finishedAt: At.nullable(), points: z.number().nullable(), passed: z.boolean().nullable(), answers: z.array(Marked),
})
export type Session = z.infer<typeof Session>

/** What is true, given after the answer: in words that the page has, with pictures of which minutiae belong together (SVG). */
export const Explanation = z.object({
  truth: PracticeAnswer, pairings: z.array(z.object({ a: z.string(), b: z.string(), paired: z.int(), svg: z.string() })),
  measured: z.array(z.object({ image: z.string(), cause: z.enum(causes), score: z.number(), area: z.number(), clarity: z.number(), dark: z.number(), minutiae: z.int(), reasons: z.array(z.string()) })),
})
export type Explanation = z.infer<typeof Explanation>

export const startPractice = endpoint({
  name: 'biometrics.startPractice', method: 'POST', path: '/api/biometrics/practice', may: 'biometrics.practise', limit: { perMinute: 10 },
  input: z.object({ kind: PracticeKind, level: Level }), output: Session,
})
/** One's own sessions, the newest first; those not finished are among them. */
export const listPractice = endpoint({
  name: 'biometrics.myPractice', method: 'GET', path: '/api/biometrics/practice', may: 'biometrics.practise', input: z.object({}), output: z.object({ rows: z.array(Session) }),
})
export const readPractice = endpoint({
  name: 'biometrics.practiceSession', method: 'GET', path: '/api/biometrics/practice/session/:id', may: 'biometrics.practise', input: z.object({ id: z.uuid() }), output: Session,
})
/** A picture of an exercise that one has come to: a PNG file. */
export const practiceImage = endpoint({
  name: 'biometrics.practiceImage', method: 'GET', path: '/api/biometrics/practice/session/:id/:number/:image', may: 'biometrics.practise', produces: 'image/png', limit: { perMinute: 400 },
  input: z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(50), image: z.string().regex(/^([ab]|[rp]([1-9]|10))$/) }), output: z.any(),
})
export const answerPractice = endpoint({
  name: 'biometrics.answerPractice', method: 'POST', path: '/api/biometrics/practice/answer', may: 'biometrics.practise', limit: { perMinute: 60 },
  input: z.object({ id: z.uuid(), number: z.int().min(1).max(50), answer: PracticeAnswer }), output: z.object({ session: Session, explanation: Explanation }),
})
/** Who of one's office has passed what, and when. */
export const readTraining = endpoint({
  name: 'biometrics.training', method: 'GET', path: '/api/biometrics/training', may: 'biometrics.read-training', input: z.object({}),
  output: z.object({
    rows: z.array(z.object({
      accountId: z.uuid(), name: z.string(), role: z.string(), office: Name,
      kinds: z.array(z.object({ kind: PracticeKind, sessions: z.int(), level: Level.nullable(), passedAt: At.nullable(), current: z.boolean(), lastAt: At.nullable(), grave: z.int() })),
    })),
  }),
})
