import type { TableOrder } from '../../engine/data/order-table.ts'
import { FOLDS } from '../../engine/tuning/folds.ts'
import { CART_GRID, hasOptions, PAGE_GRID } from '../../engine/tuning/grid.ts'
import type { FoldResult } from '../../engine/tuning/paired-sums.ts'
import { selectSettings } from '../../engine/tuning/select.ts'
import { advanceTuning, isTuned } from '../../engine/tuning/steps.ts'
import { spanOf } from '../../engine/tuning/train.ts'
import { MAX_TUNED_ORDERS } from '../../engine/tuning/tune.ts'
import type { MiningSettings } from '../../schema/models/models.ts'
import type { TuningRow } from '../../schema/models/tunings.ts'
import { drained, HandOver, type JobLease } from '../jobs/lease/lease.ts'
import { changeTuning, readTuning } from '../store/models/tunings.ts'
import type { Store } from '../store/open.ts'
import { storedOrders } from '../store/orders/orders.ts'
import type { Catalogue } from './catalogue.ts'
import { readDescribed } from './item-features.ts'
import { DEFAULT_SETTINGS, queueModel } from './queue-model.ts'
import { MIN_TUNED_ORDERS } from './queue-tuning.ts'
import { resolvedOrders } from './read-orders.ts'
import { chooseWindow } from './window.ts'

/** Lines of the orders that tuning reads: they are in memory beside the engine's arrays. */
const MAX_LINES = 1_000_000
/** Orders below which all folds fit into one turn. */
const MANY_ORDERS = 1_000

/**
 * Tunes the shop: one step in each turn, all steps of a small shop in one, and after the last step selects the settings and queues a
 * model with them. A worker that dies leaves the results of the finished steps to the next one.
 */
export async function tune(store: Store, tuning_id: string, lease: JobLease): Promise<void> {
  const row = await readTuning(store, tuning_id)
  if (!row || (row.status !== 'queued' && row.status !== 'running')) return
  const catalogue = await readDescribed(store, lease)
  const orders = await readTuned(store, catalogue, lease)
  if (orders.length < MIN_TUNED_ORDERS) return await skip(store, row, orders.length)
  // When all trials are done they choose, whatever arrives meanwhile: a shop with an order a minute would never end.
  const isTried = row.folds.length === FOLDS
  let folds = isTried || row.orders === orders.length ? reusable(row.folds as FoldResult[]) : []
  const texts = { titles: catalogue.features.titles, categories: catalogue.categories }
  const tuned = { ids: catalogue.ids, orders, settings: DEFAULT_SETTINGS, texts }
  while (!isTuned(folds)) {
    folds = await drained(advanceTuning(tuned, folds), lease)
    await changeTuning(store, tuning_id, { status: 'running', orders: orders.length, folds })
    if (orders.length >= MANY_ORDERS && !isTuned(folds)) throw new HandOver()
  }
  await changeTuning(store, tuning_id, {
    status: 'done',
    finished_at: Date.now(),
    settings: settingsFrom(folds, orders, Date.now()),
  })
  await queueModel(store, 'tuning', Date.now())
}

/** The stored folds; none of them after an update of Pairwell with other options, or when orders arrived since. */
const reusable = (folds: FoldResult[]): FoldResult[] =>
  folds.every(({ page, cart, bins }) => bins && hasOptions(page, PAGE_GRID) && hasOptions(cart, CART_GRID))
    ? folds
    : []

async function skip(store: Store, row: TuningRow, orders: number): Promise<void> {
  const problem = `The shop has ${orders} orders; tuning needs ${MIN_TUNED_ORDERS}. Default settings are used.`
  await changeTuning(store, row.tuning_id, { status: 'skipped', finished_at: Date.now(), orders, problem })
}

/** The newest orders, oldest first; orders without a date before all others. */
async function readTuned(store: Store, catalogue: Catalogue, lease: JobLease): Promise<TableOrder[]> {
  const source = storedOrders(store)
  const days = await source.days()
  const fits = (orders: number, lines: number) => orders <= MAX_TUNED_ORDERS && lines <= MAX_LINES
  const window = chooseWindow(days, DEFAULT_SETTINGS.window_days, fits)
  const orders: TableOrder[] = []
  for await (const { order } of resolvedOrders(source, catalogue, window, lease)) {
    if (order.items.length > 0) orders.push(order)
  }
  return orders.sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
}

function settingsFrom(
  folds: readonly FoldResult[],
  orders: readonly TableOrder[],
  now: number,
): MiningSettings {
  const { choices, calibration, ageing, ...chosen } = selectSettings(
    folds,
    DEFAULT_SETTINGS,
    orders.length,
    spanOf(orders),
  )
  const tuning = { tuned_at: now, orders: orders.length, folds: folds.length, ...choices, calibration }
  return { ...DEFAULT_SETTINGS, ...chosen, ...(ageing && { ageing }), tuning }
}
