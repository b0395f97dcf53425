import type { TableOrder } from '../data/order-table.ts'
import { hash32 } from '../numbers/hash.ts'

/** Folds by time are counted in tenths of the orders: a fold trains on all tenths before, and tests on the one that follows. */
const FIRST_TEST = 6
const TENTHS = 10
/** Number of folds. */
export const FOLDS = TENTHS - FIRST_TEST
/** Orders from which folds go by time: of fewer a tenth has too few cases, and every order must test once. */
const MIN_ORDERS_BY_TIME = 1_000
/** Test orders of one fold: enough for a standard error of 0.01 in the cart. */
const MAX_ORDERS = 2_000
/** Pages, and carts, that a fold has where its orders are few: up to five of each order. */
const [ENOUGH_CASES, MAX_DRAWS] = [1_000, 5]

/** Orders of one cross-validation fold. */
export type Fold = { train: readonly TableOrder[]; test: readonly TableOrder[] }

/** A product page: which other items of the order are recommended for the seed? */
export type PageCase = { seed: number; targets: ReadonlySet<number> }
/** A cart with all items of an order but one: is the missing one recommended? */
export type CartCase = { cart: readonly number[]; target: number }

/** Whether folds go by time: every order has a date, and there are a thousand of them. */
export const isByTime = (orders: readonly TableOrder[]): boolean =>
  orders.length >= MIN_ORDERS_BY_TIME && orders.every(({ at }) => at !== null)

/**
 * One of four cross-validation folds. By time: the first 60, 70, 80 or 90 % of the orders train and the next tenth tests, so no
 * order that tests is older than one that trains; there are several, because a season that changes would mislead a single one.
 * Below 1,000 orders, or where an order has no date: a quarter of the customers tests and the others train, so that every order
 * tests once and nobody is on both sides. An order without a customer is a customer of its own.
 * @param orders oldest first
 * @param number 0 to 3
 */
export function foldOf(orders: readonly TableOrder[], number: number): Fold {
  if (!isByTime(orders)) return foldByCustomer(orders, number)
  const cut = (tenths: number) => Math.floor((orders.length * tenths) / TENTHS)
  const from = cut(FIRST_TEST + number)
  return { train: orders.slice(0, from), test: orders.slice(from, cut(FIRST_TEST + number + 1)) }
}

function foldByCustomer(orders: readonly TableOrder[], number: number): Fold {
  const fold: { train: TableOrder[]; test: TableOrder[] } = { train: [], test: [] }
  for (const [place, order] of orders.entries()) {
    const tests = hash32(order.customer ?? `order ${place}`) % FOLDS === number
    fold[tests ? 'test' : 'train'].push(order)
  }
  return fold
}

/** What is asked: the same number of pages and of carts of each order, side by side. */
export type Cases = { pages: readonly PageCase[]; carts: readonly CartCase[]; draws: number }

/**
 * Cases of a fold, chosen by hash, so they are the same each time. Of few orders each gives up to five pages and carts. Items that training has not seen are left out, and so are
 * orders with fewer than two others.
 */
export function casesOf(fold: Fold): Cases {
  const known = new Set(fold.train.flatMap(({ items }) => items))
  const tests = fold.test
    .map(({ items }, at) => ({
      items: items.filter((item) => known.has(item)).sort((a, b) => a - b),
      at,
      hash: hash32(`order ${at}`),
    }))
    .filter(({ items }) => items.length > 1)
    .sort((a, b) => a.hash - b.hash)
    .slice(0, MAX_ORDERS)
  const draw = (items: readonly number[], hash: number) => items[hash % items.length] ?? 0
  const draws = Math.min(MAX_DRAWS, Math.max(1, Math.floor(ENOUGH_CASES / Math.max(1, tests.length))))
  const asked = tests.flatMap(({ items, at }) =>
    Array.from({ length: draws }, (_, number) => ({ items, hash: hash32(`case ${at} ${number}`) })),
  )
  const pages = asked.map(({ items, hash }) => {
    const seed = draw(items, hash)
    return { seed, targets: new Set(items.filter((item) => item !== seed)) }
  })
  const carts = asked.map(({ items, hash }) => {
    // Other digits of the hash than those that chose the seed.
    const target = draw(items, Math.floor(hash / 65_536))
    return { cart: items.filter((item) => item !== target), target }
  })
  return { pages, carts, draws }
}
