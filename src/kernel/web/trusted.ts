/** What the page's content policy asks of its scripts. Imported before anything that draws. */
import { config } from 'zod'

interface TrustedTypes { createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown }
const page = globalThis as unknown as { document?: Document; trustedTypes?: TrustedTypes; __webpack_nonce__?: string }

/** This page's nonce; the server writes it into the page. Under Vite's own server there is none, and no policy either. */
export function styleNonce(): string {
  return page.document?.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

/**
 * Style sheets that components write at run time come through here as text; markup never does: what holds a tag is refused, wherever
 * in the page it was meant for. (Null is a refusal: the browser throws.)
 */
export function sheetOrNothing(text: string): string | null {
  return /<[a-z!/?]/i.test(text) ? null : text
}

// The name under which the libraries that lock scrolling and watch for presses look for the nonce.
page.__webpack_nonce__ = styleNonce()
page.trustedTypes?.createPolicy('default', { createHTML: sheetOrNothing })
// Contracts are checked without compiling code, which the policy would refuse and report.
config({ jitless: true })
