import type { Handler } from '#kernel/http/endpoint.ts'
import { challengeHandlers } from './handlers/challenges.ts'
import { chargeHandlers } from './handlers/charge.ts'
import { deathHandlers } from './handlers/death.ts'
import { decideHandlers } from './handlers/decide.ts'
import { hearingHandlers } from './handlers/hearings.ts'
import { judgeHandlers } from './handlers/judge.ts'
import { minutesHandlers } from './handlers/minutes.ts'
import { noticeHandlers } from './handlers/notices.ts'
import { readHandlers } from './handlers/read.ts'

export const handlers: readonly Handler[] = [...hearingHandlers, ...noticeHandlers, ...minutesHandlers, ...chargeHandlers, ...judgeHandlers, ...challengeHandlers, ...decideHandlers, ...deathHandlers, ...readHandlers]
