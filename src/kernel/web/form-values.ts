import type { z } from 'zod'
import type { Translate } from './words.tsx'

/** The type at a dotted path: At<{ a: { b: string } }, 'a.b'> is string. */
export type At<V, P extends string> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof NonNullable<V> ? At<NonNullable<V>[K], Rest> : undefined
  : P extends keyof NonNullable<V> ? NonNullable<V>[P] : undefined

type Bag = Record<string, unknown>

/** The value at a dotted path. */
export function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Bag)[key] : undefined), values)
}

/** A copy with the value at a dotted path changed. */
export function withValue<V>(values: V, path: string, value: unknown): V {
  const [key, ...rest] = path.split('.') as [string, ...string[]]
  if (Array.isArray(values)) return values.map((item, index) => (String(index) === key ? (rest.length === 0 ? value : withValue(item, rest.join('.'), value)) : item)) as V
  const bag = (values ?? {}) as Bag
  return { ...bag, [key]: rest.length === 0 ? value : withValue(bag[key], rest.join('.'), value) } as V
}

/** Values without the fields left empty, so that the contract sees them as absent. Empty groups vanish too. */
export function withoutEmpty(values: unknown): unknown {
  if (Array.isArray(values)) return values.map(withoutEmpty)
  if (typeof values !== 'object' || values === null) return values
  const entries = Object.entries(values).map(([key, value]) => [key, withoutEmpty(value)] as const)
  const full = entries.filter(([, value]) => value !== undefined && value !== '' && !(typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0))
  return Object.fromEntries(full)
}

export type Errors = Readonly<Record<string, string>>

/** What the contract rejects, by dotted path, in the reader's language. A rule of our own names its words as its message. */
export function errorsOf(issues: readonly z.core.$ZodIssue[], { t, has }: { t: Translate; has: (key: string) => boolean }): Errors {
  const errors: Record<string, string> = {}
  for (const issue of issues) {
    const path = issue.path.map(String).join('.')
    errors[path] ??= has(issue.message) ? t(issue.message) : t(...issueWords(issue))
  }
  return errors
}

function issueWords(issue: z.core.$ZodIssue): [string, Record<string, string>] {
  const { input } = issue
  if (issue.code === 'too_small') {
    const minimum = String(issue.minimum)
    if (issue.origin === 'string') return minimum === '1' ? ['invalid.required', {}] : ['invalid.tooShort', { minimum }]
    return [issue.origin === 'array' || issue.origin === 'set' ? 'invalid.tooFew' : 'invalid.tooSmall', { minimum }]
  }
  if (issue.code === 'too_big') return [issue.origin === 'string' ? 'invalid.tooLong' : 'invalid.tooBig', { maximum: String(issue.maximum) }]
  if (issue.code === 'invalid_type') return [issue.expected === 'number' && input !== undefined ? 'invalid.number' : 'invalid.required', {}]
  if (issue.code === 'invalid_value') return [input === undefined ? 'invalid.required' : 'invalid.choice', {}]
  if (issue.code === 'invalid_union') return ['invalid.required', {}]
  if (issue.code === 'invalid_format') return [/date|time/.test(issue.format) ? 'invalid.date' : 'invalid.format', {}]
  return ['invalid.other', {}]
}

/** True when the contract insists on the field: it rejects its absence. */
export function isRequired(schema: unknown, path: string): boolean {
  let at = schema as SchemaLike | undefined
  for (const key of path.split('.')) {
    at = unwrap(at)?.shape?.[key]
    if (at === undefined) return false
  }
  return at?.safeParse?.(undefined).success === false
}

/** The field in which a contract takes the version that was seen: `version` or `expectedVersion`. Undefined: it takes none. */
export function versionField(schema: unknown): 'version' | 'expectedVersion' | undefined {
  const shape = unwrap(schema as SchemaLike)?.shape ?? {}
  return (['expectedVersion', 'version'] as const).find((name) => name in shape)
}

interface SchemaLike {
  readonly shape?: Readonly<Record<string, SchemaLike>>
  readonly unwrap?: () => SchemaLike
  readonly safeParse?: (value: unknown) => { success: boolean }
}

function unwrap(schema: SchemaLike | undefined): SchemaLike | undefined {
  return schema?.shape === undefined && schema?.unwrap !== undefined ? unwrap(schema.unwrap()) : schema
}
