// SQL in every string of every endpoint: it is a text, whatever it says. No fault, no waiting, and two texts that differ only in what they mean as SQL are answered alike.
import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { changed, fitting, pathsOf } from '#test/hardening/contracts.ts'
import { callersOf, endpoints, faultsOf, openHouse, seen, senderOf, type House, type Reply } from '#test/hardening/house.ts'
import { effort, findings, seed, type Findings } from './scene.ts'

let house: House
beforeAll(async () => { house = await openHouse() })

/** Seconds that a fragment asks the database to sleep, and what is taken for having slept. */
const [asleep, noticed] = [5, 4000]
const sleeps = [`'||pg_sleep(${asleep})--`, `');select pg_sleep(${asleep});--`, `1;select pg_sleep(${asleep})`, `"||(select pg_sleep(${asleep}))||"`, `$$||pg_sleep(${asleep})||$$`, `\\'; select pg_sleep(${asleep}) --`, `x' and 1=(select 1 from pg_sleep(${asleep})) --`]
/** The same number of letters; as SQL one is always true, the other never. */
const pairs = [["x' or '1'='1", "x' or '1'='2"], ["1) or (1=1", "1) or (1=2"], ["%' or ''='", "%' or ''<'"], ["' union select 1--", "' union select 2--"], ['x" or "a"="a', 'x" or "a"="b']] as const
const breaks = ["'", '"', "''", '\\', '--', '/*', '%', '_', ';', '$1', '${1}', '{{1}}', '`', "E'\\\\x41'", 'null', "1' collate \"C\" --", "';drop table kernel.record cascade;--", "' || (select string_agg(password_hash, ',') from kernel.credential) || '"]

function textsIn(input: Record<string, unknown>): string[][] {
  return pathsOf(input).filter((path) => typeof path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], input) === 'string')
}

/** A good input with as many of its optional fields as can be. */
function fullest(endpoint: Endpoint): Record<string, unknown> | undefined {
  return fc.sample(fitting(endpoint, house.world), { seed, numRuns: 60 }).filter((input) => endpoint.input.safeParse(input).success).sort((a, b) => textsIn(b).length - textsIn(a).length)[0]
}

test('in every string of every endpoint', { timeout: 600_000 }, async () => {
  const found = findings()
  const tally = { strings: 0, sent: 0 }
  for (const endpoint of endpoints) {
    const sample = fullest(endpoint)
    if (!sample) continue
    const sender = await senderOf(house, (await callersOf(house, endpoint))[0] ?? null)
    for (const path of textsIn(sample)) {
      tally.strings += 1
      const ask = async (text: string) => {
        tally.sent += 1
        const input = changed(sample, path, text) as Record<string, unknown>
        const began = performance.now()
        const reply = await sender.send(endpoint, input)
        return { reply, input, tookMs: performance.now() - began }
      }
      await tryString(found, `${endpoint.name} ${path.join('.')}`, endpoint.method === 'POST', ask, tally.strings)
    }
  }
  expect(found.list()).toEqual([])
  expect(tally.strings).toBeGreaterThan(endpoints.length)
  expect((await seen(house.app, "select 1 from kernel.record limit 1")).length, 'the tables stand').toBe(1)
})

type Ask = (text: string) => Promise<{ reply: Reply; input: Record<string, unknown>; tookMs: number }>

/** By default one of each class for a string, taken in turn, so that every class meets every kind of field; more with effort. */
async function tryString(found: Findings, where: string, write: boolean, ask: Ask, n: number): Promise<void> {
  for (let i = 0; i < effort; i++) {
    for (const text of effort > 1 ? [sleeps[(n + i) % sleeps.length]!, breaks[(n + i) % breaks.length]!] : [n % 2 ? sleeps[n % sleeps.length]! : breaks[n % breaks.length]!]) {
      const { reply, input, tookMs } = await ask(text)
      // What was asked may stand in the answer; what it says of the inside is looked for beside it.
      const quoted = JSON.stringify(text).slice(1, -1)
      for (const fault of faultsOf({ ...reply, text: reply.text.replaceAll(quoted, '') }, 'en')) found.note(`${where}: ${fault}`, input, reply.text)
      if (/password_hash|argon2id|syntax error|pg_sleep.*error/.test(reply.text.replaceAll(quoted, ''))) found.note(`${where}: it tells of the database`, input, reply.text)
      // Asked again before it is called asleep: the machine may have been busy.
      if (tookMs > noticed && (await ask(text)).tookMs > noticed) found.note(`${where}: the database slept`, input, reply.text)
    }
    const [yes, no] = pairs[(n + i) % pairs.length]!
    const [a, b] = [await ask(yes), await ask(no)]
    // What was done with the first is refused with the second for that reason.
    if (a.reply.status === 429 || b.reply.status === 429 || (write && a.reply.status === 200)) continue
    if (a.reply.status !== b.reply.status || (a.reply.type.includes('json') && plain(a.reply, yes) !== plain(b.reply, no))) found.note(`${where}: ${yes} is answered otherwise than ${no}: ${a.reply.status}/${b.reply.status}`, a.input, a.reply.text)
  }
}

function plain(reply: Reply, text: string): string {
  const { requestId: _, ...body } = reply.body
  return JSON.stringify(body).replaceAll(JSON.stringify(text).slice(1, -1), '<text>')
}

/** Who may put a text into SQL as it is, and why nobody else's words can be in it. */
const writesRaw: Readonly<Record<string, string>> = {
  'src/kernel/people/store.ts': 'names of columns, written beside it', 'src/systems/biometrics/gallery/load.ts': 'the number of a partition',
  'src/systems/administration/account-store.ts': 'the name of a column, written beside it', 'src/systems/custody/store/figures.ts': 'expressions and columns, written beside it',
}

test('no code but this puts a text into SQL as it is', () => {
  const raw = globSync('src/**/*.ts').filter((file) => !/^src\/app\/|\.test\.|\/test\/|-testing\.ts$/.test(file) && /\bsql\.(raw|lit)\(/.test(readFileSync(file, 'utf8')))
  expect(raw.sort()).toEqual(Object.keys(writesRaw).sort())
})
