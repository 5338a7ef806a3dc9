import type { Handler } from '#kernel/http/endpoint.ts'
import { checkHandlers } from './chain/checks.ts'
import { countHandlers } from './chain/count.ts'
import { exchangeHandlers } from './chain/exchange.ts'
import { printHandlers } from './chain/prints.ts'
import { retentionHandlers } from './chain/retention.ts'

export const handlers: readonly Handler[] = [...printHandlers, ...checkHandlers, ...countHandlers, ...retentionHandlers, ...exchangeHandlers]
