import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { call } from './api.ts'
import { newKey } from './key.ts'
import type { InputOf, OutputOf, WebEndpoint } from './endpoint-types.ts'
import { problemText } from './problem-text.ts'
import { asProblem } from './problem.ts'
import type { Problem } from './problem.ts'
import { useWords } from './words.tsx'

export interface ActOptions<T> {
  /** After the act is recorded, with the server's answer. */
  readonly onDone?: (answer: T) => void
  /** The toast after success; null for none. Default `act.done`. */
  readonly doneText?: string | null
  /** True: show refusals as a toast. Default false: the caller shows `problem` (ActForm and ActButton do). */
  readonly toastProblems?: boolean
}

export interface Act<I, T> {
  /** Sends the act; undefined when it was refused. While one is under way a second call does nothing. */
  run(input: I): Promise<T | undefined>
  readonly busy: boolean
  readonly problem: Problem | undefined
  /** On 409: what was sent and what is there now. */
  readonly conflict: { readonly mine: I; readonly theirs: unknown } | undefined
  /** Forgets the problem. The next `run` is a new act, even with the same input. */
  reset(): void
}

/**
 * An act by its endpoint. One form instance sends the same Idempotency-Key for the same input, so a double click
 * or a retry after a lost line records it once. Everything on screen is read again after success.
 */
export function useAct<E extends WebEndpoint>(endpoint: E, options: ActOptions<OutputOf<E>> = {}): Act<InputOf<E>, OutputOf<E>> {
  const client = useQueryClient()
  const words = useWords()
  const keys = useRef(new Map<string, string>())
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ problem: Problem; mine: InputOf<E> }>()

  const run = async (input: InputOf<E>): Promise<OutputOf<E> | undefined> => {
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    setFailure(undefined)
    try {
      const answer = await call(endpoint, input, { idempotencyKey: keyFor(keys.current, input) })
      keys.current.clear()
      if (options.doneText !== null) notifications.show({ message: options.doneText ?? words.t('act.done'), color: 'accent', closeButtonProps: { 'aria-label': words.t('button.close') } })
      void client.invalidateQueries({ queryKey: ['read'] })
      options.onDone?.(answer)
      return answer
    } catch (error) {
      const problem = asProblem(error)
      setFailure({ problem, mine: input })
      if (options.toastProblems === true) {
        const text = problemText(problem, words)
        notifications.show({ title: text.title, message: [text.article, text.remedy].filter(Boolean).join(' — '), color: 'alarm', autoClose: 12_000, closeButtonProps: { 'aria-label': words.t('button.close') } })
      }
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  const reset = useCallback(() => { keys.current.clear(); setFailure(undefined) }, [])
  const current = failure?.problem.status === 409 ? failure.problem.body.current : undefined
  return {
    run, busy, reset, problem: failure?.problem,
    conflict: failure !== undefined && current !== undefined ? { mine: failure.mine, theirs: current } : undefined,
  }
}

function keyFor(keys: Map<string, string>, input: unknown): string {
  const text = JSON.stringify(input)
  const known = keys.get(text)
  if (known !== undefined) return known
  const key = newKey()
  keys.set(text, key)
  return key
}
