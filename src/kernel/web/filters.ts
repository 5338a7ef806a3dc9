import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

/** Stands in the address for a filter that has a default and was cleared. */
const cleared = 'any'

export type Filters = Readonly<Record<string, string | undefined>>

/**
 * The filters of a list, kept in the address so that a list can be sent to a colleague and the Back key works.
 * `names` are the keys of the list endpoint's input; `sort` is one of them ('due' or '-due'). An absent filter is undefined.
 */
export function useFilters<K extends string>(names: readonly K[], defaults: Partial<Record<K, string>> = {}): [Partial<Record<K, string>>, (name: string, value: string | undefined) => void] {
  const [search, setSearch] = useSearchParams()
  // Names and defaults are usually written anew on every drawing: as text they stay the same.
  const nameList = names.join()
  const defaultsText = JSON.stringify(defaults)
  const filters = useMemo(() => {
    const usual = JSON.parse(defaultsText) as Filters
    const found: Record<string, string> = {}
    for (const name of nameList.split(',')) {
      const value = search.get(name) ?? usual[name]
      if (value !== undefined && value !== '' && value !== cleared) found[name] = value
    }
    return found as Partial<Record<K, string>>
  }, [nameList, defaultsText, search])
  const set = useCallback((name: string, value: string | undefined) => {
    const usual = JSON.parse(defaultsText) as Filters
    // Read from the address itself: several filters may be set in one go, before React draws again.
    const next = new URLSearchParams(window.location.search)
    if (value) next.set(name, value)
    else if (usual[name] === undefined) next.delete(name)
    else next.set(name, cleared)
    setSearch(next, { replace: true })
  }, [defaultsText, setSearch])
  return [filters, set]
}
