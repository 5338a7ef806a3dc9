/** The only list of the systems' web parts. Each `routes.tsx` is small; its pages load on demand. */
import { web as expunging } from '#kernel/expunging/web/routes.tsx'
import { web as log } from '#kernel/log/web/routes.tsx'
import { web as nodes } from '#kernel/nodes/web/routes.tsx'
import { web as people } from '#kernel/people/web/routes.tsx'
import type { SystemWeb } from '#kernel/web/system.ts'
import { web as administration } from '#systems/administration/web/routes.tsx'
import { web as biometrics } from '#systems/biometrics/web/routes.tsx'
import { web as cases } from '#systems/cases/web/routes.tsx'
import { web as courts } from '#systems/courts/web/routes.tsx'
import { web as custody } from '#systems/custody/web/routes.tsx'
import { web as desk } from '#systems/desk/web/routes.tsx'
import { web as enquiries } from '#systems/enquiries/web/routes.tsx'
import { web as oversight } from '#systems/oversight/web/routes.tsx'
import { web as prisons } from '#systems/prisons/web/routes.tsx'
import { web as screening } from '#systems/screening/web/routes.tsx'

export const systems: readonly SystemWeb[] = [desk, custody, cases, courts, prisons, biometrics, people, oversight, enquiries, screening, administration, log, nodes, expunging]
