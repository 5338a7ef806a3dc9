import { hasExtract } from '#kernel/ledger/extract-text.ts'
import { findExtractInPicture } from '../extract-image.ts'
import { findProofInPdf } from '../proof-in-pdf.ts'
import type { FileProblem } from './words.ts'

export type ReadFile = { readonly text: string } | { readonly pdf: Uint8Array } | { readonly problem: FileProblem }

/** A telephone's picture is made smaller before it is read: more pixels than these only take time. */
const MOST_PIXELS = 3000

/** What a chosen file holds for the checker: the text of a code, or a PDF with its proof. Never throws. */
export async function readFile(file: File): Promise<ReadFile> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    if (String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-') return findProofInPdf(bytes) === undefined ? { problem: 'no-proof-in-pdf' } : { pdf: bytes }
    if (file.type.startsWith('image/')) {
      const text = findExtractInPicture(await pixelsOf(file))
      return text === undefined ? { problem: 'no-code' } : { text }
    }
    const text = new TextDecoder().decode(bytes)
    return hasExtract(text) ? { text } : { problem: 'unreadable' }
  } catch {
    return { problem: 'unreadable' }
  }
}

async function pixelsOf(file: File): Promise<ImageData> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  if (drawing === null) throw new Error('this browser draws no pictures')
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return drawing.getImageData(0, 0, canvas.width, canvas.height)
}
