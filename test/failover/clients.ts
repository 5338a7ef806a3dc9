// Those who work with the two servers: forty clients, each acting at its pace, repeating what is in doubt under its own key, at either server.
import { randomUUID } from 'node:crypto'

/** What a client asked for. `doneAt` (milliseconds of the clock) once it was told that it is done. */
export interface Asked { readonly key: string; readonly description: string; readonly askedAt: number; doneAt?: number; id?: string; number?: string; tries: number }

/** A checkpoint that an outsider was shown; the root in base64. */
export interface Seen { readonly size: number; readonly root: string }

/** All that was seen from outside since the start. */
export interface Account {
  readonly asked: readonly Asked[]
  /** How often each answer other than 200 came, and whether a 503 said when to come again. */
  readonly answers: Readonly<Record<string, number>>
  readonly wrong: readonly string[]
  readonly checkpoints: readonly Seen[]
  /** When each server's stream of events told of a change. */
  readonly events: readonly (readonly number[])[]
}

export interface Orders { readonly urls: readonly string[]; readonly tokens: readonly string[]; readonly perSecond: number }

const clients = 40
const asked: Asked[] = []
const answers: Record<string, number> = {}
const wrong: string[] = []
const checkpoints: Seen[] = []
const events: number[][] = []
let stopping = false

process.on('message', (message: { start?: Orders; report?: true; stop?: true }) => {
  if (message.start) begin(message.start)
  if (message.stop) stopping = true
  if (message.report) process.send!({ asked, answers, wrong, checkpoints, events } satisfies Account)
})
process.on('disconnect', () => { process.exit() })

function begin(orders: Orders): void {
  for (let n = 0; n < clients; n++) void work(orders, n)
  for (const [n, url] of orders.urls.entries()) {
    events[n] = []
    void listen(url, orders.tokens[0]!, events[n]!)
    void watchLog(url)
  }
}

async function work(orders: Orders, n: number): Promise<void> {
  const everyMs = (clients * 1000) / orders.perSecond
  let due = Date.now() + (n * everyMs) / clients
  for (let turn = n; !stopping; turn++) {
    await sleep(Math.max(0, due - Date.now()))
    // After a gap nobody hurries to make up for it.
    due = Math.max(due + everyMs, Date.now())
    const one: Asked = { key: randomUUID(), description: `item ${asked.length}`, askedAt: Date.now(), tries: 0 }
    asked.push(one)
    for (let server = turn; one.doneAt === undefined && !stopping; server++) {
      one.tries++
      if (!(await send(orders.urls[server % orders.urls.length]!, orders.tokens[n % orders.tokens.length]!, one))) await sleep(250)
    }
  }
}

async function send(url: string, token: string, one: Asked): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/example/register`, {
      method: 'POST', signal: AbortSignal.timeout(8000),
      headers: { 'content-type': 'application/json', 'x-mizan': '1', cookie: `mizan=${token}`, 'idempotency-key': one.key },
      body: JSON.stringify({ description: one.description, place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' }),
    })
    const body = (await response.json()) as { id?: string; number?: string; code?: string }
    if (response.status === 200) {
      Object.assign(one, { doneAt: Date.now(), id: body.id, number: body.number })
      return true
    }
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') && response.headers.get('retry-after') !== null
    // 408: on a machine with more work than cores the body came too slowly. It may be sent again, like a 503.
    if (response.status !== 408 && (response.status !== 503 || !isProblem)) wrong.push(`${response.status} ${response.headers.get('retry-after') ?? 'no Retry-After'} ${JSON.stringify(body)}`)
    count(`${response.status} ${body.code ?? ''}`)
  } catch (error) {
    count((error as Error).name === 'TimeoutError' ? 'no answer within 8 s' : 'connection broken')
  }
  return false
}

function count(answer: string): void {
  answers[answer] = (answers[answer] ?? 0) + 1
}

/** A screen that stays open. */
async function listen(url: string, token: string, told: number[]): Promise<void> {
  while (!stopping) {
    try {
      const response = await fetch(`${url}/api/events`, { headers: { cookie: `mizan=${token}` } })
      for await (const chunk of response.body!) if (Buffer.from(chunk as Uint8Array).includes('data:')) told.push(Date.now())
    } catch { /* comes back, as a browser does */ }
    await sleep(1000)
  }
}

/** Somebody outside who keeps the checkpoints that he is shown. */
async function watchLog(url: string): Promise<void> {
  while (!stopping) {
    try {
      const response = await fetch(`${url}/log/checkpoint/newest`, { signal: AbortSignal.timeout(5000) })
      const [, size, root] = (await response.text()).split('\n')
      if (response.ok) checkpoints.push({ size: Number(size), root: root! })
    } catch { /* away */ }
    await sleep(500)
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}
