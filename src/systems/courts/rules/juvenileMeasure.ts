/** The measures for a child who was 9 to 17 on the day of the offence, and their lengths (Juvenile 47, 72-80, 89). */
import { against, type Finding } from '#kernel/words/finding.ts'
import { type ChargeFacts, isFelony, monthsOf } from './ceiling.ts'

/** boys: 9 to 14 (صبي); youths: 15 to 17 (فتى) (Juvenile 3). */
export type JuvenileMeasure = 'boys-school' | 'youths-school' | 'probation' | 'guardian' | 'warning'

interface Imposed {
  kind: 'death' | 'life' | 'temporary' | 'strict-detention' | 'simple-detention' | 'fine' | JuvenileMeasure
  years: number
  months: number
  days: number
}

export interface Limit {
  article: string
  allowed: readonly Imposed['kind'][]
  /** Length of a school measure, in months. */
  least: number
  most: number
}

/** What the child may be given for this charge. Undefined under the age of responsibility (9; 11 in the Region, confirmed in a second source). */
export function juvenileLimit(facts: ChargeFacts, jurisdiction: 'federal' | 'kri' = 'federal'): Limit | undefined {
  const age = facts.ageAtOffence
  if (age < (jurisdiction === 'kri' ? 11 : 9)) return undefined
  const boy = age < 15
  const school = boy ? 'boys-school' as const : 'youths-school' as const
  const { charged } = facts
  const gravest = charged.max === 'death' || charged.max === 'life'
  if (gravest) return boy ? { article: 'Juvenile 76(2)', allowed: [school], least: 60, most: 60 } : { article: 'Juvenile 77(2)', allowed: [school], least: 60, most: 180 }
  if (isFelony(charged)) {
    const fine = typeof charged.max === 'object' && monthsOf(charged.max) <= 84 ? ['fine' as const] : []
    const allowed = ['probation' as const, school, ...fine]
    return boy ? { article: 'Juvenile 76(1)', allowed, least: 6, most: 60 } : { article: 'Juvenile 77(1)', allowed, least: 6, most: 84 }
  }
  if (typeof charged.max === 'object' && monthsOf(charged.max) <= 3) return { article: 'Juvenile 72', allowed: ['warning', 'guardian', 'fine'], least: 0, most: 0 }
  return { article: 'Juvenile 73', allowed: ['guardian', 'probation', school, 'fine'], least: 6, most: 36 }
}

/** Everything against this measure for a child. A boy who is past 15 at judgment keeps a boy's measure, in the youths' school (79). */
export function checkJuvenileMeasure(imposed: Imposed, facts: ChargeFacts, jurisdiction: 'federal' | 'kri' = 'federal'): Finding[] {
  const limit = juvenileLimit(facts, jurisdiction)
  if (limit === undefined) return [against('courts.juvenile-not-responsible', jurisdiction === 'kri' ? 'KRI Law 14/2001' : 'Juvenile 47', jurisdiction === 'kri' ? 'C' : 'T', { params: { age: facts.ageAtOffence } })]
  const school = imposed.kind === 'boys-school' || imposed.kind === 'youths-school'
  const agedOn = imposed.kind === 'youths-school' && limit.allowed.includes('boys-school')
  if (!limit.allowed.includes(imposed.kind) && !agedOn) {
    const adult = ['death', 'life', 'temporary', 'strict-detention', 'simple-detention'].includes(imposed.kind)
    return [against(adult ? 'courts.juvenile-adult-penalty' : 'courts.juvenile-measure-not-open', limit.article, 'T', { field: 'kind' })]
  }
  const months = monthsOf(imposed)
  if (school && (months < limit.least || months > limit.most)) {
    return [against('courts.juvenile-measure-length', limit.article, 'T', { field: 'years', params: { least: limit.least, most: limit.most } })]
  }
  if (imposed.kind === 'probation' && (months < 6 || months > 36)) return [against('courts.juvenile-measure-length', 'Juvenile 89', 'T', { field: 'years', params: { least: 6, most: 36 } })]
  return []
}
