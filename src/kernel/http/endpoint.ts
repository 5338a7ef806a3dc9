import type { z } from 'zod'
import type { Ctx } from '#kernel/act/context.ts'
import type { Text } from '#kernel/words/text.ts'

/** Declared once; the route, the OpenAPI page, the web client's types, the permission table and the CLI all read it. */
export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** `<system>.<verb>`, unique. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** `/log/…` is the public log's; a `*` at the end takes the rest of the path, slashes too. */
  readonly path: `/api/${string}` | `/log/${string}`
  /** The verb a policy must allow to the role; `public`: anyone; `signed-in`: any account in any of its posts. */
  readonly may: string
  /** Also for an account that has no post, or has not come as far as choosing one: what it does to itself (session, language, password, factors). */
  readonly withoutPost?: true
  readonly article?: string
  readonly input: I
  readonly output: O
  /** The content type, where it answers with something other than JSON. */
  readonly produces?: string
  /** Takes one file as multipart/form-data instead of JSON. */
  readonly file?: true
  /** Calls a minute from one address (public) or one account. */
  readonly limit?: { readonly perMinute: number }
}

/** Declares an endpoint. GET takes its input from path and query, POST from path and JSON body. */
export function endpoint<I extends z.ZodType, O extends z.ZodType>(declared: Endpoint<I, O>): Endpoint<I, O> {
  return Object.freeze(declared)
}

/** A file or page sent as it is (or, with `location`, a redirect), where an endpoint answers with something other than JSON. */
export interface RawReply { readonly raw: true; readonly type: string; readonly body: Buffer | string | NodeJS.ReadableStream; readonly fileName?: string; readonly inline?: boolean; readonly cache?: string; readonly status?: number; readonly location?: string }

export interface Handler {
  readonly endpoint: Endpoint
  readonly run: (input: never, ctx: Ctx, http: HttpSide) => Promise<unknown>
}

/** What few handlers need of HTTP itself: cookies of sign-in, an uploaded file. */
export interface HttpSide {
  setSession(token: string | null): void
  readonly token: string | null
  readonly userAgent: string
  /** Scheme, host and port that the browser asked, e.g. `https://mizan.example`. */
  readonly origin: string
  cookie(name: string): string | null
  /** A text of any system's words, for pages that speak about the systems themselves. */
  text(key: string): Text | null
  /** A cookie that no script can read, for a few minutes. `lax` where another site sends the browser back to us. */
  setCookie(name: string, value: string | null, options: { seconds: number; sameSite: 'strict' | 'lax' }): void
  file(): Promise<{ readonly stream: NodeJS.ReadableStream; readonly name: string; readonly type: string; truncated(): boolean } | null>
}

/** Binds an endpoint to its code. */
export function handle<I extends z.ZodType, O extends z.ZodType>(
  declared: Endpoint<I, O>,
  run: (input: z.output<I>, ctx: Ctx, http: HttpSide) => Promise<z.input<O> | RawReply>,
): Handler {
  return { endpoint: declared as unknown as Endpoint, run: run as Handler['run'] }
}
