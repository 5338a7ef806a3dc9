import type { Ctx } from '#kernel/act/context.ts'
import type { PolicyRule } from '#kernel/access/policy.ts'
import type { Words } from '#kernel/words/text.ts'
import type { Handler } from './endpoint.ts'

/** Work that the platform does by itself. `cron` in Baghdad time. */
export interface Job { readonly name: string; readonly cron: string; readonly run: (ctx: Ctx) => Promise<void> }

/** One system of the house: what the app mounts. */
export interface System {
  readonly name: string
  /** The systems whose public.ts it may call. */
  readonly needs: readonly string[]
  readonly handlers: readonly Handler[]
  readonly policy: readonly PolicyRule[]
  readonly words: Words
  readonly jobs?: readonly Job[]
}

export function defineSystem(system: System): System {
  return Object.freeze(system)
}
