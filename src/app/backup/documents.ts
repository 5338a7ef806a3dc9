/** Documents beside the backups: each once, under its digest, however many backups need it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type pg from 'pg'
import type { FileStore } from '#kernel/documents/files/file-store.ts'
import type { DocumentList } from './set.ts'
import { digestOfDocument, documentFile, setDocuments } from './set-documents.ts'

/**
 * The addresses of all stored files that rows name: every column called address that must be a sha256.
 * The client must read as the owner, or row-level security hides rows.
 */
export async function listAddresses(client: pg.ClientBase, since?: Date): Promise<string[]> {
  const { rows: columns } = await client.query<{ relation: string; name: string; at: string | null }>(
    `select c.oid::regclass::text as relation, quote_ident(a.attname) as name,
       (select quote_ident(t.attname) from pg_attribute t where t.attrelid = c.oid and t.attname in ('issued_at', 'printed_at', 'at') order by t.attname limit 1) as at
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
     where k.contype = 'c' and a.attname ~ '(^|_)address$' and pg_get_constraintdef(k.oid) like '%[0-9a-f]{64}%'`)
  const found = new Set<string>()
  for (const { relation, name, at } of columns) {
    const recent = since && at ? `and ${at} >= $1` : ''
    const { rows } = await client.query<{ address: string }>(`select ${name} as address from ${relation} where ${name} is not null ${recent}`, recent === '' ? [] : [since])
    for (const row of rows) found.add(row.address)
  }
  return [...found].sort()
}

export interface Copied { readonly copied: number; readonly bytes: number; readonly missing: readonly string[] }

/** Copies the documents that the set does not have yet; each is checked against its address on the way. */
export async function copyDocuments(store: FileStore, set: string, addresses: readonly string[], onProgress?: (done: number, total: number) => void): Promise<Copied> {
  const target = setDocuments(set)
  const missing: string[] = []
  let [copied, bytes] = [0, 0]
  for (const [n, address] of addresses.entries()) {
    onProgress?.(n + 1, addresses.length)
    if (await target.has(address)) continue
    if (!(await store.has(address))) { missing.push(address); continue }
    const stored = await target.put(await store.get(address), { maxBytes: Number.MAX_SAFE_INTEGER })
    copied += 1
    bytes += stored.bytes
  }
  return { copied, bytes, missing }
}

/** Writes the list of a backup's documents into its folder. */
export function writeDocumentList(folder: string, addresses: readonly string[], bytes: number): DocumentList {
  const file = 'documents.txt.zst'
  const content = zstdCompressSync(Buffer.from(addresses.map((a) => `${a}\n`).join('')))
  writeFileSync(join(folder, file), content, { mode: 0o600, flush: true })
  return { file, sha256: createHash('sha256').update(content).digest('hex'), count: addresses.length, bytes }
}

export function readDocumentList(folder: string, list: DocumentList): string[] {
  return zstdDecompressSync(readFileSync(join(folder, list.file))).toString().split('\n').filter((line) => line !== '')
}

/** The addresses of a set whose bytes are not there or are not what they should be. */
export async function findBadDocuments(set: string, addresses: readonly string[], onProgress?: (done: number, total: number) => void): Promise<string[]> {
  const bad: string[] = []
  for (const [n, address] of addresses.entries()) {
    onProgress?.(n + 1, addresses.length)
    if (!existsSync(documentFile(set, address)) || (await digestOfDocument(set, address)) !== address) bad.push(address)
  }
  return bad
}
