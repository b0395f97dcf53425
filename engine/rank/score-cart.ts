/** What one item of the cart says about the others. */
export type CartList = {
  key: string
  seed_orders: number
  companions: readonly {
    item_id: string
    cart_weight: number
    co_orders: number
    item_orders: number
    borrowed?: true | undefined
  }[]
}

/** What the shop sells most, and how many orders there are in all. */
export type CartSellers = { orders: number; companions: readonly { item_id: string; item_orders: number }[] }

/**
 * A companion of the whole cart, with the evidence of the item that gave it the most weight; a best seller that no item
 * speaks for has '' there and is its own evidence.
 */
export type CartScore = {
  item_id: string
  score: number
  seed_item_id: string
  co_orders: number
  seed_orders: number
  item_orders: number
  /** True when that weight rests on what is bought with similar items. */
  borrowed?: true
}

type Sum = CartScore & { weight: number }

/**
 * Adds up what every item of the cart gives to every companion, and once what the companion's own popularity gives; best
 * first, of equals by id. Summing weights keeps the strength of each piece of evidence, which merging ranked answers
 * throws away.
 * @param lists      one a cart item, in any order: the sum runs in the order of their keys, so it is the same each time
 * @param popularity what each order that holds an item adds to its score, ≥ 0 (engine/mine/settings.ts)
 * @param sellers    candidates by their popularity alone, where the blend has `best_sellers`
 */
export function scoreCart(lists: readonly CartList[], popularity = 0, sellers?: CartSellers): CartScore[] {
  const sums = new Map<string, Sum>()
  for (const list of [...lists].sort((a, b) => (a.key < b.key ? -1 : 1))) addList(sums, list, popularity)
  for (const { item_id, item_orders } of sellers?.companions ?? []) {
    if (sums.has(item_id)) continue
    const evidence = {
      seed_item_id: '',
      co_orders: item_orders,
      seed_orders: sellers?.orders ?? 0,
      item_orders,
    }
    sums.set(item_id, { item_id, score: popularity * item_orders, weight: 0, ...evidence })
  }
  return [...sums.values()]
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.item_id < b.item_id ? -1 : 1))
    .map(({ weight: _, ...score }) => ({ ...score, score: Number(score.score.toPrecision(6)) }))
}

function addList(
  sums: Map<string, Sum>,
  { key, seed_orders, companions }: CartList,
  popularity: number,
): void {
  for (const { item_id, cart_weight, co_orders, item_orders, borrowed } of companions) {
    const before = sums.get(item_id)
    const score = (before?.score ?? popularity * item_orders) + cart_weight
    if (before && cart_weight <= before.weight) {
      before.score = score
      continue
    }
    const evidence = { seed_item_id: key, co_orders, seed_orders, item_orders, ...(borrowed && { borrowed }) }
    sums.set(item_id, { item_id, score, weight: cart_weight, ...evidence })
  }
}
