import { OrderTable, type TableOrder } from '../data/order-table.ts'
import { orderWeight } from '../mine/order-weights.ts'
import { fitPairModels } from '../mine/pairs/fit.ts'
import type { SupportThresholds } from '../mine/pairs/support.ts'
import { findSimilarItems } from '../text/similar-items.ts'
import type { TrainedFold } from './evaluate.ts'
import { type AgeOption, ageingFor } from './grid.ts'

/** What is written about the items: a title and a category path each, '' for none; left out where nothing is known. */
export type ItemTexts = { titles?: readonly string[]; categories?: readonly string[] }

/** Fits the models to the training orders. @param before fold of the same items: its similar items are used again */
export function* train(
  ids: readonly string[],
  orders: readonly TableOrder[],
  thresholds: SupportThresholds,
  { titles = [], categories = [] }: ItemTexts,
  before?: TrainedFold,
): Generator<undefined, TrainedFold> {
  const lines = orders.reduce((sum, { items }) => sum + items.length, 0)
  const table = new OrderTable(ids, orders.length, lines)
  for (const order of orders) table.add(order)
  const baskets = yield* table.closing()
  const models = yield* fitPairModels(baskets, thresholds)
  const similar =
    before?.similar ?? (titles.length > 0 ? yield* findSimilarItems(baskets, titles) : undefined)
  return { baskets, models, thresholds, similar, categories }
}

/**
 * The orders weighted by age; the same array where all count alike, undefined where they span too little time.
 * @param orders oldest first
 */
export function weightedByAge(
  orders: readonly TableOrder[],
  age: AgeOption,
): readonly TableOrder[] | undefined {
  const newest = orders.at(-1)?.at ?? 0
  const ageing = ageingFor(age, spanOf(orders))
  if (!ageing || (ageing.half_life_days === null && ageing.season === null)) return ageing && orders
  return orders.map((order) => ({ ...order, weight: orderWeight(order.at, newest, ageing) }))
}

/** Time from the first to the last date of the orders, milliseconds; 0 without dates. @param orders oldest first */
export const spanOf = (orders: readonly TableOrder[]): number =>
  (orders.at(-1)?.at ?? 0) - (orders.find(({ at }) => at !== null)?.at ?? 0)
