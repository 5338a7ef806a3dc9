import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's second recommendation for argon2id: 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

/** The argon2id hash of a password in PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: password.normalize('NFC'), nonce, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${nonce.toString('base64')}$${tag.toString('base64')}`
}

/** Whether the password fits the hash. Takes the same time for an unknown account: pass `null`. */
export async function passwordFits(password: string, stored: string | null): Promise<boolean> {
  const [, , , settings = '', nonce = '', tag = ''] = (stored ?? decoy).split('$')
  const { m, t, p } = Object.fromEntries(settings.split(',').map((s) => s.split('='))) as Record<string, string>
  const expected = Buffer.from(tag, 'base64')
  const got = await derive('argon2id', { message: password.normalize('NFC'), nonce: Buffer.from(nonce, 'base64'), memory: Number(m), passes: Number(t), parallelism: Number(p), tagLength: expected.length })
  return timingSafeEqual(got, expected) && stored !== null
}

const decoy = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`
