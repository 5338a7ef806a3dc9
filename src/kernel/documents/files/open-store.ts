import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Refusal } from '#kernel/act/refusal.ts'
import { folderStore, type FileStore } from './file-store.ts'
import { s3Store, type S3Settings } from './s3-store.ts'

/**
 * The store that a setting names: empty (the folder `documents` of the data folder), a folder's path, or `s3://bucket/prefix?endpoint=https://host:port&region=name`.
 * On S3, documents that are still in the data folder's own are found there too, so that a move needs no pause.
 * @throws Error in plain words when the setting or its keys can't be read
 */
export function openStore(setting: string, dataFolder: string, env: NodeJS.ProcessEnv = process.env): FileStore {
  const own = join(dataFolder, 'documents')
  if (setting === '') return folderStore(own)
  if (!setting.startsWith('s3:')) return folderStore(resolve(setting))
  const settings = readS3Setting(setting, dataFolder, env)
  const remote = s3Store(settings, { waitingFolder: join(dataFolder, 'waiting-documents') })
  return existsSync(own) ? withFallback(remote, folderStore(own)) : remote
}

/** Reads `s3://…` and the keys: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, else the file that MIZAN_S3_KEYS names, else `s3-keys.json` of the data folder. */
export function readS3Setting(setting: string, dataFolder: string, env: NodeJS.ProcessEnv): S3Settings {
  const url = URL.parse(setting)
  if (!url || url.protocol !== 's3:' || url.hostname === '') throw new Error(`MIZAN_DOCUMENTS=${setting}: it looks like s3://bucket/prefix?endpoint=https://host:port&region=name`)
  const endpoint = url.searchParams.get('endpoint') ?? undefined
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) throw new Error(`MIZAN_DOCUMENTS: endpoint=${endpoint} is no address; it looks like https://host:port`)
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '')
  return { bucket: url.hostname, prefix: prefix === '' ? '' : `${prefix}/`, endpoint, region: url.searchParams.get('region') ?? 'us-east-1', ...readKeys(dataFolder, env) }
}

function readKeys(dataFolder: string, env: NodeJS.ProcessEnv): Pick<S3Settings, 'accessKeyId' | 'secretAccessKey'> {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = env
  if (id && secret) return { accessKeyId: id, secretAccessKey: secret }
  const file = env['MIZAN_S3_KEYS'] ?? join(dataFolder, 's3-keys.json')
  if (!existsSync(file)) throw new Error(`MIZAN_DOCUMENTS is on S3, but its keys are missing: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write {"accessKeyId": "…", "secretAccessKey": "…"} into ${file}.`)
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw new Error(`${file} can be read by others; run: chmod 600 ${file}`)
  const { accessKeyId, secretAccessKey } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  if (!accessKeyId || !secretAccessKey) throw new Error(`${file} lacks accessKeyId or secretAccessKey.`)
  return { accessKeyId, secretAccessKey }
}

/** New documents go into the first; what the first has not is looked for in the second. */
export function withFallback(first: FileStore, second: FileStore): FileStore {
  return {
    put: first.put,
    get: async (address) => {
      try {
        return await first.get(address)
      } catch (error) {
        if (error instanceof Refusal && error.code === 'kernel.file-missing' && (await second.has(address))) return second.get(address)
        throw error
      }
    },
    has: async (address) => (await first.has(address)) || second.has(address),
    remove: async (address) => { await Promise.all([first.remove(address), second.remove(address)]) },
  }
}
