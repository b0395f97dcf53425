import type { Item, Variant } from '../../../schema/catalogue/items.ts'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { OrderStatus } from '../../../vocabulary/orders.ts'
import type { LineSums, StatedTotals } from '../import/totals.ts'

/**
 * Everything that a platform has sent about one product, stock or order. Each message is a small state, and states are only ever
 * joined. Joining is commutative and idempotent, so the same messages in any order give the same state.
 */

/** Version of a message: UTC milliseconds, and a number that orders two messages of the same millisecond. */
export type Version = { as_of: number; tie: number }

/** Deletions and restorations by delivery id; `at` is in UTC milliseconds. */
export type Ends = Record<string, { at: number; gone: boolean }>

/** Fields of an item that a product message contains; null means "none", and a field left out is not mentioned. */
export type ItemFields = { [K in keyof Omit<Item, 'item_id' | 'variants'>]?: Item[K] | null }

/** A variant in a message. */
export type VariantSnapshot = {
  variant: Variant
  /** Its separate stock record: whether the stock is counted, if the message says so, and whether it sells beyond it. */
  stock?: { id: string; counted: boolean | null; oversells: boolean }
}

export type ProductSnapshot = Version & {
  item_id: string
  fields: ItemFields
  /** Fields that are not in the message and can be derived from it; what is stored has priority. */
  defaults?: { url?: string; alias?: string }
  /** The variants that the message describes. */
  variants: VariantSnapshot[]
  /** Number of all variants of the product. */
  count: number
  /** Names of its categories, if the message does not say how they are nested. */
  names?: string[]
  /** Variants with messages of their own, in the shop's order; until one is known, the product itself is the variant. */
  listed?: string[]
}

export type VariationSnapshot = Version & { variant: Variant }
export type VariationState = { word?: VariationSnapshot; ends?: Ends }

export type ProductState = {
  /** The newest message. */
  word?: ProductSnapshot
  ends?: Ends
  variations?: Record<string, VariationState>
}

/** Pieces by location; null where the shop does not count them. */
export type StockState = { levels: Record<string, { as_of: number; available: number | null }> }

/** A line as ordered; `current` is the quantity that is left of it, if the platform sends it. */
export type LineSnapshot = { id: string; line: OrderLine; current?: number }

export type OrderSnapshot = Version & {
  order_id: string
  at?: number
  /** Key of the buyer. */
  customer?: string
  status?: OrderStatus
  currency?: string
  lines: LineSnapshot[]
  /** Ids of the refunds that the message includes. */
  refunds: string[]
  stated?: StatedTotals
  sums?: LineSums
}

/** Refunded pieces by line with the money for them, and all money paid back; in minor units. */
export type Refund = {
  as_of: number
  paid_back?: number
  lines: [line: string, quantity: number, amount?: number][]
}

export type OrderState = {
  /** The newest message. */
  word?: OrderSnapshot
  refunds?: Record<string, Refund>
  ends?: Ends
  /** Its buyer asked to be forgotten. */
  redacted?: boolean
}

/** The later of two versions; at the same time and tie the one whose JSON is greater, so that joining stays commutative. */
function later<W extends Version>(a: W | undefined, b: W | undefined): W | undefined {
  if (!a || !b) return a ?? b
  if (a.as_of !== b.as_of) return a.as_of > b.as_of ? a : b
  if (a.tie !== b.tie) return a.tie > b.tie ? a : b
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b
}

/** Union of two records with sorted keys; `pick` combines the values of a key that both have. */
function union<T>(
  a: Record<string, T> | undefined,
  b: Record<string, T> | undefined,
  pick: (a: T, b: T) => T,
): Record<string, T> | undefined {
  if (!a && !b) return undefined
  const both = new Map(Object.entries(a ?? {}))
  for (const [name, value] of Object.entries(b ?? {})) {
    const existing = both.get(name)
    both.set(name, existing === undefined ? value : pick(existing, value))
  }
  return Object.fromEntries([...both].sort(([x], [y]) => (x < y ? -1 : 1)))
}

const greater = <T>(a: T, b: T): T => (JSON.stringify(a) >= JSON.stringify(b) ? a : b)

/** A repeated delivery contains nothing new, so the first time counts. */
const joinEnds = (a: Ends | undefined, b: Ends | undefined) =>
  union(a, b, (x, y) => (x.at === y.at ? greater(x, y) : x.at < y.at ? x : y))

function joinVariations(a: VariationState, b: VariationState): VariationState {
  const word = later(a.word, b.word)
  const ends = joinEnds(a.ends, b.ends)
  return { ...(word && { word }), ...(ends && { ends }) }
}

/** Joins two states of a product. */
export function joinProducts(a: ProductState, b: ProductState): ProductState {
  const word = later(a.word, b.word)
  const ends = joinEnds(a.ends, b.ends)
  const variations = union(a.variations, b.variations, joinVariations)
  return { ...(word && { word }), ...(ends && { ends }), ...(variations && { variations }) }
}

/** Joins two states of a stock record; for each location the later level counts. */
export const joinStocks = (a: StockState, b: StockState): StockState => ({
  levels:
    union(a.levels, b.levels, (x, y) => (x.as_of === y.as_of ? greater(x, y) : x.as_of > y.as_of ? x : y)) ??
    {},
})

const joinRefunds = (a: Refund, b: Refund): Refund =>
  a.as_of === b.as_of ? greater(a, b) : a.as_of > b.as_of ? a : b

/** Joins two states of an order. */
export function joinOrders(a: OrderState, b: OrderState): OrderState {
  const word = later(a.word, b.word)
  const refunds = union(a.refunds, b.refunds, joinRefunds)
  const ends = joinEnds(a.ends, b.ends)
  const redacted = a.redacted || b.redacted
  return {
    ...(word && { word }),
    ...(refunds && { refunds }),
    ...(ends && { ends }),
    ...(redacted && { redacted }),
  }
}

/** Time of the last deletion, unless a restoration or message is newer; undefined when it is not deleted. */
export function goneSince({ word, ends }: { word?: Version; ends?: Ends }): number | undefined {
  const [last] = Object.values(ends ?? {}).sort((a, b) => b.at - a.at || Number(b.gone) - Number(a.gone))
  if (!last?.gone || (word && word.as_of > last.at)) return undefined
  return last.at
}
