/** NUL, and half of a surrogate pair: SQLite ends a JSON text at the one, and UTF-8 has no bytes for the other. */
const UNSTORABLE = /[\0\p{Cs}]/u

/** What is wrong with a text that has them, and what to do. */
export const UNSTORABLE_TEXT =
  'The text contains a NUL character or half of a surrogate pair, which cannot be stored. Remove it.'

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text)

/** The path to the first text or name in a JSON value that cannot be stored, such as `items.0.title`; undefined for none. */
export function unstorableIn(value: unknown): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : ''
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const found = isStorable(name) ? unstorableIn(inner) : ''
    if (found !== undefined) return found === '' ? name : `${name}.${found}`
  }
  return undefined
}
