import type { Handler } from '#kernel/http/endpoint.ts'
import { asking } from './search/asking.ts'
import { examining } from './search/examining.ts'
import { linking } from './search/linking.ts'
import { reading } from './search/reading.ts'

export const handlers: readonly Handler[] = [...asking, ...reading, ...examining, ...linking]
