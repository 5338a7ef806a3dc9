import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { matchBorn } from '#kernel/people/names/born.ts'
import { roundedLikelihood } from '#kernel/people/names/model.ts'
import { makePool, searchPool } from '#kernel/people/names/pool.ts'
import { UsageError, type Command } from './command.ts'

const Born = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()])), z.null()]).optional()
const Pair = z.object({ a: z.string(), b: z.string(), bornA: Born, bornB: Born })
const Id = z.union([z.string(), z.number()])
const Entry = z.object({ id: Id, latin: z.union([z.array(z.string()), z.string().transform((one) => [one])]) })
const Query = z.object({ id: Id, arabic: z.string() })

export const names: Command = {
  name: 'names',
  summary: 'Compares names in Arabic, Kurdish and Latin writing, or looks names up in a list.',
  usage: `names compare --pairs FILE.jsonl
       ./mizan names search --pool FILE.jsonl --queries FILE.jsonl [--top 5]

  compare   of each line {"a": …, "b": …, "bornA": "1965", "bornB": "1965-04-28"} (births may be missing) prints the likelihood, 0 to 1, a line
  search    of each query {"id": …, "arabic": …} prints {"id": …, "results": [{"id": …, "score": …}, …]}, best first, from a pool of {"id": …, "latin": [ … ]}

A FILE may be - for the standard input. Scores of different queries compare with each other. Exit code 1: a line is wrong (which, and why, is said; nothing is printed).`,
  async run([what, ...args]) {
    if (what === 'compare') return comparePairs(args)
    if (what === 'search') return searchQueries(args)
    throw new UsageError('say what: ./mizan names compare --pairs FILE, or ./mizan names search --pool FILE --queries FILE')
  },
}

function comparePairs(args: string[]): number {
  const { values } = parseArgs({ args, options: { pairs: { type: 'string' } } })
  const scores = readLines(values.pairs, '--pairs', Pair).map((pair) => {
    const odds = matchBorn(pair.a, pair.b, pair.bornA ?? [], pair.bornB ?? [])
    return odds === undefined ? 0 : roundedLikelihood(odds)
  })
  write(scores.map(String))
  return 0
}

function searchQueries(args: string[]): number {
  const { values } = parseArgs({ args, options: { pool: { type: 'string' }, queries: { type: 'string' }, top: { type: 'string' } } })
  const top = Number(values.top ?? 5)
  if (!Number.isInteger(top) || top < 1 || top > 1000) throw new UsageError(`--top ${values.top}: a whole number from 1 to 1000`)
  if (values.pool === '-' && values.queries === '-') throw new UsageError('only one of --pool and --queries may be the standard input')
  const queries = readLines(values.queries, '--queries', Query)
  const entries = readLines(values.pool, '--pool', Entry)
  const pool = makePool(entries.map(({ latin }, place) => ({ id: String(place).padStart(9, '0'), latin })))
  let lines: string[] = []
  for (const { id, arabic } of queries) {
    lines.push(JSON.stringify({ id, results: searchPool(pool, arabic, top).map(({ id: place, score }) => ({ id: entries[Number(place)]!.id, score })) }))
    if (lines.length === 1000) { write(lines); lines = [] }
  }
  write(lines)
  return 0
}

function write(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
}

const mostFaults = 10

/** Every line of a file in its shape; blank lines are passed over. @throws with the file, the line's number and what is wrong with it */
function readLines<T>(file: string | undefined, option: string, shape: z.ZodType<T>): T[] {
  if (!file) throw new UsageError(`${option} FILE is missing`)
  const faults: string[] = []
  const found: T[] = []
  let number = 0
  for (const line of readText(file).split('\n')) {
    number++
    if (line.trim() === '') continue
    const read = parse(line)
    const shaped = read.fault === undefined ? shape.safeParse(read.value) : undefined
    if (shaped?.success) found.push(shaped.data)
    else faults.push(`${file}, line ${number}: ${read.fault ?? shaped!.error!.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; ')}`)
    if (faults.length > mostFaults) break
  }
  if (faults.length > 0) throw new Error(faults.slice(0, mostFaults).join('\n') + (faults.length > mostFaults ? '\nand more' : ''))
  return found
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as { code?: string }).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}`)
  }
}

function parse(line: string): { value?: unknown; fault?: string } {
  try {
    return { value: JSON.parse(line) }
  } catch {
    return { fault: 'is not JSON' }
  }
}
