import { createMongoAbility, subject, type MongoAbility, type RawRuleOf } from '@casl/ability'
import { sql, type Expression, type SqlBool } from 'kysely'
import type { Ctx, Session } from '#kernel/act/context.ts'
import type { AccessWhy } from '#kernel/db/tables.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { Text } from '#kernel/words/text.ts'
import type { Role } from './roles.ts'

/**
 * One rule of a policy: these roles may do these verbs to records of this kind,
 * where their office stands to the record in one of these capacities.
 * `on: 'any'`: whichever record they can see at all. `on: 'new'`: to make one in their own office.
 */
export interface PolicyRule {
  readonly roles: readonly Role[]
  readonly may: readonly string[]
  readonly on: readonly AccessWhy[] | 'any' | 'new'
  readonly because: Text
  readonly article?: string
}

/** The facts about one record that a policy decides on: `holder:<office>`, `judge:<office>` … */
export interface PolicyFacts { readonly parties: readonly string[] }

type Ability = MongoAbility<[string, 'record' | (PolicyFacts & { __caslSubjectType__?: 'record' })]>

const rulesByRole = new Map<Role, PolicyRule[]>()
const allRules: PolicyRule[] = []

/** Adds a system's policy. Called once, from src/app/systems.ts through the system's definition. */
export function registerPolicy(rules: readonly PolicyRule[]): void {
  for (const rule of rules) {
    if (allRules.includes(rule)) continue
    allRules.push(rule)
    for (const role of rule.roles) rulesByRole.set(role, [...(rulesByRole.get(role) ?? []), rule])
  }
}

/** Every rule in force, as registered: printed as the page that a lawyer reads. */
export function listPolicy(): readonly PolicyRule[] {
  return allRules
}

function officesOf(session: Session): readonly string[] {
  return session.officeIds === '*' ? [session.officeId] : session.officeIds
}

const abilities = new WeakMap<Session, Ability>()

function abilityOf(session: Session): Ability {
  const known = abilities.get(session)
  if (known) return known
  const rules = (rulesByRole.get(session.role) ?? []).map((rule): RawRuleOf<Ability> => {
    if (rule.on === 'any' || rule.on === 'new') return { action: [...rule.may], subject: 'record' }
    const parties = rule.on.flatMap((why) => officesOf(session).map((office) => `${why}:${office}`))
    return { action: [...rule.may], subject: 'record', conditions: { parties: { $in: parties } } }
  })
  const ability = createMongoAbility<Ability>(rules)
  abilities.set(session, ability)
  return ability
}

/** Whether the role may do this verb to anything at all: the question asked at the door of an endpoint. */
export function roleMay(role: Role, verb: string): boolean {
  return (rulesByRole.get(role) ?? []).some((rule) => rule.may.includes(verb))
}

/** The verbs that a role may do to something: what the menu and the buttons are drawn from. */
export function verbsOf(role: Role): string[] {
  return [...new Set((rulesByRole.get(role) ?? []).flatMap((rule) => rule.may))].sort()
}

/** Whether this session may do this verb to the record with these facts. */
export function may(session: Session, verb: string, facts: PolicyFacts): boolean {
  return abilityOf(session).can(verb, subject('record', { parties: [...facts.parties] }))
}

/** Like may(), refusing with `kernel.not-permitted`. */
export function assertMay(ctx: Ctx, verb: string, facts: PolicyFacts): void {
  if (!ctx.session) refuse('kernel.sign-in-first', { status: 401 })
  if (!may(ctx.session, verb, facts)) refuse('kernel.not-permitted', { status: 403, params: { verb } })
}

/**
 * The same policy as a condition on a list: which records of `recordId` (a column, e.g. 'custody.custody.id') this session may do `verb` to.
 * It speaks of kernel.record_access, as row-level security does, so the two locks agree.
 */
export function visible(ctx: Ctx, verb: string, recordId: string): Expression<SqlBool> {
  const session = ctx.session
  if (!session) return sql<SqlBool>`false`
  const rules = (rulesByRole.get(session.role) ?? []).filter((rule) => rule.may.includes(verb))
  if (rules.some((rule) => rule.on === 'any')) return sql<SqlBool>`true`
  const whys = [...new Set(rules.flatMap((rule) => (typeof rule.on === 'string' ? [] : rule.on)))]
  if (whys.length === 0) return sql<SqlBool>`false`
  return sql<SqlBool>`${sql.ref(recordId)} in (select a.record_id from kernel.record_access a
    where a.office_id = any (${officesOf(session)}::uuid[]) and a.why = any (${whys}::text[]) and (a.expires_at is null or a.expires_at > now()))`
}
