import type { Ageing } from '../mine/order-weights.ts'
import {
  type CartBlend,
  type MineSettings,
  otherCustomers,
  type PageBlend,
  thresholdsFor,
} from '../mine/settings.ts'
import { AGES, ageingOf, CARTS, PAGES } from './grid.ts'
import { type Choice, choose, type FoldResult } from './paired-sums.ts'

/** What the folds come to. */
export type Settled = {
  page: PageBlend | undefined
  cart: CartBlend | undefined
  min_customers: number
  /** How orders count by their age; undefined: all alike. */
  ageing: Ageing | undefined
  choices: { page: Choice; cart: Choice; customers: Choice; age: Choice }
}

/**
 * Chooses from the results of all folds: first the customers that a pair needs, then the page and the cart under them, and
 * how orders count by their age.
 * @param orders that were tuned on
 * @param span   time from the first to the last of them, in milliseconds
 */
export function settle(
  folds: readonly FoldResult[],
  settings: MineSettings,
  orders: number,
  span: number,
): Settled {
  const usual = thresholdsFor(settings, orders).min_customers
  const customers = choose(folds, 'customers')
  const isUsual = customers.chosen !== 'the other number'
  const page = choose(folds, isUsual ? 'page' : 'other_page')
  const cart = choose(folds, isUsual ? 'cart' : 'other_cart')
  const age = choose(folds, 'age')
  const way = AGES[age.chosen]
  return {
    page: PAGES[page.chosen],
    cart: CARTS[cart.chosen],
    min_customers: isUsual ? usual : otherCustomers(usual),
    ageing: way && ageingOf(way, span),
    choices: { page, cart, customers, age },
  }
}
