/** Just enough XML for a list: elements, text and the five named entities. A document type is refused, so nothing can be fetched or blown up. */
import { ListFileError } from './entry.ts'

export interface Element { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Element[]; text: string }

const token = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function plain(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (all, decimal?: string, hex?: string, name?: string) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined
    if (code !== undefined) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    return named[name ?? ''] ?? all
  })
}

/** The root element. @throws ListFileError with the place of the first fault */
export function readXml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open: Element[] = [root]
  token.lastIndex = text.startsWith('\ufeff') ? 1 : 0
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const found = token.exec(text)
    if (!found) throw new ListFileError(`line ${lineOf(text, at)}: this is no XML that a list may have`)
    const [, data, closing, name, attributes, empty, run] = found
    const top = open.at(-1)!
    if (run !== undefined || data !== undefined) top.text += data ?? plain(run!)
    else if (name && closing) {
      if (top.name !== name) throw new ListFileError(`line ${lineOf(text, at)}: </${name}> closes <${top.name}>`)
      open.pop()
    } else if (name) {
      const element: Element = { name, attributes: Object.fromEntries([...(attributes ?? '').matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key, a, b]) => [key!, plain(a ?? b ?? '')])), children: [], text: '' }
      top.children.push(element)
      if (!empty) open.push(element)
    }
  }
  if (open.length > 1) throw new ListFileError(`the file ends within <${open.at(-1)!.name}>`)
  const [only] = root.children
  if (!only) throw new ListFileError('there is no XML in the file')
  return only
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** The text of the first child of that name, without spaces around it; '' when there is none. */
export function textOf(element: Element | undefined, name: string): string {
  return childrenOf(element, name)[0]?.text.replaceAll(/\s+/g, ' ').trim() ?? ''
}
