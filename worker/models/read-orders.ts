import { recentSince, Trend } from '../../engine/alternatives/trend.ts'
import { Arena } from '../../engine/data/arena.ts'
import { OrderTable, type TableOrder } from '../../engine/data/order-table.ts'
import { RECENT_DAYS, RecentOrders } from '../../engine/gate/anomalies.ts'
import { HoldoutOrders, holdoutSize } from '../../engine/gate/holdout-orders.ts'
import { type Ageing, orderWeight } from '../../engine/mine/order-weights.ts'
import type { MiningSettings, ModelCounts } from '../../schema/models/models.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { type MinedOrder, type OrderSource, storedOrders } from '../store/orders/orders.ts'
import type { Catalogue } from './catalogue.ts'
import type { DescribedCatalogue } from './item-features.ts'
import type { Machine } from './machine.ts'
import { chooseWindow, fitsInMemory, type Window } from './window.ts'

const ALL_ALIKE: Ageing = { half_life_days: null, season: null }
/** Order lines in one read, about 250 kB. */
const LINES_A_READ = 10_000

/** The shop's orders in the form that the engine uses. */
export type OrdersRead = {
  table: OrderTable
  /** Holdout orders for the gate, and orders of the last days for anomalies. */
  newest: HoldoutOrders
  recent: RecentOrders
  trend: Trend
  /** References of order lines other than item ids, with the ids of their items. */
  references: ReadonlyMap<string, string>
  counts: Pick<
    ModelCounts,
    | 'orders'
    | 'orders_with_two'
    | 'orders_held'
    | 'lines'
    | 'lines_unmatched'
    | 'lines_matched'
    | 'orders_left_out'
    | 'first_order_at'
    | 'last_order_at'
  >
}

/** Reads the orders of the window into a table. */
export async function readOrderTable(
  store: Store,
  catalogue: DescribedCatalogue,
  settings: MiningSettings,
  lease: JobLease,
  machine: Machine,
): Promise<OrdersRead> {
  const items = catalogue.ids.length
  const source = machine.orders ?? storedOrders(store)
  const days = await source.days()
  const all = chooseWindow(days, settings.window_days, () => true)
  const memory = machine.memory(all.orders, all.lines, items)
  const window = chooseWindow(days, settings.window_days, fitsInMemory(items, memory.bytes))
  const table = new OrderTable(catalogue.ids, window.orders, window.lines, new Arena(memory))
  const newest = new HoldoutOrders(holdoutSize(window.orders))
  const recent = new RecentOrders()
  const trend = new Trend(items, recentSince(window.from, window.newest))
  const references = new Map<string, string>()
  const counts: OrdersRead['counts'] = {
    orders: 0,
    orders_with_two: 0,
    orders_held: 0,
    lines: 0,
    lines_unmatched: 0,
    lines_matched: { id: 0, sku: 0, name: 0 },
    orders_left_out: window.left_out,
    first_order_at: null,
    last_order_at: null,
  }
  const ageing = settings.ageing ?? ALL_ALIKE
  const orders = resolvedOrders(source, catalogue, window, lease, (reference, item) => {
    const item_id = catalogue.ids[item] ?? ''
    if (reference.slice(2) !== item_id) references.set(reference, item_id)
  })
  for await (const { order_id, order, unknown, matched, echo, lines } of orders) {
    const { at, items: held, size, customer } = order
    catalogue.nonGoods.add({ lines }, catalogue)
    for (const match of matched) counts.lines_matched[match] += 1
    const weight = orderWeight(at, window.newest, ageing, echo)
    const own = newest.pass(order_id, { ...order, weight })
    // Orders that arrived after the days were counted are left to the next run.
    if (own && !table.add(own)) counts.orders_left_out += 1
    if (own) trend.add(own.at, own.items)
    counts.orders_with_two += size > 1 ? 1 : 0
    counts.lines_unmatched += unknown
    if (at === null) continue
    if (at > window.newest - RECENT_DAYS * DAY) recent.add(held, customer)
    counts.first_order_at = Math.min(counts.first_order_at ?? at, at)
    counts.last_order_at = Math.max(counts.last_order_at ?? at, at)
  }
  const heldOut = newest.orders
  counts.orders = table.orders + heldOut.length
  counts.lines = table.lines + heldOut.reduce((sum, { items }) => sum + items.length, 0)
  counts.orders_held = heldOut.length
  return { table, newest, recent, trend, references, counts }
}

/** One stored order with its lines resolved to items. */
export type ResolvedOrder = {
  order_id: string
  order: TableOrder
  /** Number of distinct references without an item, and the kind of name of each of the others. */
  unknown: number
  matched: ('id' | 'sku' | 'name')[]
  /** Whether a line carries one of our recommendation ids. */
  echo: boolean
  lines: MinedOrder['lines']
}

/** The orders of a window in the order of their ids; pauses after each page. @param note called with each resolved reference */
export async function* resolvedOrders(
  source: OrderSource,
  catalogue: Catalogue,
  window: Window,
  lease: JobLease,
  note: (reference: string, item: number) => void = () => {},
): AsyncGenerator<ResolvedOrder> {
  const page_size = Math.round((LINES_A_READ * window.orders) / Math.max(1, window.lines))
  for await (const page of source.pages(window.from, page_size)) {
    for (const order of page) yield resolve(order, catalogue, note)
    await lease.pause()
  }
}

function resolve(
  { order_id, at, customer, lines }: MinedOrder,
  catalogue: Catalogue,
  note: (reference: string, item: number) => void,
): ResolvedOrder {
  const items = new Set<number>()
  const unknown = new Set<string>()
  const matched: ResolvedOrder['matched'] = []
  for (const [reference] of lines) {
    const { match, number } = catalogue.find(reference)
    if (match === 'nothing') unknown.add(reference)
    else {
      items.add(number)
      note(reference, number)
      matched.push(match)
    }
  }
  const order = { at, customer, items: [...items], size: items.size + unknown.size }
  const echo = lines.some(([, , , recommendation_id]) => recommendation_id !== undefined)
  return { order_id, order, unknown: unknown.size, matched, echo, lines }
}
