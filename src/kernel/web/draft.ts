import { forget, keep, kept } from './storage.ts'

/** What was typed into a form and not yet sent. */
export interface Draft<V> {
  readonly values: V
  /** When it was last kept: ISO instant. */
  readonly at: string
  /** The page it was typed on. */
  readonly path: string
  readonly title: string
}

/** A draft's summary, for "my drafts" on the desk. */
export interface DraftEntry { readonly key: string; readonly at: string; readonly path: string; readonly title: string }

const prefix = 'draft.'
/** Drafts older than this are dropped: the record has moved on, and names should not lie on a shared computer. */
const maxAgeMs = 7 * 86_400_000

/** Keeps a draft of the post under the act and record. */
export function keepDraft<V>(key: string, values: V, title: string): void {
  const draft: Draft<V> = { values, at: new Date().toISOString(), path: location.pathname + location.search, title }
  keep(prefix + key, JSON.stringify(draft))
}

/** The draft under a key; undefined when there is none, it is too old or unreadable. */
export function findDraft<V>(key: string): Draft<V> | undefined {
  const text = kept(prefix + key)
  if (text === undefined) return undefined
  try {
    const draft = JSON.parse(text) as Draft<V>
    if (Date.now() - Date.parse(draft.at) < maxAgeMs) return draft
  } catch {
    // Unreadable: dropped below.
  }
  dropDraft(key)
  return undefined
}

export function dropDraft(key: string): void {
  forget(prefix + key)
}

/** All drafts of a post on this computer, the newest first. */
export function listDrafts(postId: string): DraftEntry[] {
  const found: DraftEntry[] = []
  const start = `mizan.${prefix}${postId}.`
  for (const key of Object.keys(globalThis.localStorage ?? {})) {
    if (!key.startsWith(start)) continue
    const short = key.slice(`mizan.${prefix}`.length)
    const draft = findDraft(short)
    if (draft !== undefined) found.push({ key: short, at: draft.at, path: draft.path, title: draft.title })
  }
  return found.toSorted((a, b) => b.at.localeCompare(a.at))
}
