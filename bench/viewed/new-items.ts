import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import { findAlternatives } from '../../engine/alternatives/find-alternatives.ts'
import { ViewTable } from '../../engine/alternatives/view-table.ts'
import { findViewedTogether } from '../../engine/alternatives/viewed-together.ts'
import { Arena } from '../../engine/data/arena.ts'
import { OrderTable } from '../../engine/data/order-table.ts'
import { DAY } from '../../vocabulary/time.ts'

const KINDS = 25
const OF_A_KIND = 8
const ITEMS = KINDS * OF_A_KIND
const ORDERS = 2_000
/** Probability that a shopper's next page is another item of the kind that they are looking for. */
const STAYS = 0.7
/** Share of the visitors who buy one of the items that they opened. */
const BUYS = 0.05

/** Every eighth item is new: it has no order, and shares no word and no category with any other. */
const isNew = (item: number): boolean => item % OF_A_KIND === 0
const kindOf = (item: number): number => Math.floor(item / OF_A_KIND)

/** Pages that one shopper opens, two to six: mostly of one kind, the others anything; the first items are opened most. */
function pagesOf({ chance, below }: Dice): number[] {
  const kind = Math.floor(chance() ** 1.5 * KINDS)
  return Array.from({ length: 2 + below(5) }, () =>
    chance() < STAYS ? kind * OF_A_KIND + below(OF_A_KIND) : Math.floor(chance() ** 2 * ITEMS),
  )
}

function drained<T>(steps: Generator<unknown, T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** What new items have in a shop with so many visitors in a month. */
export type NewItems = {
  visitors: number
  /** Share of the new items with a related item by views, and with two, which a panel needs. */
  withOne: number
  withTwo: number
  /** Share of those related items that are of the new item's kind; chance would be 0.035. */
  ofItsKind: number
  milliseconds: number
}

/** Simulates the visitors of a month, and looks at the related items of the items that nobody has bought. */
export function newItemsWith(visitors: number, seed = 1): NewItems {
  const random = dice(seed)
  const ids = Array.from({ length: ITEMS }, (_, item) => `item-${String(item).padStart(3, '0')}`)
  const orders = new OrderTable(ids, ORDERS, 2 * ORDERS)
  for (let n = 0; n < ORDERS; n += 1) {
    const items = [...new Set(pagesOf(random).filter((item) => !isNew(item)))].slice(0, 2)
    orders.add({ at: n * DAY * 0.1, customer: `c${n}`, items, size: items.length, weight: 1 })
  }
  const begun = performance.now()
  const arena = new Arena()
  const table = new ViewTable(arena)
  for (let n = 0; n < visitors; n += 1) {
    const viewed = pagesOf(random)
    const isBuyer = random.chance() < BUYS
    const bought = isBuyer ? viewed.slice(-1) : []
    table.add({
      group: random.below(visitors / 2),
      isBuyer,
      days: [{ day: 20_000 + random.below(30), viewed, bought }],
    })
  }
  const viewed = drained(findViewedTogether(table, ITEMS, arena))
  const milliseconds = performance.now() - begun
  const features = {
    titles: ids.map((_, item) => (isNew(item) ? `Novelty${item}` : `Ware ${item} of kind ${kindOf(item)}`)),
    collections: ids.map((_, item) => (isNew(item) ? [] : [`Kind ${kindOf(item)}`])),
    product_types: ids.map(() => ''),
    attributes: ids.map(() => ({})),
    prices: ids.map(() => 1_000),
    offered: ids.map(() => true),
  }
  const links = { upgrade: [], complement: [], related: [], substitute: [] }
  const found = drained(findAlternatives(orders.close(), features, links, { viewed }))
  const fresh = ids.flatMap((_, item) => (isNew(item) ? [{ item, related: found.of(item).related }] : []))
  const all = fresh.flatMap(({ item, related }) => related.map((one) => kindOf(one.item) === kindOf(item)))
  const share = (least: number) =>
    fresh.filter(({ related }) => related.length >= least).length / fresh.length
  return {
    ...{ visitors, milliseconds, withOne: share(1), withTwo: share(2) },
    ofItsKind: all.filter(Boolean).length / Math.max(1, all.length),
  }
}
