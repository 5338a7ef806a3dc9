/** Inputs made from the contracts themselves: such as fit, and such as nobody in good faith sends. */
import fc from 'fast-check'
import { z } from 'zod'
import type { Endpoint } from '#kernel/http/endpoint.ts'

export interface Schema {
  readonly type?: string | readonly string[]; readonly format?: string; readonly pattern?: string; readonly enum?: readonly unknown[]; readonly const?: unknown
  readonly minLength?: number; readonly maxLength?: number; readonly minimum?: number; readonly maximum?: number; readonly exclusiveMinimum?: number
  readonly minItems?: number; readonly maxItems?: number; readonly items?: Schema; readonly anyOf?: readonly Schema[]; readonly oneOf?: readonly Schema[]; readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly additionalProperties?: Schema | boolean
  readonly $ref?: string; readonly $defs?: Readonly<Record<string, Schema>>
}

/** What a generator may know of the world: ids that exist or not, instants and days around now. */
export interface World { readonly ids: readonly string[]; readonly instants: readonly string[]; readonly days: readonly string[] }

export function schemaOf(endpoint: Endpoint): Schema {
  return z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as Schema
}

/** Inputs of an endpoint that its contract takes, as far as a schema can say; refinements may still refuse some. */
export function fitting(endpoint: Endpoint, world: World): fc.Arbitrary<Record<string, unknown>> {
  const root = schemaOf(endpoint)
  return valueOf(root, { world, defs: root.$defs ?? {}, depth: 0 }) as fc.Arbitrary<Record<string, unknown>>
}

interface Around { readonly world: World; readonly defs: Readonly<Record<string, Schema>>; readonly depth: number }

function valueOf(schema: Schema, around: Around): fc.Arbitrary<unknown> {
  const inner = { ...around, depth: around.depth + 1 }
  if (around.depth > 12) return fc.constant(null)
  if (schema.$ref) return valueOf(around.defs[schema.$ref.split('/').at(-1)!] ?? {}, inner)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => valueOf(choice, inner)))
  if (schema.allOf) return fc.tuple(...schema.allOf.map((part) => valueOf(part, inner))).map((parts) => Object.assign({}, ...parts as object[]) as unknown)
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  if (type === 'string') return textOf(schema, around.world)
  if (type === 'integer' || type === 'number') return numberOf(schema)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array') return fc.array(valueOf(schema.items ?? {}, inner), { minLength: schema.minItems ?? 0, maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 2, 2)) })
  if (type === 'object' || schema.properties) return objectOf(schema, inner)
  return fc.constantFrom<unknown>('نص', 7, {})
}

function objectOf(schema: Schema, around: Around): fc.Arbitrary<unknown> {
  if (!schema.properties) return fc.constant({})
  const fields = Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, valueOf(each, around)]))
  return fc.record(fields, { requiredKeys: [...(schema.required ?? [])].filter((name) => name in fields) })
}

function textOf(schema: Schema, world: World): fc.Arbitrary<string> {
  if (schema.format === 'uuid') return fc.constantFrom(...world.ids)
  if (schema.format === 'date-time') return fc.constantFrom(...world.instants)
  if (schema.format === 'date') return fc.constantFrom(...world.days)
  if (schema.pattern && !schema.format) return fc.stringMatching(new RegExp(schema.pattern, 'u'), { maxLength: 20 })
  const least = schema.minLength ?? 0
  const most = Math.min(schema.maxLength ?? 200, 400)
  return fc.constantFrom('سرقة هاتف من محل في الكرادة', 'Karrada, street 62', 'داواکاری', '1').map((text) => text.padEnd(least, 'م').slice(0, Math.max(most, least)))
}

function numberOf(schema: Schema): fc.Arbitrary<number> {
  const min = Math.max(schema.minimum ?? (schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + 1), -1000)
  return fc.integer({ min, max: Math.max(min, Math.min(schema.maximum ?? min + 20, min + 20)) })
}

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
  return value
}

/** What is put where a good value belongs. */
export const hostile: readonly unknown[] = [
  '', ' ', '\u0000', 'a\u0000b', 'invoice\u202Efdp', '\u2066x\u2069', '\uD800', '\u0007\u001B[2J', '\u0085',
  "'; drop table kernel.record; --", "' or '1'='1", '%', '_\\', '$1', '{0}', '\\u0000', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '${7*7}', '../../etc/passwd', '=cmd|calc!A1',
  'x'.repeat(100_000), 'ـ'.repeat(5_000), '👩‍👩‍👧‍👦'.repeat(20), '1e999', 'NaN', 'null', '-1', '99999999999999999999', '0x10', '٢٠٢٦-٠١-٠١',
  '2999-01-01T00:00:00.000Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '9999-12-31', '0000-01-01', '2026-02-30', '2026-13-45T99:99:99Z',
  '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '01890000-0000-7000-8000-000000000000',
  null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, [], [[]], {}, { a: 1 }, [1, 2, 3], { toString: 'x' }, nested(20), nested(200),
]

/** An input with one value in it replaced by a hostile one, taken away, or joined by a field that the contract does not know. */
export function spoiled(endpoint: Endpoint, world: World): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(fitting(endpoint, world), fc.nat(), fc.constantFrom(...hostile), fc.constantFrom('replace', 'replace', 'replace', 'replace', 'remove', 'add', 'keep'))
    .map(([input, at, value, how]) => {
      if (how === 'keep') return input
      if (how === 'add') return { ...input, [['officeId', 'role', 'version', 'state', 'sealed', 'accountId', 'isAdministrator', 'constructor'][at % 8]!]: value }
      const paths = pathsOf(input)
      return paths.length === 0 ? { ...input, text: value } : (changed(input, paths[at % paths.length]!, how === 'remove' ? undefined : value) as Record<string, unknown>)
    })
}

/** Every place in a value that holds something, as a list of keys. */
export function pathsOf(value: unknown, above: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => [[...above, key], ...pathsOf(each, [...above, key])])
}

/** A copy with the value at a path changed. */
export function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to
  if (Array.isArray(value)) return value.map((each, i) => (String(i) === key ? changed(each, rest, to) : (each as unknown)))
  return { ...(value as object), [key]: changed((value as Record<string, unknown>)[key], rest, to) }
}
