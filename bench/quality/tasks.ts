/** Number of evaluated positions. */
const AT = 10
/** Seeds of an order. */
export const SEEDS = 3
/** Seeds of the product page task. */
const PAGE_CASES = 6_000

/** The product page task: predict the items that are bought with one item. */
export type PageCase = { seed: number; targets: ReadonlySet<number> }
/** The cart task: predict the missing item of an order from all others. */
export type CartCase = { cart: readonly number[]; target: number; customer: string | null }

/** A ranking method: returns the best ten numbers, best first. */
export type Ranker = {
  page(seed: number): readonly number[]
  cart(items: readonly number[]): readonly number[]
}

/** A seeded choice: mulberry32. */
export function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Up to three seeds an order, and of all of them 6,000. @param orders known items, two or more each */
export function pageCases(orders: readonly (readonly number[])[]): PageCase[] {
  const draw = dice(1)
  const cases = orders.flatMap((items) => {
    const left = [...items]
    const count = Math.min(SEEDS, items.length)
    const seeds = Array.from({ length: count }, () => left.splice(draw(left.length), 1)[0] ?? 0)
    return seeds.map((seed) => ({ seed, targets: new Set(items.filter((item) => item !== seed)) }))
  })
  return cases
    .map((one) => ({ one, key: draw(2 ** 30) }))
    .sort((a, b) => a.key - b.key)
    .slice(0, PAGE_CASES)
    .map(({ one }) => one)
}

/** Returns one case per order. */
export function cartCases(
  orders: readonly { items: readonly number[]; customer: string | null }[],
): CartCase[] {
  const draw = dice(2)
  return orders.map(({ items, customer }) => {
    const target = items[draw(items.length)] ?? 0
    return { cart: items.filter((item) => item !== target), target, customer }
  })
}

/** Returns up to three cases per order, each with another item missing, for a smaller variance. */
export function threeCarts(orders: readonly { items: readonly number[] }[]): CartCase[][] {
  const draw = dice(3)
  return orders.map(({ items }) => {
    const left = [...items]
    const targets = Array.from(
      { length: Math.min(3, items.length) },
      () => left.splice(draw(left.length), 1)[0] ?? 0,
    )
    return targets.map((target) => ({
      cart: items.filter((item) => item !== target),
      target,
      customer: null,
    }))
  })
}

export type PageResult = { hit: number; recall: number; ndcg: number }
export type CartResult = { hit: number; mrr: number }

/** Returns the results of each case, and the number of items in the first six of any answer. */
export function runPage(
  ranker: Ranker,
  cases: readonly PageCase[],
): { results: PageResult[]; coverage: number } {
  const shown = new Set<number>()
  const results = cases.map(({ seed, targets }) => {
    const ranked = ranker.page(seed).slice(0, AT)
    for (const item of ranked.slice(0, 6)) shown.add(item)
    const hits = ranked.filter((item) => targets.has(item)).length
    return { hit: hits > 0 ? 1 : 0, recall: hits / targets.size, ndcg: ndcg(ranked, targets) }
  })
  return { results, coverage: shown.size }
}

export function runCart(ranker: Ranker, cases: readonly CartCase[]): CartResult[] {
  return cases.map(({ cart, target }) => {
    const place = ranker.cart(cart).slice(0, AT).indexOf(target)
    return { hit: place >= 0 ? 1 : 0, mrr: place >= 0 ? 1 / (place + 1) : 0 }
  })
}

/** Binary gain, log2 discount, ideal = min(10, targets). */
function ndcg(ranked: readonly number[], targets: ReadonlySet<number>): number {
  const gain = (place: number) => 1 / Math.log2(place + 2)
  const found = ranked.reduce((sum, item, place) => sum + (targets.has(item) ? gain(place) : 0), 0)
  let ideal = 0
  for (let place = 0; place < Math.min(AT, targets.size); place += 1) ideal += gain(place)
  return found / ideal
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Standard error of the mean. */
export function standardError(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / Math.max(1, values.length))
}

/** The mean of an order's carts: up to three, each with another item missing. */
export const runThree = (ranker: Ranker, carts: readonly CartCase[][]): CartResult[] =>
  carts.map((cases) => {
    const results = runCart(ranker, cases)
    return { hit: mean(results.map(({ hit }) => hit)), mrr: mean(results.map(({ mrr }) => mrr)) }
  })
