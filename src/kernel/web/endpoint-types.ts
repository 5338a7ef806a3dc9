import type { z } from 'zod'

/** What the web needs to know of an endpoint; the frozen values made by `endpoint()` in a contract fit it. */
export interface WebEndpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly may: string
  readonly article?: string | undefined
  readonly input: I
  readonly output: O
}

export type InputOf<E extends WebEndpoint> = z.input<E['input']>
export type OutputOf<E extends WebEndpoint> = z.output<E['output']>
