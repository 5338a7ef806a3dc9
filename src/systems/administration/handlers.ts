import type { Handler } from '#kernel/http/endpoint.ts'
import { accountHandlers } from './account-handlers.ts'
import { lawHandlers } from './law-handlers.ts'
import { officeHandlers } from './office-handlers.ts'

export const handlers: readonly Handler[] = [...officeHandlers, ...accountHandlers, ...lawHandlers]
