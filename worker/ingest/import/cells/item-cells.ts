/** Longest cell that is read as a line, in characters; metadata of plugins makes them long. */
const MOST_LINE = 100_000
/** Longest line written as a sentence: its pattern tries again at every ` x`. */
const MOST_SENTENCE = 2_000

/** What a cell says of a line, by the plugin's own keys. */
export type Said = ReadonlyMap<string, string>

/**
 * `name:Tea | green|product_id:7|sku:T-1|quantity:2`: pairs as WooCommerce plugins put a line into a cell, `:` `|` `;`
 * perhaps escaped. Of a key that comes twice the first counts, because metadata, which may hold anything, comes last.
 * Undefined when it is none.
 */
export function readPairs(text: string): Said | undefined {
  if (text.length > MOST_LINE) return undefined
  const keys = [...text.matchAll(/(?:^|(?<!\\)\|)([a-z_]+):/g)]
  if (keys[0]?.index !== 0) return undefined
  const said = new Map<string, string>()
  keys.forEach((match, at) => {
    const [whole, key = ''] = match
    const value = text.slice(match.index + whole.length, keys[at + 1]?.index)
    if (!said.has(key)) said.set(key, value.replace(/\\([:|;])/g, '$1').trim())
  })
  return said
}

/** `Tea (SKU: T-1) x2 @$4.50 = $9.00`: the same as a sentence, the SKU optional. Undefined when it is none. */
export function readSentence(text: string): Said | undefined {
  if (text.length > MOST_SENTENCE) return undefined
  const parts = /^(.+?)(?: \(SKU: ?([^)]*)\))? x ?(\d+(?:\.\d+)?) @ ?(.+?) = .+$/s.exec(text)
  if (!parts) return undefined
  const [, name = '', sku = '', quantity = '', price = ''] = parts
  return new Map(Object.entries({ name: name.trim(), sku: sku.trim(), quantity, price }))
}

/** A cell that holds all lines of an order: pairs, line after line behind `;`, or JSON. Undefined when it is neither. */
export function readItemList(text: string): Said[] | undefined {
  if (text === '') return []
  if (text.startsWith('[')) return readJsonList(text)
  return allOrNone(text.split(/(?<!\\);(?=[a-z_]+:)/).map(readPairs))
}

function readJsonList(text: string): Said[] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return undefined
    return list.map((line: unknown) => {
      const pairs: [string, unknown][] = Object.entries(line ?? {})
      const texts = pairs.filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      // The plugin writes quotes so, to keep them from ending the cell.
      return new Map(texts.map(([key, value]) => [key, String(value).replaceAll('&quot;', '"').trim()]))
    })
  } catch {
    return undefined
  }
}

/** `2× Tea, 1× Mug, blue`: the products of an order by name, which may hold commas itself. Undefined when it is none. */
export function readNames(text: string): Said[] | undefined {
  if (text === '') return []
  return allOrNone(
    text.split(/, (?=-?\d+× )/).map((entry) => {
      const [, quantity, name] = /^(-?\d+)× (.+)$/s.exec(entry) ?? []
      if (quantity === undefined || name === undefined) return undefined
      return new Map(Object.entries({ quantity, name: name.trim() }))
    }),
  )
}

/** An order with a line that nobody understands is none. */
function allOrNone(lines: readonly (Said | undefined)[]): Said[] | undefined {
  const read = lines.filter((line) => line !== undefined)
  return read.length === lines.length ? read : undefined
}
