import { parseArgs } from 'node:util'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { newClient } from '#kernel/db/seek.ts'
import { Refusal } from '#kernel/act/refusal.ts'
import type { FileStore } from '#kernel/documents/files/file-store.ts'
import { openStore } from '#kernel/documents/files/open-store.ts'
import { mainStore } from '#kernel/documents/files/receive.ts'
import { listAddresses } from '../backup/documents.ts'
import { UsageError, type Command } from './command.ts'
import { makeProgress } from './progress.ts'

export const documents: Command = {
  name: 'documents',
  summary: 'Checks every stored document against its address, or copies them into another store.',
  usage: `documents check
       ./mizan documents copy FROM

  check      reads every document that rows name from the store by setting (MIZAN_DOCUMENTS)
  copy FROM  copies into the store by setting what is not there yet from another: a folder (data/documents), or s3://…
             Nothing is removed from FROM. The server may run meanwhile.

MIZAN_DOCUMENTS: empty (a folder of the data folder), a folder, or s3://bucket/prefix?endpoint=https://host:port&region=name with
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the keys in the file that MIZAN_S3_KEYS names (default: s3-keys.json of the data folder).
Exit codes: 0 all there, 1 failed, 2 wrong usage, 3 documents are missing or damaged.`,
  async run(args) {
    const { positionals: [what, from] } = parseArgs({ args, allowPositionals: true, options: {} })
    if (what !== 'check' && what !== 'copy') throw new UsageError('./mizan documents check, or ./mizan documents copy FROM')
    if (what === 'copy' && !from) throw new UsageError('./mizan documents copy FROM: name a folder or s3://…')
    const folder = dataFolder()
    const source = what === 'copy' ? openStore(from!, folder) : undefined
    const addresses = await addressesOf(folder)
    return goThrough(addresses, what === 'check' ? 'Checking' : 'Copying', (address) => (source ? copyOne(source, mainStore(), address) : readOne(mainStore(), address)))
  },
}

async function addressesOf(folder: string): Promise<string[]> {
  const { db, embedded } = await openDatabase(folder)
  const client = newClient(db.urls.superuser)
  await client.connect()
  try {
    return await listAddresses(client)
  } finally {
    await client.end()
    await db.close()
    await embedded?.stopIfStarted()
  }
}

/** @returns bytes; the store checks them against the address as it gives them out */
async function readOne(store: FileStore, address: string): Promise<number> {
  let bytes = 0
  for await (const chunk of await store.get(address)) bytes += (chunk as Buffer).length
  return bytes
}

async function copyOne(from: FileStore, to: FileStore, address: string): Promise<number> {
  return (await to.put(await from.get(address), { maxBytes: Number.MAX_SAFE_INTEGER })).bytes
}

async function goThrough(addresses: readonly string[], word: string, work: (address: string) => Promise<number>): Promise<number> {
  const progress = makeProgress({ documents: word })
  const bad: string[] = []
  let bytes = 0
  for (const [n, address] of addresses.entries()) {
    try {
      bytes += await work(address)
    } catch (error) {
      if (!(error instanceof Refusal) || !['kernel.file-missing', 'kernel.file-damaged'].includes(error.code)) throw error
      bad.push(`${address} ${error.code === 'kernel.file-missing' ? 'is missing' : 'is damaged'}`)
    }
    progress.show('documents', n + 1, addresses.length)
  }
  progress.end()
  for (const line of bad) process.stdout.write(`${line}\n`)
  process.stdout.write(`${addresses.length - bad.length} of ${addresses.length} documents are good (${(bytes / 1e6).toFixed(1)} MB).\n`)
  return bad.length === 0 ? 0 : 3
}
