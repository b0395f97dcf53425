import type { Item, Variant } from '../../../schema/catalogue/items.ts'
import type { Relation } from '../../../schema/catalogue/relations.ts'
import type { Customer } from '../../../schema/orders/customers.ts'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { OrderStatus } from '../../../vocabulary/orders.ts'
import type { RelationshipType } from '../../../vocabulary/relations.ts'

/** What one row says about its item; rows of one item may stand anywhere in the file. */
export type ItemFragment = {
  key: string
  row: number
  fields: Partial<Omit<Item, 'item_id' | 'variants'>>
  variant?: Variant
}

/** What one row says about its order, its buyer already a keyed hash. */
export type OrderFragment = {
  key: string
  /** UTC milliseconds. */
  at?: number
  customer?: string
  status?: OrderStatus
  currency?: string
  line?: OrderLine
  /** Lines of neighbouring rows that say nothing else of the order. */
  more?: OrderLine[]
}

/**
 * One statement; `key` is its item, so that a bucket holds all of an item's statements. `columns` are those of the item
 * and of the related one as the file writes them, for errors.
 */
export type RelationFragment = {
  key: string
  row: number
  columns: readonly [item: string, related: string]
  relation: Relation
}

/**
 * A companion as a catalogue names it: `to` is `i:` an id, `s:` a SKU or `n:` a title; position 1 is first; `column` is
 * the file's own name of where it stands, for errors.
 */
export type Link = { to: string; type: RelationshipType; position: number; column: string }

/**
 * All companions that a catalogue's row states for its item, none perhaps: they replace what an older catalogue said, and
 * leave alone what the merchant said elsewhere. `key` is the item's id.
 */
export type LinksFragment = { key: string; row: number; links: Link[] }

/** What a row says about a person, already a keyed hash. */
export type CustomerFragment = { key: string; customer: Omit<Customer, 'customer'> }

/** A published item that the catalogue leaves out. */
export type AbsentFragment = { key: string; absent: true }

export type Fragment =
  | ItemFragment
  | OrderFragment
  | RelationFragment
  | LinksFragment
  | CustomerFragment
  | AbsentFragment

export const isItem = (one: Fragment): one is ItemFragment => 'fields' in one
export const isRelation = (one: Fragment): one is RelationFragment => 'relation' in one
export const isLinks = (one: Fragment): one is LinksFragment => 'links' in one
export const isCustomer = (one: Fragment): one is CustomerFragment =>
  'customer' in one && typeof one.customer === 'object'
export const isAbsent = (one: Fragment): one is AbsentFragment => 'absent' in one
export const isOrder = (one: Fragment): one is OrderFragment =>
  !('row' in one) && !isCustomer(one) && !isAbsent(one)

/** An order as all its rows together say it. */
export type WholeOrder = {
  order_id: string
  ordered_at: number | null
  customer: string | null
  status: OrderStatus
  currency: string
  lines: OrderLine[]
}

/** The later of two wins: what is cancelled anywhere is cancelled. */
const STATUS_WEIGHT: Record<OrderStatus, number> = { paid: 0, pending: 1, refunded: 2, cancelled: 3, test: 4 }

/**
 * Puts an order's rows together. The result does not depend on the order of the rows: earliest date, first customer by
 * spelling, gravest status, pieces of a line added up, lines sorted.
 */
export function wholeOrder(key: string, fragments: readonly OrderFragment[], currency: string): WholeOrder {
  const known = <T>(values: (T | undefined)[]) => values.filter((value) => value !== undefined)
  const dates = known(fragments.map(({ at }) => at))
  const [customer = null] = known(fragments.map((fragment) => fragment.customer)).sort()
  const [code = currency] = known(fragments.map((fragment) => fragment.currency)).sort()
  const statuses = known(fragments.map((fragment) => fragment.status))
  const status = statuses.reduce(
    (worst, next) => (STATUS_WEIGHT[next] > STATUS_WEIGHT[worst] ? next : worst),
    'paid',
  )
  const lines = new Map<string, OrderLine>()
  for (const line of fragments.flatMap(({ line, more = [] }) => (line ? [line, ...more] : more))) {
    const [reference, quantity, price] = line
    const before = lines.get(reference)
    const prices = [before?.[2], price].filter((one) => one !== undefined && one !== null)
    const [recommendation] = known([before?.[3], line[3]]).sort()
    const whole: OrderLine = [
      reference,
      (before?.[1] ?? 0) + quantity,
      prices.length ? Math.min(...prices) : null,
    ]
    if (recommendation !== undefined) whole.push(recommendation)
    lines.set(reference, whole)
  }
  return {
    order_id: key,
    ordered_at: dates.length ? Math.min(...dates) : null,
    customer,
    status,
    currency: code,
    lines: [...lines.values()].sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

/** Puts an item's rows together: the first row that says a thing decides, variants stay in the order of the file. */
export function wholeItem(
  key: string,
  fragments: readonly ItemFragment[],
): Record<string, unknown> & { variants: Variant[] } {
  const fields: Record<string, unknown> = {}
  const variants = new Map<string, Variant>()
  for (const fragment of fragments) {
    for (const [name, value] of Object.entries(fragment.fields)) {
      if (value !== undefined && fields[name] === undefined) fields[name] = value
    }
    const { variant } = fragment
    if (variant && !variants.has(variant.variant_id)) variants.set(variant.variant_id, variant)
  }
  return { ...fields, item_id: key, variants: [...variants.values()] }
}
