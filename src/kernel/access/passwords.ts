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

/** The fewest characters of a password. Length is what counts: no rules about signs, no forced change by date (NIST SP 800-63B). */
export const passwordMinimum = 12

/** Why a new password is refused, as a refusal code, or null. */
export function passwordFault(next: string, { userName, current }: { userName: string; current?: string }): string | null {
  const plain = next.normalize('NFC')
  const lower = plain.toLowerCase()
  if ([...plain].length < passwordMinimum) return 'access.password-too-short'
  if (lower.includes(userName.toLowerCase()) || userName.toLowerCase().includes(lower)) return 'access.password-is-user-name'
  if (current !== undefined && plain === current.normalize('NFC')) return 'access.password-same'
  if (new Set(lower).size < 5 || isRun(lower) || isOfTheHouse(lower)) return 'access.password-too-plain'
  return null
}

/** Words that whoever guesses at this platform tries first: its name, its offices, what everybody types. */
const guessedFirst = ['mizan', 'ميزان', 'میزان', 'password', 'passwort', 'welcome', 'admin', 'letmein', 'qwertyuiop', 'qwerty', 'asdfghjkl', 'zxcvbnm', 'secret', 'changeme', 'iraq', 'العراق', 'عێراق', 'baghdad', 'بغداد', 'kurdistan', 'کوردستان', 'كردستان',
  'police', 'شرطة', 'الشرطة', 'پۆلیس', 'court', 'محكمة', 'المحكمة', 'دادگا', 'judge', 'قاضي', 'القاضي', 'دادوەر', 'prison', 'سجن', 'السجن', 'زیندان', 'justice', 'عدل', 'وزارة', 'ministry', 'station', 'مركز', 'officer', 'ضابط', 'كلمة', 'السر', 'المرور']

/** What is left when such words, digits and signs are taken away says hardly anything: `Mizan-Baghdad-2026!`. */
function isOfTheHouse(text: string): boolean {
  const rest = guessedFirst.toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ' '), text).replaceAll(/[^\p{L}]+/gu, '')
  return new Set(rest).size < 4
}

/** `123456789012`, `abcdefghijkl`: each character follows the one before. */
function isRun(text: string): boolean {
  const codes = [...text].map((c) => c.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0))
  return steps.filter((s) => s === 1 || s === -1 || s === 0).length >= steps.length - 1
}

const oneTimeLetters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password that is given once, on paper or by word of mouth: 4 groups of 4 letters and digits that are not mistaken for each other. */
export function oneTimePassword(): string {
  const letters = [...randomBytes(16)].map((byte) => oneTimeLetters[byte % oneTimeLetters.length])
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-')
}
