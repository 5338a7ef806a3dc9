import { createReadStream } from 'node:fs'
import { fileTypeFromFile } from 'file-type'
import { refuse } from '#kernel/act/refusal.ts'

interface Kind {
  readonly mediaType: string
  /** The first one names files that came without an extension. */
  readonly extensions: readonly string[]
  /** Other names that browsers and sniffers give to the same type. */
  readonly aliases: readonly string[]
}

/** What may be added to a record. Anything that can carry programs (HTML, SVG, archives, macros) is left out. */
const KINDS: readonly Kind[] = [
  { mediaType: 'application/pdf', extensions: ['pdf'], aliases: ['application/x-pdf'] },
  { mediaType: 'image/png', extensions: ['png'], aliases: [] },
  { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], aliases: ['image/jpg', 'image/pjpeg'] },
  { mediaType: 'image/tiff', extensions: ['tif', 'tiff'], aliases: [] },
  { mediaType: 'image/webp', extensions: ['webp'], aliases: [] },
  { mediaType: 'image/heic', extensions: ['heic', 'heif'], aliases: ['image/heif'] },
  { mediaType: 'video/mp4', extensions: ['mp4', 'm4v'], aliases: ['video/x-m4v'] },
  { mediaType: 'audio/mp4', extensions: ['m4a', 'mp4'], aliases: ['audio/x-m4a', 'audio/m4a'] },
  { mediaType: 'audio/mpeg', extensions: ['mp3'], aliases: ['audio/mp3'] },
  { mediaType: 'audio/wav', extensions: ['wav'], aliases: ['audio/x-wav', 'audio/wave', 'audio/vnd.wave'] },
  { mediaType: 'audio/ogg', extensions: ['ogg', 'oga', 'opus'], aliases: ['application/ogg', 'audio/opus'] },
  { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'], aliases: [] },
  { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'], aliases: [] },
  { mediaType: 'text/plain', extensions: ['txt', 'text'], aliases: [] },
]

/** The media types that may be added, for file choosers. */
export const allowedMediaTypes: readonly string[] = KINDS.map((kind) => kind.mediaType)

/** A type that says nothing: the browser did not know. */
const UNSAID = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

/**
 * The file's media type by its bytes. Refuses with `kernel.file-kind` what is not on the list, and with
 * `kernel.file-kind-differs` a file whose declared type or extension says something else than its bytes.
 */
export async function sniffKind(path: string, declared: string, fileName: string): Promise<{ mediaType: string; extension: string }> {
  const sniffed = await fileTypeFromFile(path)
  const kind = sniffed === undefined ? ((await isPlainText(path)) ? kindOf('text/plain') : undefined) : kindOf(sniffed.mime)
  if (kind === undefined) refuse('kernel.file-kind', { status: 415, field: 'file', params: { found: sniffed?.mime ?? '?' } })
  const said = base(declared)
  if (!UNSAID.has(said) && !(said === kind.mediaType || kind.aliases.includes(said))) {
    refuse('kernel.file-kind-differs', { status: 415, field: 'file', params: { declared: said, found: kind.mediaType } })
  }
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase()
  if (extension !== undefined && !kind.extensions.includes(extension)) {
    refuse('kernel.file-kind-differs', { status: 415, field: 'file', params: { declared: `.${extension}`, found: kind.mediaType } })
  }
  return { mediaType: kind.mediaType, extension: extension ?? kind.extensions[0] ?? '' }
}

/** 'audio/ogg; codecs=opus' is 'audio/ogg'. */
function base(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

function kindOf(mediaType: string): Kind | undefined {
  const name = base(mediaType)
  return KINDS.find((kind) => kind.mediaType === name || kind.aliases.includes(name))
}

/** UTF-8 text without control characters other than tab and line ends, that does not begin as HTML, SVG or XML do. */
async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let head = ''
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true })
      if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text)) return false
      if (head.length < 1024) head += text
    }
    decoder.decode()
  } catch {
    return false
  }
  return !/^\s*<[!?a-z]/i.test(head)
}
