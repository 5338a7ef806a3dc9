import { useEffect, useRef } from 'react'

/** Single keys for a page: `{ g: grant, r: refuse }`. Not while something is typed, nor while a dialog is open. */
export function useKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]')) return
      const target = event.target as HTMLElement
      if (target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="textbox"], [role="spinbutton"]')) return
      const act = latest.current[layoutFree(event)]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** The key by its place, so that it works under an Arabic layout too. */
function layoutFree(event: KeyboardEvent): string {
  return event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.key
}
