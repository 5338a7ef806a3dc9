import { createHash } from 'node:crypto'
import { createWriteStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { formatLsn } from './lsn.ts'
import { takeBaseBackup, type SystemIdentity } from './replication.ts'
import type pg from 'pg'
import type { SetCipher } from './cipher.ts'
import type { ClusterManifest } from './set.ts'
import { writeWhole } from './wal-folder.ts'

export type ClusterPart = Pick<ClusterManifest, 'kind' | 'systemId' | 'postgres' | 'timeline' | 'start' | 'end' | 'archive' | 'files'>

/** Writes the database's own files into a backup's folder, as one compressed archive with PostgreSQL's list of digests beside it. */
export async function writeCluster(client: pg.Client, cipher: SetCipher, identity: SystemIdentity, postgres: number, folder: string, name: string, onProgress: (done: number, total: number) => void): Promise<ClusterPart> {
  const base = takeBaseBackup(client, name, onProgress)
  const file = 'cluster.tar.zst'
  const hash = createHash('sha256')
  let unpacked = 0
  const count = new Transform({ transform(chunk: Buffer, _, next) { unpacked += chunk.length; next(null, chunk) } })
  const measure = new Transform({ transform(chunk: Buffer, _, next) { hash.update(chunk); next(null, chunk) } })
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } })
  const [{ start, end, timeline, files }] = await Promise.all([base.done, pipeline(base.archive, count, compress, cipher.sealing(), measure, createWriteStream(join(folder, file), { mode: 0o600, flush: true }))])
  writeWhole(join(folder, 'files.json'), files)
  return {
    kind: 'cluster', systemId: identity.systemId, postgres, timeline, start: formatLsn(start), end: formatLsn(end),
    archive: { file, sha256: hash.digest('hex'), bytes: statSync(join(folder, file)).size, unpacked }, files: { file: 'files.json', sha256: createHash('sha256').update(files).digest('hex') },
  }
}
