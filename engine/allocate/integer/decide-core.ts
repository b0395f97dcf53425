import type { SortedCustomers } from '../kept-customers.ts'
import type { Limits } from '../limits.ts'
import { PriceRule } from '../price-rule.ts'
import { fillUp } from './fill-up.ts'
import { reachMinimums } from './reach-minimums.ts'
import { repair } from './repair.ts'
import { search } from './search.ts'
import { Selection } from './selection.ts'

/** A core of so many customers is planned from several prices: a single contact matters there. */
const FEW = 5_000
const FACTORS = [1, 0.97, 1.03, 1.1]

/**
 * Whole decisions for the core within what the others leave: what the prices say, without what exceeds a limit, with what the minimums lack, and filled
 * up; the best of several ways to do so, improved by search.
 * @param used by the customers outside the core, by limit
 */
export function decideCore(
  rows: SortedCustomers,
  limits: Limits,
  prices: Float64Array,
  spread: number,
  used: Float64Array,
): Selection {
  const rule = new PriceRule(limits, prices, spread)
  const plans = (rows.keys.length > FEW ? [1] : FACTORS).flatMap((factor) =>
    [false, true].map((isWhole) => {
      const start = new PriceRule(
        limits,
        prices.map((price) => price * factor),
        spread,
      )
      const selection = new Selection(rows, limits, rule, used)
      selection.follow(start)
      repair(selection, isWhole)
      reachMinimums(selection)
      fillUp(selection)
      return selection
    }),
  )
  const best = plans.reduce((best, one) => (isBetter(one, best) ? one : best))
  search(best)
  return best
}

/** Minimums come first. */
const isBetter = (a: Selection, b: Selection): boolean =>
  a.shortfall === b.shortfall ? a.value > b.value : a.shortfall < b.shortfall
