/** A list as it will be served. */
export type GateList = {
  kind: string
  key: string
  seed_orders: number
  companions: readonly {
    item_id: string
    score: number
    cart_weight: number
    co_orders: number
    item_orders: number
    /** Rests on similar items: its own pair may stand in no order at all. */
    borrowed?: true | undefined
  }[]
  /** What else the row names, by intent. */
  tails?: Readonly<Record<string, unknown>>
}

/** What is known of a model as a whole; `items_ready` have companions of their own. */
export type GateCounts = { orders: number; lists: number; pairs: number; items_ready: number }

/** A live model with fewer lists than this is too small to be halved by mistake. */
const WORTH_GUARDING = 20
/** A new model may lose so much of the lists while it keeps its orders. */
const MOST_LOST = 0.5

/**
 * What is wrong with the structure of one list; [] when nothing is. A generated file with a wrong shape, pushed
 * everywhere, is how large outages begin: so nothing is published unseen.
 * @param known whether the catalogue has the item
 * @param most  companions that a list may hold
 */
export function faultsOf(list: GateList, known: (item_id: string) => boolean, most: number): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  let before = Number.POSITIVE_INFINITY
  const named = alternativesOf(list)
  if (list.companions.length === 0 && Object.keys(list.tails ?? {}).length === 0) faults.push('empty_list')
  if (list.companions.length > most) faults.push('long_list')
  if (list.kind === 'item' && !known(list.key)) faults.push('unknown_key')
  for (const { item_id, score, cart_weight, co_orders, item_orders, borrowed } of list.companions) {
    if (seen.has(item_id)) faults.push('duplicate')
    seen.add(item_id)
    if (list.kind === 'item' && item_id === list.key) faults.push('self_pair')
    if (!known(item_id)) faults.push('unknown_item')
    if (!Number.isFinite(score) || !Number.isFinite(cart_weight) || score <= 0) faults.push('bad_score')
    if (score > before) faults.push('unsorted')
    before = score
    const fewest = borrowed ? 0 : 1
    const possible = co_orders >= fewest && co_orders <= list.seed_orders && co_orders <= item_orders
    if (!possible || !Number.isInteger(co_orders)) faults.push('impossible_counts')
  }
  for (const { item_id, score } of named) {
    if (item_id === list.key) faults.push('self_pair')
    if (!known(item_id)) faults.push('unknown_item')
    if (!(score > 0)) faults.push('bad_score')
  }
  return [...new Set(faults)]
}

type Named = { item_id: string; score: number }
const alternativesOf = ({ tails = {} }: GateList): Named[] =>
  Object.values(tails).flatMap((part) => (Array.isArray(part) ? (part as Named[]) : []))

/**
 * What is wrong with a model beside the one that is live; [] when nothing is.
 * @param live counts of the live model; undefined when it is the shop's first
 */
export function faultsOfModel(fresh: GateCounts, live: GateCounts | undefined): string[] {
  if (!live || live.lists < WORTH_GUARDING) return []
  if (fresh.lists === 0) return ['empty_model']
  const share = (a: number, b: number) => (b === 0 ? 1 : a / b)
  // A row may stand for its alternatives alone: what is lost is counted in companions, too.
  const keptLists = Math.min(share(fresh.lists, live.lists), share(fresh.items_ready, live.items_ready))
  const keptOrders = share(fresh.orders, live.orders)
  // Half of the orders gone takes lists with it, and that is the merchant's own doing.
  return keptLists < 1 - MOST_LOST && keptOrders > keptLists * 1.5 ? ['halved_model'] : []
}
