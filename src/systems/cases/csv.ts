/** Comma-separated values by RFC 4180, safe to open in a spreadsheet. Pure. */

/** A file of rows under a head, with the byte-order mark without which spreadsheets misread Arabic. */
export function csvOf(head: readonly string[], rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** A value that a spreadsheet would run as a formula is given a leading apostrophe. */
function cell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
