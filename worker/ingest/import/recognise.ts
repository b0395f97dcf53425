import type { ImportKind } from '../../../schema/imports/imports.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { Table } from './decode/raw-rows.ts'
import type { Format } from './format.ts'
import { algolplusOrders } from './formats/algolplus-orders.ts'
import { googleFeed } from './formats/google-feed.ts'
import { magentoProducts } from './formats/magento-products.ts'
import { plainItems } from './formats/plain-items.ts'
import { plainOrders } from './formats/plain-orders.ts'
import { plainRelations } from './formats/plain-relations.ts'
import { shopifyCustomers } from './formats/shopify-customers.ts'
import { shopifyOrders } from './formats/shopify-orders.ts'
import { shopifyProducts } from './formats/shopify-products.ts'
import { skyvergeOrderLines, skyvergeOrders } from './formats/skyverge-orders.ts'
import { vendureProducts } from './formats/vendure-products.ts'
import { webtoffeeOrders } from './formats/webtoffee-orders.ts'
import { wooProducts } from './formats/woo-products.ts'
import { wooReport } from './formats/woo-report.ts'

/** Every kind of file that is understood; of several that fit the first wins, so our plain forms come last. */
export const FORMATS: readonly Format[] = [
  shopifyProducts,
  shopifyOrders,
  shopifyCustomers,
  wooProducts,
  wooReport,
  webtoffeeOrders,
  skyvergeOrders,
  skyvergeOrderLines,
  algolplusOrders,
  magentoProducts,
  vendureProducts,
  googleFeed,
  plainItems,
  plainOrders,
  plainRelations,
]

/** A column's name as it is compared: case, spaces, dashes and underscores do not matter. */
export const plainName = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')

/**
 * A column in the file; `numbers` are those that a numbered column has, rising. One that is `assumed` is not in the first
 * line or entry, and a later one may bring it.
 */
type Place = { at: number; written: string; numbers?: readonly number[]; assumed?: true }

/** Where a format's columns stand in a header; of numbered ones see placeName. */
export type Positions = ReadonlyMap<string, Place>

/** The name under which one of numbered columns is found. */
export const placeName = (name: string, number: number | undefined): string =>
  number === undefined ? name : `${name} ${number}`

/** A header is held against every form, and every form against many headers: what one of them gives is made once. */
function remembered<K extends object, T>(make: (of: K) => T): (of: K) => T {
  const made = new WeakMap<K, T>()
  return (of) => {
    const known = made.get(of)
    if (known !== undefined) return known
    const fresh = make(of)
    made.set(of, fresh)
    return fresh
  }
}

type Aliases = readonly (readonly [name: string, aliases: readonly string[]])[]

/** The names of a form's columns as they are compared: of all, and of those that decide. */
const aliasesOf = remembered((format: Format): { all: Aliases; needed: Aliases } => {
  const decides = new Set(format.required.flat())
  const all = Object.entries(format.columns).map(
    ([name, others]) => [name, [name, ...others].map(plainName)] as const,
  )
  return { all, needed: all.filter(([name]) => decides.has(name)) }
})

/** A header's names as they are compared, and the first place of each. */
const namesOf = remembered((header: readonly string[]) => {
  const names = header.map(plainName)
  return { names, first: new Map(names.map((name, at): [string, number] => [name, at]).toReversed()) }
})

/** Finds each column of the format in the header; of two with one name the first counts. */
export function locate(format: Format, header: readonly string[]): Positions {
  const places = byName(aliasesOf(format).all, header)
  const order = format.positions?.(header)
  return order ? byPosition(order, format, header, places) : places
}

function byName(columns: Aliases, header: readonly string[]): Map<string, Place> {
  const places = new Map<string, Place>()
  const { names, first } = namesOf(header)
  for (const [name, aliases] of columns) {
    for (const alias of aliases) {
      if (places.has(name)) break
      const at = alias.startsWith('*')
        ? names.findIndex((own) => own.endsWith(alias.slice(1)))
        : (first.get(alias) ?? -1)
      const written = header[at]
      if (written !== undefined) places.set(name, { at, written })
      else if (alias.includes('{n}')) locateNumbered(name, alias, names, header, places)
    }
  }
  return places
}

/** Where the columns of a whole file stand. What the first line calls a column is its name; only what it leaves out goes by ours. */
export function placesOf(format: Format, { header, own }: Pick<Table, 'header' | 'own'>): Positions {
  const known = locate(format, own)
  const assumed = [...locate(format, header)].filter(([name]) => !known.has(name))
  return new Map([
    ...assumed.map(([name, place]): [string, Place] => [name, { ...place, assumed: true }]),
    ...known,
  ])
}

/** Gives the columns whose names are unknown by their place; one that is known by its name stays what it is. */
function byPosition(
  order: readonly string[],
  format: Format,
  header: readonly string[],
  known: ReadonlyMap<string, Place>,
): Positions {
  const places = new Map(known)
  const taken = new Set([...known.values()].map(({ at }) => at))
  for (const [at, name] of order.entries()) {
    const written = header[at]
    const free = name in format.columns && !places.has(name) && !taken.has(at)
    if (free && written !== undefined) places.set(name, { at, written })
  }
  return places
}

/** Finds the columns that a name with `{n}` stands for. */
function locateNumbered(
  name: string,
  alias: string,
  names: readonly string[],
  header: readonly string[],
  places: Map<string, Place>,
): void {
  const [before = '', after = ''] = alias.split('{n}')
  const found = new Map<number, Place>()
  for (const [at, written] of header.entries()) {
    const own = names[at] ?? ''
    if (!own.startsWith(before) || !own.endsWith(after)) continue
    const digits = own.slice(before.length, own.length - after.length)
    if (/^\d{1,4}$/.test(digits) && !found.has(Number(digits))) found.set(Number(digits), { at, written })
  }
  const numbers = [...found.keys()].sort((a, b) => a - b)
  const [first] = found.values()
  if (first) places.set(name, { ...first, numbers })
  for (const [number, place] of found) places.set(placeName(name, number), place)
}

const missing = (format: Format, header: readonly string[]): readonly (readonly string[])[] => {
  const places = format.positions?.(header)
    ? locate(format, header)
    : byName(aliasesOf(format).needed, header)
  return format.required.filter((choice) => !choice.some((name) => places.has(name)))
}

/** The first format of that kind whose required columns are all there; undefined when another kind fits better. */
export function formatOf(kind: ImportKind, header: readonly string[]): Format | undefined {
  const fitting = FORMATS.filter((format) => missing(format, header).length === 0)
  const format = fitting.find((one) => one.kind === kind)
  // Shopify's orders have an `Id` and a `Name`, as our items do: what asks for more columns is surer.
  const surer = fitting.some(
    (one) => one.required.length > (format?.required.length ?? 0) && one.kind !== kind,
  )
  return surer ? undefined : format
}

/** The format of that kind of which the header has the largest share, else the plainer; undefined when it has nothing of any. */
function nearest(kind: ImportKind, header: readonly string[]): Format | undefined {
  const share = (format: Format) => 1 - missing(format, header).length / format.required.length
  const formats = FORMATS.filter((format) => format.kind === kind).toReversed()
  const [best] = formats.sort((a, b) => share(b) - share(a))
  return best && share(best) > 0 ? best : undefined
}

/**
 * The format of a file by its header.
 * @throws {PairwellError} `missing_column` when a form of that kind nearly fits, else `unknown_format`
 */
export function recognise(kind: ImportKind, header: readonly string[]): Format {
  const format = formatOf(kind, header)
  if (format) return format
  const other = FORMATS.find((one) => one.kind !== kind && missing(one, header).length === 0)
  const columns = header.slice(0, 50)
  if (other) {
    throw new PairwellError(
      'unknown_format',
      `This looks like a file of ${other.kind}. Send it with kind=${other.kind}.`,
      { columns },
    )
  }
  const near = nearest(kind, header)
  if (near) {
    const lacks = missing(near, header).map((choice) => choice.join(' or '))
    throw new PairwellError(
      'missing_column',
      `The header has no column ${lacks.map((name) => `"${name}"`).join(', ')}, which a file of ${kind} needs. Add it, or say with PUT /v1/mappings which one holds it.`,
      { row: 1, missing: lacks, columns },
    )
  }
  const forms = FORMATS.filter((one) => one.kind === kind).map(({ name }) => name)
  throw new PairwellError(
    'unknown_format',
    `No known file of ${kind} has this header. Understood are: ${forms.join(', ')}. Say with PUT /v1/mappings which column is which, then send it again; it is remembered.`,
    { columns, understood: forms },
  )
}
