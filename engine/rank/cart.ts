/** What one item of the cart says about the others. */
export type CartList = {
  key: string
  seed_orders: number
  companions: readonly { item_id: string; cart_weight: number; co_orders: number; item_orders: number }[]
}

/** A companion of the whole cart, with the evidence of the item that gave it the most weight. */
export type CartScore = {
  item_id: string
  score: number
  seed_item_id: string
  co_orders: number
  seed_orders: number
  item_orders: number
}

/**
 * Adds up what every item of the cart gives to every companion, and once what the companion's own popularity gives; best
 * first, of equals by id. Summing weights keeps the strength of each piece of evidence, which merging ranked answers
 * throws away.
 * @param lists      one a cart item, in any order: the sum runs in the order of their keys, so it is the same each time
 * @param popularity what each order that holds an item adds to its score, ≥ 0 (engine/mine/settings.ts)
 */
export function scoreCart(lists: readonly CartList[], popularity = 0): CartScore[] {
  const scores = new Map<string, CartScore & { weight: number }>()
  for (const list of [...lists].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    for (const { item_id, cart_weight, co_orders, item_orders } of list.companions) {
      const evidence = { seed_item_id: list.key, co_orders, seed_orders: list.seed_orders, item_orders }
      const before = scores.get(item_id)
      if (!before) {
        const score = popularity * item_orders + cart_weight
        scores.set(item_id, { item_id, score, weight: cart_weight, ...evidence })
        continue
      }
      before.score += cart_weight
      if (cart_weight > before.weight) Object.assign(before, evidence, { weight: cart_weight })
    }
  }
  return [...scores.values()]
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.item_id < b.item_id ? -1 : 1))
    .map(({ weight: _, ...score }) => ({ ...score, score: Number(score.score.toPrecision(6)) }))
}
