/** What a certified copy's PDF carries for programs, in its metadata: the proof, and the paper's content to compare with. Pure, without Node. */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'
import { readExtract } from '#kernel/ledger/extract-text.ts'
import type { CertifiedMark } from './print/paper.ts'

/** What the drawing of a certified paper shows: all of it stands in the text of its code. `content` is the paper's, packed. Throws ExtractTextError for another text. */
export function markOf(text: string, content: string): CertifiedMark {
  const { body, index } = readExtract(text)
  const { at, detail } = JSON.parse(body) as { at: string; detail: { paper: { end: unknown } } }
  return { text, content, index, at: new Date(at), ended: detail.paper.end !== null }
}

/** A paper's stored content, small enough for a file's metadata. */
export function packContent(paper: object): string {
  return base64(deflateSync(strToU8(JSON.stringify(paper)), { level: 9, mem: 9 }))
}

/** The content again, as JSON has it. Undefined for a text that is none. */
export function unpackContent(packed: string): unknown {
  try {
    return JSON.parse(strFromU8(inflateSync(Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))))) as unknown
  } catch {
    return undefined
  }
}

export interface ProofInPdf {
  /** The text of the code. */
  readonly text: string
  readonly content?: string
}

/** The proof in a PDF that the platform made; undefined when it has none. PDF/A keeps metadata uncompressed, so this is a search. */
export function findProofInPdf(pdf: Uint8Array): ProofInPdf | undefined {
  // Byte for byte: what is looked for is ASCII.
  const text = new TextDecoder('latin1').decode(pdf)
  const proof = /mizan-extract:([^\s<>,;()"]{200,})/.exec(text)?.[1]
  const content = /mizan-content:([A-Za-z0-9+/]+=*)/.exec(text)?.[1]
  return proof === undefined ? undefined : { text: proof, ...(content === undefined ? {} : { content }) }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
