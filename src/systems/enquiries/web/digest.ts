/** SHA-256 in hexadecimal; undefined where the browser withholds it: on an address without https. */
export async function digestOf(bytes: ArrayBuffer): Promise<string | undefined> {
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined
  if (subtle === undefined) return undefined
  return Array.from(new Uint8Array(await subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
