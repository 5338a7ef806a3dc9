import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fillPath, noteContact } from '#kernel/web/api.ts'
import type { InputOf, OutputOf, WebEndpoint } from '#kernel/web/endpoint-types.ts'
import { newKey } from '#kernel/web/key.ts'
import { Problem, asProblem, type ProblemBody } from '#kernel/web/problem.ts'

/** Sends one image to an endpoint that takes a file. @throws Problem */
async function send<E extends WebEndpoint>(endpoint: E, input: InputOf<E>, image: Blob): Promise<OutputOf<E>> {
  const form = new FormData()
  form.append('file', image, 'image')
  let answer: Response
  try {
    answer = await fetch(fillPath(endpoint.path, input as Record<string, unknown>).path, { method: 'POST', body: form, credentials: 'same-origin', headers: { accept: 'application/json', 'x-mizan': '1', 'x-mizan-lang': document.documentElement.lang, 'idempotency-key': newKey() } })
  } catch {
    noteContact(false)
    throw new Problem(0, { code: 'offline' })
  }
  noteContact(true)
  const body = (await answer.json().catch(() => ({}))) as unknown
  if (!answer.ok) throw new Problem(answer.status, body as ProblemBody)
  return body as OutputOf<E>
}

export interface Sending<E extends WebEndpoint> {
  run(input: InputOf<E>, image: Blob): Promise<OutputOf<E> | undefined>
  readonly busy: boolean
  readonly problem: Problem | undefined
  reset(): void
}

/** Sending of images: everything on screen is read again after each. */
export function useSendImage<E extends WebEndpoint>(endpoint: E): Sending<E> {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const run: Sending<E>['run'] = async (input, image) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await send(endpoint, input, image)
      await client.invalidateQueries({ queryKey: ['read'] })
      return answer
    } catch (error) {
      setProblem(asProblem(error))
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, problem, reset: () => { setProblem(undefined) } }
}
