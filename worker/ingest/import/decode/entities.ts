import { decodeHTMLStrict } from 'entities'

/** A tag of HTML, or a comment. `<` in other places is text: "Cable < 2 m". */
const TAG = /<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]{0,1000})?\/?>|<!--[^<>]{0,1000}-->/gi

/** Tags that part words; others, such as `<b>` and `<sup>`, are within words. */
const PARTING = new Set('br p div li ul ol h1 h2 h3 h4 h5 h6 tr td th table hr section small'.split(' '))

/**
 * The cell with its HTML entities decoded and its tags removed, because shop systems write names as HTML (`LumaTech&trade;`,
 * `Mug<br>0.3&nbsp;l`). Only complete entities: `?a=1&copy=2` is a URL. JSON is left unchanged, because a decoded quote would
 * break it.
 */
export function asPlainText(cell: string): string {
  if (/^[[{]/.test(cell)) return cell
  const decoded = cell.includes('&') ? decodeHTMLStrict(cell) : cell
  if (!decoded.includes('<')) {
    return decoded === cell ? cell : decoded.replaceAll('\u00a0', ' ').trim()
  }
  const text = decoded.replace(TAG, (_, _end, name) => (PARTING.has(String(name).toLowerCase()) ? ' ' : ''))
  if (text === decoded) return decoded.trim()
  // Names with tags are often encoded twice.
  const plain = text.includes('&') ? decodeHTMLStrict(text) : text
  return plain.replace(/[^\S\n]+/g, ' ').trim()
}
