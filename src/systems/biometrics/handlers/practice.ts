import type { Handler } from '#kernel/http/endpoint.ts'

export const handlers: readonly Handler[] = []
