/** Longest cell parsed as a line, in characters; metadata of plugins can be long. */
const MAX_LINE = 100_000
/** Longest cell parsed as a sentence, in characters: the pattern backtracks at every ` x`. */
const MAX_SENTENCE = 2_000

/** Properties of a line in one cell, by the plugin's own keys. */
export type LineProperties = ReadonlyMap<string, string>

/**
 * Parses `name:Tea | green|product_id:7|sku:T-1|quantity:2`: a line as the pairs that WooCommerce plugins write into a cell, with
 * optional escapes of `:` `|` `;`. The first value of a repeated key counts, because free metadata come last. Undefined for other
 * texts.
 */
export function readPairs(text: string): LineProperties | undefined {
  if (text.length > MAX_LINE) return undefined
  const keys = [...text.matchAll(/(?:^|(?<!\\)\|)([a-z_]+):/g)]
  if (keys[0]?.index !== 0) return undefined
  const properties = new Map<string, string>()
  keys.forEach((match, at) => {
    const [whole, key = ''] = match
    const value = text.slice(match.index + whole.length, keys[at + 1]?.index)
    if (!properties.has(key)) properties.set(key, value.replace(/\\([:|;])/g, '$1').trim())
  })
  return properties
}

/** Parses `Tea (SKU: T-1) x2 @$4.50 = $9.00`, where the SKU is optional. Undefined for other texts. */
export function readSentence(text: string): LineProperties | undefined {
  if (text.length > MAX_SENTENCE) return undefined
  const parts = /^(.+?)(?: \(SKU: ?([^)]*)\))? x ?(\d+(?:\.\d+)?) @ ?(.+?) = .+$/s.exec(text)
  if (!parts) return undefined
  const [, name = '', sku = '', quantity = '', price = ''] = parts
  return new Map(Object.entries({ name: name.trim(), sku: sku.trim(), quantity, price }))
}

/** Parses a cell with all lines of an order, either as pairs separated by `;` or as JSON. Undefined for other texts. */
export function readItemList(text: string): LineProperties[] | undefined {
  if (text === '') return []
  if (text.startsWith('[')) return readJsonList(text)
  return allOrNone(text.split(/(?<!\\);(?=[a-z_]+:)/).map(readPairs))
}

function readJsonList(text: string): LineProperties[] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return undefined
    return list.map((line: unknown) => {
      const pairs: [string, unknown][] = Object.entries(line ?? {})
      const texts = pairs.filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      // The plugin writes quotes in this form, so that they do not end the cell.
      return new Map(texts.map(([key, value]) => [key, String(value).replaceAll('&quot;', '"').trim()]))
    })
  } catch {
    return undefined
  }
}

/** Parses `2× Tea, 1× Mug, blue`: product names, which may contain commas. Undefined for other texts. */
export function readNames(text: string): LineProperties[] | undefined {
  if (text === '') return []
  return allOrNone(
    text.split(/[,،、] ?(?=-?\d+× )/).map((entry) => {
      const [, quantity, name] = /^(-?\d+)× (.+)$/s.exec(entry) ?? []
      if (quantity === undefined || name === undefined) return undefined
      return new Map(Object.entries({ quantity, name: name.trim() }))
    }),
  )
}

/** All lines, or undefined when one of them cannot be parsed. */
function allOrNone(lines: readonly (LineProperties | undefined)[]): LineProperties[] | undefined {
  const read = lines.filter((line) => line !== undefined)
  return read.length === lines.length ? read : undefined
}
