import { useQuery } from '@tanstack/react-query'
import { request } from './api.ts'

/** How many things wait on each page of the menu, by its path: GET /api/desk/counts, `{ rows: [{ path, count }] }`. Nothing where it can't be read. */
export function useMenuCounts(): Readonly<Record<string, number | undefined>> {
  const { data } = useQuery({
    queryKey: ['read', 'menu-counts'],
    queryFn: async ({ signal }) => ((await request('GET', '/api/desk/counts', undefined, { signal })) as { rows: readonly { path: string; count: number }[] }).rows,
    refetchInterval: 60_000, retry: false,
  })
  return Object.fromEntries((data ?? []).map(({ path, count }) => [path, count]))
}
