import type { Row } from '../format.ts'

/** Longest cell that is parsed, in characters; that of a product with 2,000 variations has 200,000. */
const MAX_CELL = 1_000_000

/**
 * Parses `size=XS,color=Black,climate=Cool|Windy`. A value may contain commas, and may be quoted with its own quotes doubled.
 * Several values are separated by commas in the result.
 */
export function readMagentoAttributes(cell: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const part of cutPairs(cell)) {
    const at = part.indexOf('=')
    const values = part
      .slice(at + 1)
      .split('|')
      .map(unquoted)
    const value = values.filter((one) => one !== '').join(', ')
    if (at > 0 && value !== '') attributes.set(part.slice(0, at).trim().slice(0, 100), value.slice(0, 500))
  }
  return attributes
}

/** Splits at each comma outside quotes and before a `name=`, in one pass. */
function cutPairs(cell: string): string[] {
  if (cell.length > MAX_CELL) return []
  const parts: string[] = []
  const key = /\s*[A-Za-z]\w*=/y
  let from = 0
  let quoted = false
  for (let at = 0; at < cell.length; at += 1) {
    const sign = cell[at]
    if (sign === '"' && quoted && cell[at + 1] === '"') at += 1
    else if (sign === '"') quoted = !quoted && (cell[at - 1] === '=' || cell[at - 1] === '|')
    if (sign !== ',' || quoted) continue
    key.lastIndex = at + 1
    if (!key.test(cell)) continue
    parts.push(cell.slice(from, at))
    from = at + 1
  }
  return [...parts, cell.slice(from)]
}

const unquoted = (text: string): string => {
  const value = text.trim()
  const quoted = value.length > 1 && value.startsWith('"') && value.endsWith('"')
  return quoted ? value.slice(1, -1).replaceAll('""', '"').trim() : value
}

/** The SKUs of `sku=A-1,size=XS|sku=A-2,size=S`, in which products list their variations and bundles their parts. */
export function skusOfParts(cell: string): string[] {
  if (cell.length > MAX_CELL) return []
  return cell
    .split('|')
    .map((part) => part.split(',').find((pair) => pair.trim().startsWith('sku=')))
    .map((pair) => unquoted(pair?.slice(pair.indexOf('=') + 1) ?? ''))
    .filter((sku) => sku !== '')
}

/** "Not Visible Individually" in the languages of Magento's own packs, and its number. */
const HIDDEN = new Set(
  `1,not visible individually,einzeln nicht sichtbar,nicht einzeln sichtbar,non visible individuellement,no visible individualmente,
  non visibile individualmente,non visibile singolarmente,niet individueel zichtbaar,niewidoczny indywidualnie,
  niewidoczne osobno,inte synlig enskilt,inte synlig individuellt,não visível individualmente,個別に表示しない,個別に表示されない,
  個別に非表示,غير مرئي بشكل فردي,غير مرئية بشكل فردي,单独不可见,не показывать отдельно`
    .split(',')
    .map((name) => name.trim()),
)

/**
 * Whether a product has a page of its own. The export writes the label in the language of the administrator. In an unknown language:
 * "Catalog", "Search" and "Catalog, Search" are single words, with a comma between them; the fourth label is a phrase.
 * `unknown`: the cell is empty, so that it depends on whether a configurable product names this one.
 */
export function visibilityOf(row: Row): 'shown' | 'hidden' | 'unknown' {
  const label = row.cell('visibility').toLowerCase()
  if (label === '') return 'unknown'
  if (HIDDEN.has(label)) return 'hidden'
  const isList = /[,،、，/]/.test(label)
  return isList || !/\s/.test(label) ? 'shown' : 'hidden'
}
