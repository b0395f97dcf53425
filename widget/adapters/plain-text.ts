/**
 * A message of a shop system as text: without markup, and with its entities decoded. The document of a parser runs and loads nothing.
 * A page with Trusted Types may forbid the parser; then only numbered entities are decoded.
 */
export function plainText(markup: string): string {
  let text: string | null
  try {
    text = new DOMParser().parseFromString(markup, 'text/html').body.textContent
  } catch {
    text = markup
      .replace(/<[^>]*>/g, '')
      .replace(/&#(\d{2,5});/g, (_whole, code) => String.fromCodePoint(code))
      .replace(/&quot;/g, '"')
  }
  return (text ?? '').trim()
}
