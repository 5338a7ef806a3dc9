import type { System } from '#kernel/http/system.ts'
import { system as administration } from '#systems/administration/system.ts'
import { cases } from '#systems/cases/system.ts'
import { system as offences } from '#systems/offences/system.ts'

/** The only list of systems. The order is that of the menu and of the README's table. */
export const systems: readonly System[] = [offences, cases, administration]
