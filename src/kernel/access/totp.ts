import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { dataFolder, loadSecrets } from '#kernel/db/data-folder.ts'
import type { Database } from '#kernel/db/connect.ts'

/** RFC 6238 as the usual authenticator apps know it: SHA-1, 6 digits, 30 seconds; one step of tolerance either way. */
const settings = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const tolerance = 1

let key: Buffer | undefined
function totpKey(): Buffer {
  return (key ??= Buffer.from(loadSecrets(dataFolder()).totpKey, 'base64'))
}

/** A new secret, as the authenticator app wants it and as it is stored: sealed with the server's key, so that a copy of the table gives no codes. */
export function newTotp(userName: string): { secret: string; uri: string; sealed: string } {
  const secret = new Secret({ size: 20 })
  return { secret: secret.base32, uri: new TOTP({ issuer: 'Mizan', label: userName, secret, ...settings }).toString(), sealed: seal(secret.base32) }
}

/** The 30-second step in which this code is right at `now`, or null. Whether that step was used before is the caller's to check. */
export function stepOfCode(sealed: string, code: string, now: Date): number | null {
  const timestamp = now.getTime()
  const delta = TOTP.validate({ token: code, secret: Secret.fromBase32(unseal(sealed)), timestamp, window: tolerance, ...settings })
  return delta === null ? null : TOTP.counter({ period: settings.period, timestamp }) + delta
}

/** Takes a step for an account. False when it or a later one was taken before: a code that someone saw over a shoulder is worth nothing. */
export async function takeStep(db: Pick<Database, 'app'>, accountId: string, step: number): Promise<boolean> {
  const { rows } = await sql`update kernel.credential set totp_last_step = ${step} where account_id = ${accountId} and (totp_last_step is null or totp_last_step < ${step}) returning 1`.execute(db.app)
  return rows.length > 0
}

function seal(text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', totpKey(), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', totpKey(), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
