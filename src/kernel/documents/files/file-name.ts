import { refuse } from '#kernel/act/refusal.ts'
import { hasDeceivingCharacters } from '../forms/clean-text.ts'

const LONGEST = 180
/** Names that mean devices on some systems. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * A file's name as it may be stored and sent back. Refuses with `kernel.file-name` controls and direction tricks
 * ('invoice\u202Efdp.exe' shows as 'invoiceexe.pdf'); replaces what file systems refuse.
 */
export function cleanFileName(name: string): string {
  if (hasDeceivingCharacters(name)) refuse('kernel.file-name', { field: 'file' })
  const clean = name.normalize('NFC').replace(/[/\\:*?"<>|]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  if (clean === '') refuse('kernel.file-name', { field: 'file' })
  return shorten(DEVICE.test(clean) ? `_${clean}` : clean)
}

/** Keeps the extension. */
function shorten(name: string): string {
  const letters = [...name]
  if (letters.length <= LONGEST) return name
  const extension = [...(/\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '')]
  return [...letters.slice(0, LONGEST - extension.length), ...extension].join('')
}
