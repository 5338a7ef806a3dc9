/** Canonical JSON (RFC 8785), the text that a commitment is made to. */
import canonicalize from 'canonicalize'

/**
 * The canonical text of a JSON value: keys in order, no spaces, numbers as ECMAScript prints them. A Date becomes its ISO text;
 * a key whose value is undefined is left out. Throws TypeError for what JSON cannot say (functions, bigint, NaN, lone surrogates):
 * silently leaving something out of a commitment would be a lie.
 */
export function canonical(value: unknown): string {
  refuseUnsayable(value, '$')
  let text: string | undefined
  try {
    text = canonicalize(value)
  } catch (error) {
    throw new TypeError('not a JSON value', { cause: error })
  }
  if (text === undefined) throw new TypeError('not a JSON value')
  return text
}

function refuseUnsayable(value: unknown, path: string): void {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new TypeError(`${path} is a ${typeof value}, which JSON cannot say`)
  }
  if (value === null || typeof value !== 'object' || value instanceof Date) return
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) throw new TypeError(`${path} is not a plain object`)
  for (const [key, item] of Object.entries(value)) refuseUnsayable(item, `${path}.${key}`)
}
