import type { System } from '#kernel/http/system.ts'
import { system as administration } from '#systems/administration/system.ts'
import { biometrics } from '#systems/biometrics/system.ts'
import { cases } from '#systems/cases/system.ts'
import { courts } from '#systems/courts/system.ts'
import { custody } from '#systems/custody/system.ts'
import { desk } from '#systems/desk/system.ts'
import { enquiries } from '#systems/enquiries/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { oversight } from '#systems/oversight/system.ts'
import { prisons } from '#systems/prisons/system.ts'
import { screening } from '#systems/screening/system.ts'

/** The only list of systems. The order is that of the menu and of the README's table. */
export const systems: readonly System[] = [desk, custody, cases, courts, prisons, biometrics, offences, oversight, enquiries, screening, administration]
