/** Pages of a list by offset, as an opaque cursor. */
export function pageOf(cursor: string | undefined, limit: number): { offset: number; next: (got: number) => string | null } {
  const offset = cursor !== undefined && /^\d{1,7}$/.test(cursor) ? Number(cursor) : 0
  return { offset, next: (got) => (got < limit ? null : String(offset + got)) }
}
