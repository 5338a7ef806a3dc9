import { noteContact } from './api.ts'
import { newKey } from './key.ts'
import { Problem } from './problem.ts'
import type { ProblemBody } from './problem.ts'

/** What an uploaded file is, as the documents contract has it. */
export type FilePurpose = 'attachment' | 'signed-copy' | 'photograph' | 'sketch' | 'recording' | 'letter'

export interface UploadTarget { readonly recordId: string; readonly purpose: FilePurpose }

/** Sends a file to POST /api/documents/upload/:recordId/:purpose. `progress` gets whole percents. Never throws. */
export function upload(file: File, { recordId, purpose }: UploadTarget, progress: (percent: number) => void): Promise<{ id: string } | { problem: Problem }> {
  return new Promise((resolve) => {
    // fetch cannot tell how much has been sent; XMLHttpRequest can.
    const send = new XMLHttpRequest()
    send.open('POST', `/api/documents/upload/${encodeURIComponent(recordId)}/${encodeURIComponent(purpose)}`)
    send.setRequestHeader('x-mizan', '1')
    send.setRequestHeader('x-mizan-lang', document.documentElement.lang)
    send.setRequestHeader('idempotency-key', newKey())
    send.upload.onprogress = (event) => { if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100)) }
    send.onerror = () => { noteContact(false); resolve({ problem: new Problem(0, { code: 'offline' }) }) }
    send.onload = () => {
      noteContact(true)
      const body = parse(send.responseText)
      const id = body['documentId']
      resolve(send.status < 300 && typeof id === 'string' ? { id } : { problem: new Problem(send.status, body as ProblemBody) })
    }
    const form = new FormData()
    form.append('file', file)
    send.send(form)
  })
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
