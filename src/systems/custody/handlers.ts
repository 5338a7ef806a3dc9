import type { Handler } from '#kernel/http/endpoint.ts'
import { allegationHandlers } from './handlers/allegations.ts'
import { bailHandlers } from './handlers/bail.ts'
import { boardHandlers } from './handlers/board.ts'
import { bookingHandlers } from './handlers/booking.ts'
import { custodyHandlers } from './handlers/custody.ts'
import { endingHandlers } from './handlers/ending.ts'
import { intakeHandlers } from './handlers/intake.ts'
import { medicalHandlers } from './handlers/medical.ts'
import { orderHandlers } from './handlers/orders.ts'
import { propertyHandlers } from './handlers/property.ts'
import { releaseHandlers } from './handlers/release.ts'
import { requestHandlers } from './handlers/requests.ts'
import { stepHandlers } from './handlers/steps.ts'

export const handlers: readonly Handler[] = [
  ...bookingHandlers, ...stepHandlers, ...requestHandlers, ...orderHandlers, ...boardHandlers, ...custodyHandlers,
  ...releaseHandlers, ...bailHandlers, ...medicalHandlers, ...allegationHandlers, ...propertyHandlers, ...endingHandlers, ...intakeHandlers,
]
