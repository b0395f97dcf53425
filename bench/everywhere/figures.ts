import {
  type CartCase,
  mean,
  type PageCase,
  type Ranker,
  runCart,
  runPage,
  threeCarts,
} from '../quality/tasks.ts'

/** Cases of one test order: up to three pages and three carts. */
export type OrderCases = { pages: PageCase[]; carts: CartCase[] }

/** One figure a test order: the mean nDCG@10 of its pages, and the mean HR@10 of its carts. */
export type Figures = { page: number[]; cart: number[] }

/** Evaluates a ranker on every order. */
export function figuresOf(ranker: Ranker, orders: readonly OrderCases[]): Figures {
  return {
    page: orders.map(({ pages }) => mean(runPage(ranker, pages).results.map(({ ndcg }) => ndcg))),
    cart: orders.map(({ carts }) => mean(runCart(ranker, carts).map(({ hit }) => hit))),
  }
}

/** The figures of all shops of a cell together. */
export const together = (all: readonly Figures[]): Figures => ({
  page: all.flatMap(({ page }) => page),
  cart: all.flatMap(({ cart }) => cart),
})

/** The cases of each order, by a seeded draw. @param orders two or more known items each */
export function casesOf(orders: readonly { items: readonly number[] }[]): OrderCases[] {
  const carts = threeCarts(orders)
  return orders.map((_, at) => ({
    // A cart's missing item is a page's seed as well: an order gives each as often as the other.
    pages: (carts[at] ?? []).map(({ target, cart }) => ({ seed: target, targets: new Set(cart) })),
    carts: carts[at] ?? [],
  }))
}
