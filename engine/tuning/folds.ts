import type { TableOrder } from '../data/order-table.ts'
import { hash32 } from '../numbers/hash.ts'

/** Folds are counted in tenths of the orders: a fold trains on all tenths before, and tests on the one that follows. */
const FIRST_TEST = 6
const TENTHS = 10
/** Number of folds. */
export const FOLDS = TENTHS - FIRST_TEST
/** Cases of one fold: enough for a standard error of 0.01 in the cart. */
const MAX_CASES = 2_000

/** Orders of one cross-validation fold. No order that tests is older than one that trains. */
export type Fold = { train: readonly TableOrder[]; test: readonly TableOrder[] }

/** A product page: which other items of the order are recommended for the seed? */
export type PageCase = { seed: number; targets: ReadonlySet<number> }
/** A cart with all items of an order but one: is the missing one recommended? */
export type CartCase = { cart: readonly number[]; target: number }

/**
 * One of four rolling cross-validation folds: the first 60, 70, 80 or 90 % of the orders train, the next tenth tests. There
 * are several, because a season that changes would mislead a single one.
 * @param orders oldest first
 * @param number 0 to 3
 */
export function foldOf(orders: readonly TableOrder[], number: number): Fold {
  const cut = (tenths: number) => Math.floor((orders.length * tenths) / TENTHS)
  const from = cut(FIRST_TEST + number)
  return { train: orders.slice(0, from), test: orders.slice(from, cut(FIRST_TEST + number + 1)) }
}

/**
 * Cases of a fold, chosen by hash, so they are the same each time. Items that training has not seen are left out, and so are
 * orders with fewer than two others.
 */
export function casesOf(fold: Fold): { pages: PageCase[]; carts: CartCase[] } {
  const known = new Set(fold.train.flatMap(({ items }) => items))
  const tests = fold.test
    .map(({ items }, at) => ({
      items: items.filter((item) => known.has(item)).sort((a, b) => a - b),
      hash: hash32(`order ${at}`),
    }))
    .filter(({ items }) => items.length > 1)
    .sort((a, b) => a.hash - b.hash)
    .slice(0, MAX_CASES)
  const draw = (items: readonly number[], hash: number) => items[hash % items.length] ?? 0
  const pages = tests.map(({ items, hash }) => {
    const seed = draw(items, hash)
    return { seed, targets: new Set(items.filter((item) => item !== seed)) }
  })
  const carts = tests.map(({ items, hash }) => {
    // Other digits of the hash than those that chose the seed.
    const target = draw(items, Math.floor(hash / 65_536))
    return { cart: items.filter((item) => item !== target), target }
  })
  return { pages, carts }
}
