import { QueryClient, QueryClientProvider, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { call, noteContact } from './api.ts'
import type { InputOf, OutputOf, WebEndpoint } from './endpoint-types.ts'
import { Problem } from './problem.ts'

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (tries, error) => tries < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
      },
    },
  })
}

/** Holds what the screens have read. */
export function ReadsProvider({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient)
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

export interface ReadOptions {
  /** False: don't read yet (an input is still missing). */
  readonly when?: boolean
  /** Read again every so many milliseconds. */
  readonly every?: number
}

export interface Read<T> {
  readonly data: T | undefined
  readonly problem: Problem | undefined
  readonly loading: boolean
  /** Read again now. */
  again(): void
}

/** Reads a GET endpoint and keeps it fresh. Data of the previous input stays visible while the next is loading. */
export function useRead<E extends WebEndpoint>(endpoint: E, input: InputOf<E>, options: ReadOptions = {}): Read<OutputOf<E>> {
  const query = useQuery({
    queryKey: ['read', endpoint.name, input],
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    enabled: options.when ?? true,
    placeholderData: keepPreviousData,
    ...(options.every !== undefined && { refetchInterval: options.every }),
  })
  return {
    data: query.data as OutputOf<E> | undefined,
    problem: query.error instanceof Problem ? query.error : undefined,
    loading: query.isLoading,
    again: () => void query.refetch(),
  }
}

/** The shape every paged list endpoint answers with. */
export interface ListPage<T> {
  readonly rows: readonly T[]
  /** Pass as `cursor` to get the next page; null or absent at the end. */
  readonly next?: string | null | undefined
  readonly total?: number | null | undefined
}

export interface InfiniteList<T> {
  readonly rows: readonly T[]
  readonly total: number | undefined
  readonly hasMore: boolean
  readonly loading: boolean
  readonly loadingMore: boolean
  readonly problem: Problem | undefined
  more(): void
  again(): void
}

type RowOf<E extends WebEndpoint> = OutputOf<E> extends { rows: readonly (infer T)[] } ? T : never

/**
 * Reads a list page by page. The endpoint's input takes `cursor?: string` (and whatever filters),
 * its output is `{ rows, next?, total? }`.
 */
export function useInfiniteList<E extends WebEndpoint>(endpoint: E, filters: Omit<InputOf<E>, 'cursor'>): InfiniteList<RowOf<E>> {
  const query = useInfiniteQuery({
    queryKey: ['read', endpoint.name, filters],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const input = (pageParam === undefined ? filters : { ...filters, cursor: pageParam }) as InputOf<E>
      return (await call(endpoint, input, { signal })) as unknown as ListPage<RowOf<E>>
    },
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  return {
    rows,
    total: query.data?.pages[0]?.total ?? undefined,
    hasMore: query.hasNextPage,
    loading: query.isLoading,
    loadingMore: query.isFetchingNextPage,
    problem: query.error instanceof Problem ? query.error : undefined,
    more: () => { if (query.hasNextPage && !query.isFetching) void query.fetchNextPage() },
    again: () => void query.refetch(),
  }
}

/** What `/api/events` sends when a record that this post may see has changed. */
interface RecordEvent { readonly recordId?: string; readonly kind?: string }

/** Listens to the server's events and reads again whatever on screen touches the changed record. */
export function useLiveEvents(signedIn: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!signedIn || typeof EventSource === 'undefined') return
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      const ids = [...changed]
      changed.clear()
      void client.invalidateQueries({ predicate: (query) => query.isActive() && touches(query.queryKey, query.state.data, ids) })
    }
    const source = new EventSource('/api/events')
    let opened = false
    source.onopen = () => {
      noteContact(true)
      // What changed while the line was away was told to nobody: all is read again.
      if (opened) void client.invalidateQueries({ predicate: (query) => query.isActive() })
      opened = true
    }
    source.onerror = () => { if (typeof navigator !== 'undefined' && !navigator.onLine) noteContact(false) }
    source.onmessage = (message) => {
      noteContact(true)
      const event = readEvent(message.data)
      if (event?.recordId === undefined) return
      changed.add(event.recordId)
      clearTimeout(timer)
      timer = setTimeout(flush, 300)
    }
    return () => { clearTimeout(timer); source.close() }
  }, [client, signedIn])
}

function readEvent(data: unknown): RecordEvent | undefined {
  try {
    return JSON.parse(String(data)) as RecordEvent
  } catch {
    return undefined
  }
}

function touches(key: readonly unknown[], data: unknown, ids: readonly string[]): boolean {
  const text = JSON.stringify([key, data])
  return ids.some((id) => text.includes(id))
}
