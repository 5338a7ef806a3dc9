import type { Readable } from 'node:stream'
import { refuse } from '#kernel/act/refusal.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { cleanFileName } from './file-name.ts'
import { sniffKind } from './file-kind.ts'
import type { FileStore } from './file-store.ts'
import { openStore } from './open-store.ts'
import { scanFile, type ScanResult } from './scan.ts'

const DEFAULT_LIMIT_MB = 25
let ownStore: FileStore | undefined

/** The operator's store: by the setting `MIZAN_DOCUMENTS`, else the folder `documents` of the data folder. */
export function mainStore(): FileStore {
  return (ownStore ??= openStore(process.env['MIZAN_DOCUMENTS'] ?? '', dataFolder()))
}

export interface IncomingFile {
  readonly stream: Readable | NodeJS.ReadableStream | Buffer
  readonly name: string
  /** The type that the sender declares; '' if none. */
  readonly type: string
  /** Whether the server cut the stream at its own limit. */
  truncated?(): boolean
}

export interface ReceivedFile {
  readonly address: string
  readonly bytes: number
  readonly mediaType: string
  readonly fileName: string
  readonly scan: ScanResult
}

/**
 * Takes a file in: name, size (25 MB unless `MIZAN_FILE_LIMIT_MB` says otherwise), type by its bytes, virus scan; then keeps it.
 * Belongs before the act: a file whose act is then refused lies in the store unreferenced and harms nobody.
 */
export async function receiveFile(incoming: IncomingFile, store = mainStore()): Promise<ReceivedFile> {
  const name = cleanFileName(incoming.name)
  const maxBytes = Number(process.env['MIZAN_FILE_LIMIT_MB'] ?? DEFAULT_LIMIT_MB) * 1_048_576
  let kind = { mediaType: '', extension: '' }
  let scan: ScanResult = 'not-scanned'
  const stored = await store.put(incoming.stream, {
    maxBytes,
    inspect: async (path) => {
      if (incoming.truncated?.()) refuse('kernel.file-too-large', { status: 413, field: 'file', params: { limit: Math.floor(maxBytes / 1_048_576) } })
      kind = await sniffKind(path, incoming.type, name)
      scan = await scanFile(path)
    },
  })
  const fileName = name.toLowerCase().endsWith(`.${kind.extension}`) ? name : `${name}.${kind.extension}`
  return { ...stored, mediaType: kind.mediaType, fileName, scan }
}
