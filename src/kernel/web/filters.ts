import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export type Filters = Readonly<Record<string, string | undefined>>

/**
 * The filters of a list, kept in the address so that a list can be sent to a colleague and the Back key works.
 * `names` are the keys of the list endpoint's input; `sort` is one of them ('due' or '-due'). An absent filter is undefined.
 */
export function useFilters<K extends string>(names: readonly K[], defaults: Partial<Record<K, string>> = {}): [Partial<Record<K, string>>, (name: string, value: string | undefined) => void] {
  const [search, setSearch] = useSearchParams()
  const key = names.map((name) => search.get(name) ?? '').join('\u0000')
  const filters = useMemo(() => {
    const found: Partial<Record<K, string>> = {}
    for (const name of names) {
      const value = search.get(name) ?? defaults[name]
      if (value !== undefined && value !== '' && value !== 'any') found[name] = value
    }
    return found
    // The key stands for the names' values; names and defaults are constants of the page.
  }, [key])
  const set = useCallback((name: string, value: string | undefined) => {
    setSearch((before) => {
      const next = new URLSearchParams(before)
      const cleared = value === undefined || value === ''
      if (cleared && defaults[name as K] === undefined) next.delete(name)
      else next.set(name, cleared ? 'any' : value)
      return next
    }, { replace: true })
  }, [setSearch])
  return [filters, set]
}
