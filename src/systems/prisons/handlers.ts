import type { Handler } from '#kernel/http/endpoint.ts'
import { cellHandlers } from './handlers/cells.ts'
import { conditionalHandlers } from './handlers/conditional.ts'
import { incidentHandlers } from './handlers/incidents.ts'
import { receptionHandlers } from './handlers/reception.ts'
import { rollHandlers } from './handlers/roll.ts'
import { safetyHandlers } from './handlers/safety.ts'
import { sentenceHandlers } from './handlers/sentence.ts'
import { stayHandlers } from './handlers/stay.ts'

export const handlers: readonly Handler[] = [...receptionHandlers, ...stayHandlers, ...cellHandlers, ...rollHandlers, ...sentenceHandlers, ...conditionalHandlers, ...incidentHandlers, ...safetyHandlers]
