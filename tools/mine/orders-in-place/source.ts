import type { MinedOrder, OrderSource } from '../../../worker/store/orders/orders.ts'
import { openParquet } from '../parquet.ts'
import { columnsIn, NeedsImport, otherColumns } from './cells.ts'
import { DayCounts } from './day-counts.ts'
import { dateOf, minedLines, minedOrder, type PackedOrders } from './packed-orders.ts'
import { type FileGroup, type ReaderOptions, readGroups } from './readers.ts'
import { type GroupOrders, wholeOrders } from './whole-orders.ts'

/** Orders that stay in their files, with the number of rows and of orders that are mined. */
export type OrdersInPlace = OrderSource & { rows: number; orders: number }

/**
 * Opens a table of orders that `npm run warehouse` has written, and reads it once to count its orders by day. Their model is that of an
 * import of the same rows, which takes many times as long, because it sorts and stores them.
 * @param paths the Parquet files of the table, in its order
 * @throws {NeedsImport} when the files are not such a table, or have rows that only an import understands
 */
export async function ordersInPlace(
  paths: readonly string[],
  options: ReaderOptions,
  threads: number,
): Promise<OrdersInPlace> {
  const groups = await groupsOf(paths)
  const counts = new DayCounts()
  for await (const { edges, inner } of wholeOrders(readGroups('count', groups, options, threads))) {
    for (const { at, lines } of edges) counts.add(at, lines.length)
    for (const day of inner ?? []) counts.join(day)
  }
  const days = counts.days()
  return {
    rows: groups.reduce((sum, { group }) => sum + group.to - group.from, 0),
    orders: days.reduce((sum, { orders }) => sum + orders, 0),
    days: async () => days,
    pages: (from, size) => pagesOf(readGroups('read', groups, options, threads), from, size),
  }
}

async function groupsOf(paths: readonly string[]): Promise<FileGroup[]> {
  const groups: FileGroup[] = []
  for (const path of paths) {
    const file = await openParquet(path)
    if (!columnsIn([...file.columns.keys()])) throw otherColumns(path)
    const filled = file.groups.filter(({ from, to }) => to > from)
    groups.push(...filled.map((group) => ({ path, group })))
  }
  if (groups.length === 0) throw new NeedsImport('it has no rows')
  return groups
}

/** @param size orders of a page, about */
async function* pagesOf(
  groups: AsyncIterable<GroupOrders<PackedOrders>>,
  from: number,
  size: number,
): AsyncGenerator<MinedOrder[]> {
  const isRecent = (at: number | null) => at === null || at >= from
  for await (const { edges, inner } of wholeOrders(groups)) {
    yield edges.filter(({ at }) => isRecent(at)).map(({ counts: _, ...order }) => order)
    if (!inner) continue
    let page: MinedOrder[] = []
    for (let order = 1; order < inner.ids.length - 1; order += 1) {
      if (minedLines(inner, order) === 0 || !isRecent(dateOf(inner, order))) continue
      page.push(minedOrder(inner, order))
      if (page.length < size) continue
      yield page
      page = []
    }
    yield page
  }
}
