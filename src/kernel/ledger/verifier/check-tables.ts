/** Compares every row of every tracked table with what the ledger says of it last. */
import type pg from 'pg'
import { CHANGE, CHANGE_BYTES } from './check-entry.ts'
import { MOST_PROBLEMS } from './check-leaves.ts'
import { listTrackedTables, nameRows, ROW_BYTES, rowTasks } from './check-rows.ts'
import type { TrackedTable } from './check-rows.ts'
import type { Crew } from './crew.ts'
import { byPlace } from './problem.ts'
import type { Problem } from './problem.ts'
import { makeRowFold, wordsOf } from './row-fold.ts'
import type { RowFold } from './row-fold.ts'
import { KEY_BYTES, writeRowKey } from './row-key.ts'

/** The latest change of each row, and the numbers of the tables in it. */
export interface LedgerRows {
  fold: RowFold
  numbers: Map<string, number>
}

export function makeLedgerRows(): LedgerRows {
  return { fold: makeRowFold(), numbers: new Map() }
}

/** Adds the changes of a chunk whose first entry has the place `from`. */
export function noteChunk(ledger: LedgerRows, from: number, chunk: { changes: Buffer; tables: string[] }): void {
  const numbers = chunk.tables.map((name) => numberOf(ledger, name))
  const { changes } = chunk
  const words = wordsOf(changes)
  for (let at = 0; at < changes.length; at += CHANGE_BYTES) {
    const isDeletion = changes.readUInt8(at + CHANGE.isDeletion) === 1
    const table = numbers[changes.readUInt16LE(at + CHANGE.table)]!
    ledger.fold.note(table, words, (at + CHANGE.key) / 4, from + changes.readUInt32LE(at + CHANGE.place), isDeletion)
  }
}

/** A row that differs, before it is named. */
interface Suspect {
  kind: 'row-altered' | 'row-removed' | 'row-inserted'
  table: string
  key: Buffer
  place?: number
}

/** What must be known to name a row's last entry: by its place, sequenced or waiting. */
export type EntryAt = (place: number) => Promise<{ id: string; index?: number; body: string; node?: string } | undefined>

/** What the ledger says last of each row, and how to find the entry that said it. */
export interface LedgerView {
  ledger: LedgerRows
  entryAt: EntryAt
  /** Whether the row that an entry at this place left must be here; a node below the nation holds only part of what its entries name. */
  mustExist?: (place: number) => boolean
}

export interface TablesResult {
  problems: Problem[]
  tables: number
  rows: number
}

/** Reads all tracked tables. `onProgress` is told pages read and pages in all. */
export async function checkTables(
  client: pg.ClientBase, crew: Crew, { ledger, entryAt, mustExist = () => true }: LedgerView, onProgress: (done: number, total: number) => void,
): Promise<TablesResult> {
  const { tables, missing } = await listTrackedTables(client)
  const known = new Set(tables.map((table) => table.name))
  const problems: Problem[] = [
    ...tables.filter((table) => !table.isNoted).map((table): Problem => ({ kind: 'trigger-disabled', table: table.name })),
    ...[...ledger.numbers.keys(), ...missing].filter((name) => !known.has(name)).map((name): Problem => ({ kind: 'table-untracked', table: name })),
  ]
  const suspects: Suspect[] = []
  const total = tables.reduce((sum, table) => sum + table.pages, 0)
  let done = 0
  let rows = 0
  await inTurn(crew.width, tables.flatMap((table) => rowTasks(table).map((task) => ({ table, task }))), async ({ table, task }) => {
    const result = await crew.rows(task)
    rows += result.rows.length / ROW_BYTES
    compareRows(ledger, table.name, result.rows, suspects)
    done += task.pages
    onProgress(done, total)
  })
  const names = new Map([...ledger.numbers].map(([name, number]) => [number, name]))
  ledger.fold.eachMissing((number, key, place) => {
    const table = names.get(number)!
    if (known.has(table) && mustExist(place)) keep(suspects, { kind: 'row-removed', table, key: Buffer.from(key), place })
  })
  suspects.sort(earlier)
  problems.push(...(await nameSuspects(client, tables, suspects.slice(0, MOST_PROBLEMS), entryAt)))
  return { problems: problems.sort(byPlace), tables: tables.length, rows }
}

/** Does all the work, at most `width` pieces at a time. */
export async function inTurn<T>(width: number, work: readonly T[], run: (piece: T) => Promise<void>): Promise<void> {
  const queue = work.values()
  await Promise.all(Array.from({ length: width }, async () => {
    for (const piece of queue) await run(piece)
  }))
}

function compareRows(ledger: LedgerRows, table: string, rows: Buffer, suspects: Suspect[]): void {
  const number = numberOf(ledger, table)
  const words = wordsOf(rows)
  for (let at = 0; at < rows.length; at += ROW_BYTES) {
    const standing = ledger.fold.compare(number, words, at / 4)
    if (standing === 'same') continue
    const place = ledger.fold.placeOf(number, words, at / 4)
    const key = Buffer.from(rows.subarray(at, at + KEY_BYTES))
    keep(suspects, { kind: standing === 'altered' ? 'row-altered' : 'row-inserted', table, key, ...(place === undefined ? {} : { place }) })
  }
}

function keep(suspects: Suspect[], suspect: Suspect): void {
  suspects.push(suspect)
  if (suspects.length > 20 * MOST_PROBLEMS) suspects.sort(earlier).splice(MOST_PROBLEMS)
}

function earlier(a: Suspect, b: Suspect): number {
  return (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER)
}

async function nameSuspects(client: pg.ClientBase, tables: readonly TrackedTable[], suspects: readonly Suspect[], entryAt: EntryAt): Promise<Problem[]> {
  const names = new Map<string, Map<string, string>>()
  for (const table of tables) {
    const keys = suspects.filter((suspect) => suspect.table === table.name && suspect.kind !== 'row-removed').map((suspect) => suspect.key)
    if (keys.length > 0) names.set(table.name, await nameRows(client, table, keys))
  }
  const problems: Problem[] = []
  for (const { kind, table, key, place } of suspects) {
    const entry = place === undefined ? undefined : await entryAt(place)
    const rowId = names.get(table)?.get(key.toString('hex')) ?? nameInEntry(entry?.body, table, key)
    problems.push({
      kind, table, ...(rowId === undefined ? {} : { rowId }), ...(entry === undefined ? {} : { entryId: entry.id }),
      ...(entry?.index === undefined ? {} : { index: entry.index }), ...(entry?.node === undefined ? {} : { node: entry.node }),
    })
  }
  return problems
}

/** A removed row has its name only in the entry that changed it last. */
function nameInEntry(body: string | undefined, table: string, key: Buffer): string | undefined {
  if (body === undefined) return undefined
  const { rows } = JSON.parse(body) as { rows: [string, string][] }
  const written = Buffer.alloc(KEY_BYTES)
  return rows.find(([name, rowId]) => {
    writeRowKey(rowId, written, 0)
    return name === table && written.equals(key)
  })?.[1]
}

function numberOf(ledger: LedgerRows, name: string): number {
  const number = ledger.numbers.get(name) ?? ledger.numbers.size
  ledger.numbers.set(name, number)
  return number
}
