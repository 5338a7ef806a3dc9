/**
 * Characters that nobody sees and that deceive: controls, lone surrogates (half a character), and the marks that turn the direction of
 * text around. What Arabic and Kurdish are written with stays: the joiners (U+200C, U+200D) and the plain marks of direction (U+200E, U+200F).
 */
const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Cs}/u

/** Whether the text holds such a character. Line feeds and tabs are none. */
export function holdsHidden(text: string): boolean {
  return hidden.test(text)
}

/** The value with such characters taken out of every text in it: what a form does with what was pasted. Files and dates stay as they are. */
export function withoutHidden<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(new RegExp(hidden, 'gu'), '') as T
  if (Array.isArray(value)) return value.map(withoutHidden) as T
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutHidden(each)])) as T
}
