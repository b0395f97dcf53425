import { type Item, MAX_ALIASES, type Variant } from '../../../schema/catalogue/items.ts'
import type { Relation } from '../../../schema/catalogue/relations.ts'
import type { WrittenDetails } from '../../../schema/customers/details.ts'
import type { Customer } from '../../../schema/orders/customers.ts'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { DateOrder } from '../../../vocabulary/dates.ts'
import type { OrderStatus } from '../../../vocabulary/orders.ts'
import type { RelationshipType } from '../../../vocabulary/relations.ts'
import type { PriceChange } from '../../store/catalogue/price-list.ts'
import type { PersonFact } from '../identity/join-people.ts'
import type { TotalsFragment } from './totals.ts'

/** Data of one row about its item; rows of one item may be anywhere in the file. */
export type ItemFragment = {
  key: string
  row: number
  fields: Partial<Omit<Item, 'item_id' | 'variants'>>
  variant?: Variant
  /** The item is sold out, whatever its variants say: its stock is kept at the item. */
  sold_out?: true
  /** The row is about the item as a whole; its variant counts only if no other row has one. */
  whole?: true
  /** The row says nothing about the availability of its variant, which is only assumed. */
  assumed?: true
  /** The file ends within the item. */
  cut?: true
}

/**
 * One row of a price list. `key` is a reference as in an order line, which the catalogue resolves; `column` is the file's own name of the
 * column with it, for errors.
 */
export type PriceFragment = { key: string; row: number; column: string; change: PriceChange }

/** Data of one row about its order, with the buyer as a keyed hash. */
export type OrderFragment = TotalsFragment & {
  key: string
  /** UTC milliseconds. */
  at?: number
  /** The same date read with the month first, if that is another one. */
  at_mdy?: number
  customer?: string
  status?: OrderStatus
  currency?: string
  line?: OrderLine
  /** Lines of adjacent rows that contain nothing else about the order. */
  more?: OrderLine[]
  /** The shop system's own number of the order, if its name is another one, and the system. */
  platform_id?: readonly [platform: 'shopify' | 'woocommerce', id: string]
  /** The file ends within the order, or perhaps does. */
  ends?: 'within' | 'after'
}

/**
 * One relation. `key` is its item, so that one bucket contains all of an item's relations. `columns` are the file's own names of
 * the columns of the item and of the related one, for errors.
 */
export type RelationFragment = {
  key: string
  row: number
  columns: readonly [item: string, related: string]
  relation: Relation
}

/**
 * A companion named in a catalogue: `to` is `i:` and an id, `s:` and a SKU, or `n:` and a title; position 1 is first; `column` is
 * the file's own name of its column, for errors.
 */
export type Link = { to: string; type: RelationshipType; position: number; column: string }

/**
 * All companions that a catalogue's row states for its item, possibly none. They replace those of an earlier catalogue, and leave
 * those from other sources unchanged. `key` is the item's id.
 */
export type LinksFragment = { key: string; row: number; links: Link[] }

/** Data of a row about a person, identified by a keyed hash. */
export type CustomerFragment = { key: string; customer: Omit<Customer, 'customer'> }

/** What a row says of a customer under each of these keys; `key` is the first of them. */
export type DetailsFragment = { key: string; keys: string[]; details: WrittenDetails }

/** What the file says about a person; `key` is that of their customer id. */
export type PersonFragment = { key: string; person: Omit<PersonFact, 'customer_id'> }

/** A published item that the catalogue does not contain. */
export type AbsentFragment = { key: string; absent: true }

export type Fragment =
  | ItemFragment
  | PriceFragment
  | OrderFragment
  | RelationFragment
  | LinksFragment
  | CustomerFragment
  | DetailsFragment
  | PersonFragment
  | AbsentFragment

export const isItem = (one: Fragment): one is ItemFragment => 'fields' in one
export const isPrice = (one: Fragment): one is PriceFragment => 'change' in one
export const isRelation = (one: Fragment): one is RelationFragment => 'relation' in one
export const isLinks = (one: Fragment): one is LinksFragment => 'links' in one
export const isCustomer = (one: Fragment): one is CustomerFragment =>
  'customer' in one && typeof one.customer === 'object'
export const isDetails = (one: Fragment): one is DetailsFragment => 'details' in one
export const isPerson = (one: Fragment): one is PersonFragment => 'person' in one
export const isAbsent = (one: Fragment): one is AbsentFragment => 'absent' in one
export const isOrder = (one: Fragment): one is OrderFragment =>
  !('row' in one) && !isCustomer(one) && !isDetails(one) && !isPerson(one) && !isAbsent(one)

/** An order assembled from all its rows. */
export type WholeOrder = {
  order_id: string
  ordered_at: number | null
  customer: string | null
  status: OrderStatus
  currency: string
  lines: OrderLine[]
}

/** The higher of two counts: an order that any row calls cancelled is cancelled. */
const STATUS_WEIGHT: Record<OrderStatus, number> = { paid: 0, pending: 1, refunded: 2, cancelled: 3, test: 4 }

/**
 * Assembles an order from its rows. The result does not depend on their order: earliest date, alphabetically first customer,
 * highest status weight, quantities of a line added, lines with none left dropped, lines sorted.
 */
export function wholeOrder(
  key: string,
  fragments: readonly OrderFragment[],
  currency: string,
  date_order: DateOrder = 'DMY',
): WholeOrder {
  const defined = <T>(values: (T | undefined)[]) => values.filter((value) => value !== undefined)
  const dates = defined(fragments.map(({ at, at_mdy }) => (date_order === 'MDY' ? (at_mdy ?? at) : at)))
  const [customer = null] = defined(fragments.map((fragment) => fragment.customer)).sort()
  const [code = currency] = defined(fragments.map((fragment) => fragment.currency)).sort()
  const statuses = defined(fragments.map((fragment) => fragment.status))
  const status = statuses.reduce(
    (worst, next) => (STATUS_WEIGHT[next] > STATUS_WEIGHT[worst] ? next : worst),
    'paid',
  )
  const lines = new Map<string, OrderLine>()
  for (const line of fragments.flatMap(({ line, more = [] }) => (line ? [line, ...more] : more))) {
    const [reference, quantity, price] = line
    const before = lines.get(reference)
    const prices = [before?.[2], price].filter((one) => one !== undefined && one !== null)
    const [recommendation] = defined([before?.[3], line[3]]).sort()
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
    // What was given back may stand in rows of its own.
    lines: [...lines.values()].filter(([, pieces]) => pieces > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

/**
 * Assembles an item from its rows: the first row with a field determines it, rows about the item as a whole before the others;
 * aliases and translations are collected, and variants keep the order of the file. A variant without a price has that of the item; the
 * SKU of an item that has variants in rows of their own is one of its aliases.
 */
export function wholeItem(
  key: string,
  fragments: readonly ItemFragment[],
): Record<string, unknown> & { variants: Variant[] } {
  const fields: Record<string, unknown> = {}
  const variants = new Map<string, Variant>()
  const parts = fragments.filter(({ whole, variant }) => !whole && variant)
  const base = fragments.find(({ whole, variant }) => whole && variant)?.variant
  const ordered = [...fragments.filter(({ whole }) => whole), ...fragments.filter(({ whole }) => !whole)]
  const isSoldOut = fragments.some(({ sold_out }) => sold_out)
  for (const { fields: own, variant, whole } of ordered) {
    for (const [name, value] of Object.entries(own)) {
      if (value !== undefined && fields[name] === undefined) fields[name] = value
    }
    if (!variant || variants.has(variant.variant_id) || (whole && parts.length > 0)) continue
    const isOffered = variant.availability === 'in_stock' || variant.availability === 'backorder'
    const price = variant.price ?? base?.price
    const priced = price === undefined ? variant : { ...variant, price }
    variants.set(
      variant.variant_id,
      isSoldOut && isOffered ? { ...priced, availability: 'out_of_stock' } : priced,
    )
  }
  const aliases = new Set(fragments.flatMap((one) => one.fields.aliases ?? []))
  // The SKU of a product that is bought as one of its variants: orders and pages may name it.
  if (base?.sku !== undefined && ![...variants.values()].some(({ sku }) => sku === base.sku))
    aliases.add(base.sku)
  const translations = Object.assign(
    {},
    ...fragments.map((one) => one.fields.translations ?? {}).toReversed(),
  )
  return {
    ...fields,
    ...(aliases.size > 0 && { aliases: [...aliases].slice(0, MAX_ALIASES) }),
    ...(Object.keys(translations).length > 0 && { translations }),
    item_id: key,
    variants: [...variants.values()],
  }
}
