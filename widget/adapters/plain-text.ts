import { parsed } from './parsed.ts'

/**
 * A message of a shop system as text: without markup, and with its entities decoded; only numbered entities in a page that forbids the
 * parser.
 */
export function plainText(markup: string): string {
  const text =
    parsed(markup)?.body.textContent ??
    markup
      .replace(/<[^>]*>/g, '')
      .replace(/&#(\d{2,5});/g, (_whole, code) => String.fromCodePoint(code))
      .replace(/&quot;/g, '"')
  return text.trim()
}
