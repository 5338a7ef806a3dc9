import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo } from 'react'
import type { ReactNode } from 'react'
import { request, watchSignedOut } from './api.ts'
import { Problem } from './problem.ts'
import { useWords } from './words.tsx'

/** One post that the account holds. */
export interface Post {
  readonly id: string
  readonly title: string
  readonly role: string
  readonly office: { readonly id: string; readonly name: string }
}

/** The answer of GET /api/session. */
export interface WebSession {
  readonly signedIn: boolean
  readonly personName?: string
  readonly post?: Post | null
  readonly posts?: readonly Post[]
  readonly may?: readonly string[]
  readonly lang?: string
  /** The institution has its own sign-in provider. */
  readonly outside?: boolean
  readonly mustChangePassword?: boolean
  readonly mustEnrol?: boolean
}

export interface SessionValue extends WebSession {
  readonly problem: Problem | undefined
  readonly loading: boolean
  /** Reads the session again, and forgets everything that was read in another post. */
  refresh(): Promise<void>
  signOut(): Promise<void>
  switchPost(postId: string): Promise<void>
}

const SessionContext = createContext<SessionValue | undefined>(undefined)

/** Reads the session once and shares it. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const { lang } = useWords()
  const query = useQuery({
    queryKey: ['session', lang],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      try {
        return (await request('GET', '/api/session')) as WebSession
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return { signedIn: false }
        throw error
      }
    },
    staleTime: 60_000,
  })
  // A session that was ended elsewhere (revoked, idle, the post taken away): the door opens at the same address, and what was typed waits as a draft.
  const signedIn = query.data?.signedIn ?? false
  useEffect(() => (signedIn ? watchSignedOut(() => void client.invalidateQueries({ queryKey: ['session'] })) : undefined), [client, signedIn])
  const value = useMemo<SessionValue>(() => {
    const refresh = async () => {
      client.removeQueries({ queryKey: ['read'] })
      await client.invalidateQueries({ queryKey: ['session'] })
    }
    return {
      ...(query.data ?? { signedIn: false }),
      problem: query.error instanceof Problem ? query.error : undefined,
      loading: query.isLoading,
      refresh,
      signOut: async () => { await request('POST', '/api/session/sign-out', {}); await refresh() },
      switchPost: async (postId) => { await request('POST', '/api/session/post', { postId }); await refresh() },
    }
  }, [client, query.data, query.error, query.isLoading])
  return <SessionContext value={value}>{children}</SessionContext>
}

/** The session of this browser: who, in which post, what the post may. */
export function useSession(): SessionValue {
  const value = useContext(SessionContext)
  if (value === undefined) throw new Error('useSession needs a SessionProvider around it')
  return value
}

/** True when the current post may do `verb`. 'public' and 'signed-in' are always true. The server decides again on every act. */
export function useMay(): (verb: string) => boolean {
  const { may } = useSession()
  return useMemo(() => {
    const set = new Set(may ?? [])
    return (verb: string) => verb === 'public' || verb === 'signed-in' || set.has(verb)
  }, [may])
}
