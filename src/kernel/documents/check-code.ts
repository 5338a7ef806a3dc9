import { randomBytes } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, which are misread or make words. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 25

/** A random code of 25 letters (125 bits): nobody finds a paper by guessing. */
export function newCheckCode(): string {
  // 32 divides 256, so every letter is equally likely.
  return [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** The code as printed, in fives: 'ABCDE-FGHJK-…'. */
export function printedCheckCode(code: string): string {
  return code.match(/.{1,5}/g)?.join('-') ?? code
}

/** A code as a person types it: any case, with dashes or spaces, O for 0, I or L for 1. Undefined if it can't be one. */
export function readCheckCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{25}$/.test(code) ? code : undefined
}
