const event = 'mizan:keyboard-help'

/** Opens the list of keyboard shortcuts. */
export function openKeyboardHelp(): void {
  window.dispatchEvent(new Event(event))
}

/** Calls `open` whenever the list is asked for. Returns the function that stops it. */
export function onKeyboardHelp(open: () => void): () => void {
  window.addEventListener(event, open)
  return () => window.removeEventListener(event, open)
}
