/** The browser's local storage, which may be full, blocked or absent: then nothing is kept and nothing fails. */

const prefix = 'mizan.'

export function keep(key: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(prefix + key, value)
  } catch {
    // Full or blocked: the screen works without it.
  }
}

export function kept(key: string): string | undefined {
  try {
    return globalThis.localStorage?.getItem(prefix + key) ?? undefined
  } catch {
    return undefined
  }
}

export function forget(key: string): void {
  try {
    globalThis.localStorage?.removeItem(prefix + key)
  } catch {
    // As above.
  }
}
