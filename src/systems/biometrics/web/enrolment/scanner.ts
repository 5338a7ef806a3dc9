/** The operator's scanner, by the protocol of docs/formats/scanner-adapter.md: a small program on the operator's own machine. */
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'

const Status = z.object({ adapter: z.string(), version: z.literal(1), device: z.object({ maker: z.string(), model: z.string(), serial: z.string(), dpi: z.number() }).nullable() })
export type ScannerStatus = z.infer<typeof Status>
const Failure = z.object({ error: z.enum(['unpaired', 'busy', 'no-device', 'timeout', 'failed']) })

export interface ScannedImage { readonly image: Blob; readonly dpi: number; readonly serial: string }
export type ScannerProblem = 'offline' | 'unpaired' | 'timeout' | 'failed'

export interface Scanner {
  readonly status: ScannerStatus | undefined
  readonly problem: ScannerProblem | undefined
  readonly busy: boolean
  pair(token: string): void
  /** The next image of the scanner; undefined when none came, and `problem` says why. */
  capture(finger: number): Promise<ScannedImage | undefined>
}

const tokenKey = 'mizan.scanner.token'

/** Kept until the browser is closed: the program shows a new code at each of its starts. */
function keptToken(): string {
  try { return sessionStorage.getItem(tokenKey) ?? '' } catch { return '' }
}

/** The scanner at this address; null where the server names none. */
export function useScanner(address: string | null): Scanner | undefined {
  const [token, setToken] = useState(keptToken)
  const [status, setStatus] = useState<ScannerStatus>()
  const [problem, setProblem] = useState<ScannerProblem>()
  const [busy, setBusy] = useState(false)

  const ask = useCallback(async (path: string, init: RequestInit = {}): Promise<Response | ScannerProblem> => {
    try {
      const answer = await fetch(`${address}${path}`, { ...init, mode: 'cors', credentials: 'omit', cache: 'no-store', headers: { 'x-mizan-scanner': token } })
      if (answer.ok) return answer
      const failure = Failure.safeParse(await answer.json().catch(() => undefined))
      return failure.success && (failure.data.error === 'unpaired' || failure.data.error === 'timeout') ? failure.data.error : 'failed'
    } catch {
      return 'offline'
    }
  }, [address, token])

  useEffect(() => {
    if (address === null) return
    let gone = false
    void (async () => {
      const answer = await ask('/status')
      const read = typeof answer === 'string' ? undefined : Status.safeParse(await answer.json().catch(() => undefined))
      if (gone) return
      setStatus(read?.success ? read.data : undefined)
      setProblem(typeof answer === 'string' ? answer : read?.success ? undefined : 'failed')
    })()
    return () => { gone = true }
  }, [address, ask])

  if (address === null) return undefined
  return {
    status, problem, busy,
    pair(given) {
      try { sessionStorage.setItem(tokenKey, given) } catch { /* kept for this page alone */ }
      setToken(given)
    },
    async capture(finger) {
      setBusy(true)
      const answer = await ask('/capture?' + new URLSearchParams({ finger: String(finger) }).toString(), { method: 'POST' })
      setBusy(false)
      setProblem(typeof answer === 'string' ? answer : undefined)
      if (typeof answer === 'string') return undefined
      const dpi = Number(answer.headers.get('x-scanner-dpi') ?? status?.device?.dpi ?? 500)
      return { image: await answer.blob(), dpi: Number.isFinite(dpi) ? dpi : 500, serial: answer.headers.get('x-scanner-serial') ?? '' }
    },
  }
}
