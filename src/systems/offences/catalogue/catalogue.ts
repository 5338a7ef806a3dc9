/** The whole catalogue, and finding an offence in it by its code or by the code of any article it covers. */
import type { Offence } from './offence.ts'
import { officeOffences } from './office.ts'
import { personOffences } from './person.ts'
import { propertyOffences } from './property.ts'
import { societyOffences } from './society.ts'
import { specialOffences } from './special.ts'
import { stateOffences } from './state.ts'

export const offences: readonly Offence[] = [
  ...stateOffences, ...officeOffences, ...societyOffences, ...personOffences, ...propertyOffences, ...specialOffences,
]

const byCode = new Map<string, Offence>()
for (const offence of offences) for (const code of codesOf(offence.code)) if (!byCode.has(code)) byCode.set(code, offence)
for (const offence of offences) byCode.set(offence.code, offence)

/** 'PC-443/444' is also found as 'PC-443' and 'PC-444'; 'PC-489–503' as each article between. */
function codesOf(code: string): string[] {
  const range = /^PC-(\d+)–(\d+)$/.exec(code)
  if (range !== null) {
    const first = Number(range[1])
    return Array.from({ length: Number(range[2]) - first + 1 }, (_, i) => `PC-${first + i}`)
  }
  return code.startsWith('PC-') ? code.slice(3).split('/').map((article) => `PC-${article}`) : [code]
}

/** The offence with this code, or undefined. */
export function findOffence(code: string): Offence | undefined {
  return byCode.get(code)
}

/** The offence with this code. Throws RangeError when the catalogue has none. */
export function getOffence(code: string): Offence {
  const offence = findOffence(code)
  if (offence === undefined) throw new RangeError(`no offence ${code}`)
  return offence
}
