import type { Handler } from '#kernel/http/endpoint.ts'
import { alarmHandlers } from './handlers/alarms.ts'
import { statisticsHandlers } from './handlers/statistics.ts'

export const handlers: readonly Handler[] = [...alarmHandlers, ...statisticsHandlers]
