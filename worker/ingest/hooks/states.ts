import type { Item, Variant } from '../../../schema/catalogue/items.ts'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { OrderStatus } from '../../../vocabulary/orders.ts'

/**
 * What a platform has said of a thing so far. A message is a small state of its own, and joining is all that ever happens
 * to states: in any order, any number of times, the same messages come to the same state.
 */

/** When something was said: UTC milliseconds, and what decides between two words of the same one. */
export type Word = { as_of: number; tie: number }

/** Deletions and restorations by delivery; `at` is UTC milliseconds. */
export type Ends = Record<string, { at: number; gone: boolean }>

/** What a product's message says of its item; null is "none", a field left out is not spoken of. */
export type ItemFields = { [K in keyof Omit<Item, 'item_id' | 'variants'>]?: Item[K] | null }

/** A variant as a message has it. */
export type VariantWord = {
  variant: Variant
  /** Where its stock is counted apart: whether it is, if the message says, and whether it sells beyond it. */
  stock?: { id: string; counted: boolean | null; oversells: boolean }
}

export type ProductWord = Word & {
  item_id: string
  fields: ItemFields
  /** All variants that the message describes. */
  variants: VariantWord[]
  /** How many there are in all. */
  count: number
  /** Names of its categories, where the message does not say how they lie in each other. */
  names?: string[]
  /** Variants that have messages of their own, in the shop's order; the one above stands in until one is known. */
  listed?: string[]
}

export type VariationWord = Word & { variant: Variant }
export type VariationState = { word?: VariationWord; ends?: Ends }

export type ProductState = {
  word?: ProductWord
  ends?: Ends
  variations?: Record<string, VariationState>
}

/** Pieces by place; null where the shop does not count them. */
export type StockState = { levels: Record<string, { as_of: number; available: number | null }> }

/** A line as it was ordered; `current` is what is left of it, where the platform says so. */
export type LineWord = { id: string; line: OrderLine; current?: number }

export type OrderWord = Word & {
  order_id: string
  at?: number
  customer?: string
  /** The buyer's other keyed hashes: a closed account is told by its number, and orders go by the e-mail. */
  aliases?: string[]
  status?: OrderStatus
  currency?: string
  lines: LineWord[]
  /** Refunds that the message knows of. */
  refunds: string[]
}

/** Pieces given back by line. */
export type Refund = { as_of: number; lines: [line: string, quantity: number][] }

export type OrderState = {
  word?: OrderWord
  refunds?: Record<string, Refund>
  ends?: Ends
  /** Its buyer asked to be forgotten. */
  redacted?: boolean
}

/** The later of two words; of the same time and tie the greater by spelling, so that the order does not matter. */
function later<W extends Word>(a: W | undefined, b: W | undefined): W | undefined {
  if (!a || !b) return a ?? b
  if (a.as_of !== b.as_of) return a.as_of > b.as_of ? a : b
  if (a.tie !== b.tie) return a.tie > b.tie ? a : b
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b
}

/** All entries of both by name, sorted; `pick` decides where both have one. */
function union<T>(
  a: Record<string, T> | undefined,
  b: Record<string, T> | undefined,
  pick: (a: T, b: T) => T,
): Record<string, T> | undefined {
  if (!a && !b) return undefined
  const both = new Map(Object.entries(a ?? {}))
  for (const [name, value] of Object.entries(b ?? {})) {
    const held = both.get(name)
    both.set(name, held === undefined ? value : pick(held, value))
  }
  return Object.fromEntries([...both].sort(([x], [y]) => (x < y ? -1 : 1)))
}

const greater = <T>(a: T, b: T): T => (JSON.stringify(a) >= JSON.stringify(b) ? a : b)

/** A delivery that comes again tells nothing new: its first time counts. */
const joinEnds = (a: Ends | undefined, b: Ends | undefined) =>
  union(a, b, (x, y) => (x.at === y.at ? greater(x, y) : x.at < y.at ? x : y))

function joinVariations(a: VariationState, b: VariationState): VariationState {
  const word = later(a.word, b.word)
  const ends = joinEnds(a.ends, b.ends)
  return { ...(word && { word }), ...(ends && { ends }) }
}

/** All that both say of a product. */
export function joinProducts(a: ProductState, b: ProductState): ProductState {
  const word = later(a.word, b.word)
  const ends = joinEnds(a.ends, b.ends)
  const variations = union(a.variations, b.variations, joinVariations)
  return { ...(word && { word }), ...(ends && { ends }), ...(variations && { variations }) }
}

/** All that both say of a stock; of each place the later word. */
export const joinStocks = (a: StockState, b: StockState): StockState => ({
  levels:
    union(a.levels, b.levels, (x, y) => (x.as_of === y.as_of ? greater(x, y) : x.as_of > y.as_of ? x : y)) ??
    {},
})

const joinRefunds = (a: Refund, b: Refund): Refund =>
  a.as_of === b.as_of ? greater(a, b) : a.as_of > b.as_of ? a : b

/** All that both say of an order. */
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

/** When it was last deleted, unless it was restored after that, or spoken of again; undefined when it is there. */
export function goneSince({ word, ends }: { word?: Word; ends?: Ends }): number | undefined {
  const [last] = Object.values(ends ?? {}).sort((a, b) => b.at - a.at || Number(b.gone) - Number(a.gone))
  if (!last?.gone || (word && word.as_of > last.at)) return undefined
  return last.at
}
