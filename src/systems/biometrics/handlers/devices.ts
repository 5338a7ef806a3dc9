import type { Handler } from '#kernel/http/endpoint.ts'
import { deviceHandlers } from './devices/devices.ts'
import { maintenanceHandlers } from './devices/maintenance.ts'
import { sensorHandlers } from './devices/sensor.ts'

export const handlers: readonly Handler[] = [...deviceHandlers, ...sensorHandlers, ...maintenanceHandlers]
