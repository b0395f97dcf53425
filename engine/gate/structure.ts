/** A list as it will be served. */
export type CheckedList = {
  kind: string
  key: string
  seed_orders: number
  companions: readonly {
    item_id: string
    score: number
    cart_weight: number
    co_orders: number
    item_orders: number
    /** True when the score rests on similar items: then no order needs to hold the pair. */
    borrowed?: true | undefined
    /** True when it is here as a best seller. */
    popular?: true | undefined
  }[]
  /** The other parts of an item's row, alternatives among them, by intent. */
  tails?: Readonly<Record<string, unknown>>
}

/** What a model holds as a whole; `items_ready` are items with companions of their own. */
export type ModelSize = { orders: number; lists: number; pairs: number; items_ready: number }

/** Lists that a live model needs before losing half of them is a fault: a smaller one may be halved by a small change. */
const MIN_LISTS = 20
/** Share of its lists that a new model may lose while it keeps its orders. */
const MAX_LOST = 0.5

/**
 * What is wrong with the structure of one list; [] when nothing is. Nothing is published unchecked, because a generated file
 * of the wrong shape, pushed everywhere at once, is how large outages begin.
 * @param known whether the catalogue has the item
 * @param most  companions that a list may hold
 */
export function listFaults(list: CheckedList, known: (item_id: string) => boolean, most: number): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  let before = Number.POSITIVE_INFINITY
  if (list.companions.length === 0 && Object.keys(list.tails ?? {}).length === 0) faults.push('empty_list')
  if (list.companions.length > most) faults.push('long_list')
  if (list.kind === 'item' && !known(list.key)) faults.push('unknown_key')
  for (const { item_id, score, cart_weight, co_orders, item_orders, borrowed, popular } of list.companions) {
    if (seen.has(item_id)) faults.push('duplicate')
    seen.add(item_id)
    if (list.kind === 'item' && item_id === list.key) faults.push('self_pair')
    if (!known(item_id)) faults.push('unknown_item')
    if (!Number.isFinite(score) || !Number.isFinite(cart_weight) || score <= 0) faults.push('bad_score')
    if (score > before) faults.push('unsorted')
    before = score
    const fewest = borrowed || popular ? 0 : 1
    const possible = co_orders >= fewest && co_orders <= list.seed_orders && co_orders <= item_orders
    if (!possible || !Number.isInteger(co_orders)) faults.push('impossible_counts')
  }
  for (const { item_id, score } of alternativesOf(list)) {
    if (item_id === list.key) faults.push('self_pair')
    if (!known(item_id)) faults.push('unknown_item')
    if (!(score > 0)) faults.push('bad_score')
  }
  return [...new Set(faults)]
}

type Alternative = { item_id: string; score: number }
const alternativesOf = ({ tails = {} }: CheckedList): Alternative[] =>
  Object.values(tails).flatMap((part) => (Array.isArray(part) ? (part as Alternative[]) : []))

/**
 * What is wrong with a model as a whole, compared with the live one; [] when nothing is.
 * @param live undefined when it is the shop's first model
 */
export function modelFaults(fresh: ModelSize, live: ModelSize | undefined): string[] {
  if (!live || live.lists < MIN_LISTS) return []
  if (fresh.lists === 0) return ['empty_model']
  const share = (a: number, b: number) => (b === 0 ? 1 : a / b)
  // A row may exist for its alternatives alone, so lost companions are counted as well as lost rows.
  const keptLists = Math.min(share(fresh.lists, live.lists), share(fresh.items_ready, live.items_ready))
  const keptOrders = share(fresh.orders, live.orders)
  // Losing half of the orders loses lists too, and that is the merchant's own doing.
  return keptLists < 1 - MAX_LOST && keptOrders > keptLists * 1.5 ? ['halved_model'] : []
}
