import type { Handler } from '#kernel/http/endpoint.ts'
import { decideHandlers } from './handlers/decide.ts'
import { joinHandlers } from './handlers/join.ts'
import { noticeHandlers } from './handlers/notices.ts'
import { openHandlers } from './handlers/open.ts'
import { paperHandlers } from './handlers/papers.ts'
import { readHandlers } from './handlers/read.ts'
import { settleHandlers } from './handlers/settle.ts'
import { statementHandlers } from './handlers/statements.ts'

export const handlers: readonly Handler[] = [...openHandlers, ...paperHandlers, ...statementHandlers, ...decideHandlers, ...settleHandlers, ...joinHandlers, ...noticeHandlers, ...readHandlers]
