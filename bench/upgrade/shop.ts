import type { Alternatives } from '../../engine/alternatives/alternatives.ts'
import { type AlternativeOptions, findAlternatives } from '../../engine/alternatives/find-alternatives.ts'
import type { Links } from '../../engine/alternatives/link-patterns.ts'
import type { Baskets } from '../../engine/data/baskets.ts'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import { OrderTable } from '../../engine/data/order-table.ts'
import { DEFAULT_PRICE_BANDS, type PriceBand } from '../../vocabulary/price-bands.ts'

/** The narrow band, used first. */
export const NARROW: PriceBand = DEFAULT_PRICE_BANDS.upgrade.narrow
/** Used where the narrow band has too few items. */
export const WIDE: PriceBand = DEFAULT_PRICE_BANDS.upgrade.wide
/** More expensive by any amount. */
export const DEARER: PriceBand = [Number.MIN_VALUE, Number.POSITIVE_INFINITY]

export const NO_LINKS: Links = { upgrade: [], complement: [], related: [], substitute: [] }

/** One order by the numbers of its items. */
export type NumberedOrder = { at: number | null; customer: string | null; items: readonly number[] }

export function basketsOf(ids: readonly string[], orders: readonly NumberedOrder[]): Baskets {
  const lines = orders.reduce((sum, { items }) => sum + items.length, 0)
  const table = new OrderTable(ids, orders.length, lines)
  for (const { at, customer, items } of orders) table.add({ at, customer, items, size: items.length })
  return table.close()
}

/** The engine's own alternatives, with upgrades from one band alone. */
export function alternativesIn(
  band: PriceBand,
  baskets: Baskets,
  features: ItemFeatures,
  links: Links = NO_LINKS,
  options: AlternativeOptions = {},
): Alternatives {
  const bands = { ...DEFAULT_PRICE_BANDS, upgrade: { narrow: band, wide: band } }
  const steps = findAlternatives(baskets, features, links, { ...options, bands })
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** Whether an item is more expensive than another within the band. */
export function isInBand(features: ItemFeatures, seed: number, item: number, [from, to]: PriceBand): boolean {
  const own = features.prices[seed] ?? 0
  const price = features.prices[item] ?? 0
  if (own === 0 || price === 0 || seed === item) return false
  const step = Math.round(1e6 * (price / own - 1)) / 1e6
  return step >= from && step <= to
}

/** Returns all items that are more expensive than one within the band. */
export const inBand = (features: ItemFeatures, seed: number, band: PriceBand): number[] =>
  features.titles.map((_, item) => item).filter((item) => isInBand(features, seed, item, band))

export const price = (features: ItemFeatures, item: number): number => features.prices[item] ?? 0
