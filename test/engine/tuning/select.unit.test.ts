import { expect, it } from 'vitest'
import { addCase, type BinSums } from '../../../engine/numbers/calibration.ts'
import { FOLDS } from '../../../engine/tuning/folds.ts'
import { CART_GRID, PAGE_GRID } from '../../../engine/tuning/grid.ts'
import { type FoldResult, PairedSums } from '../../../engine/tuning/paired-sums.ts'
import {
  chooseOptions,
  DEFAULT_SUPPORT,
  OTHER_SUPPORT,
  selectSettings,
} from '../../../engine/tuning/select.ts'

const [PAGE, BETTER_PAGE] = ['share with backoff and best sellers', 'more best sellers']
const [CART, BETTER_CART] = ['ridge, mixture and best sellers', 'more mixture']

/** A hundred cases each, with these means. */
function sumsOf(means: Readonly<Record<string, number>>) {
  const paired = new PairedSums()
  for (const [name, mean] of Object.entries(means)) paired.add(name, Array(100).fill(mean))
  return paired.sums
}

/** Bins of so many cases, half of them hits. */
function binsOf(cases: number): BinSums {
  const bins: BinSums = {}
  for (let n = 0; n < cases; n += 1) addCase(bins, 0.5, n % 2 === 0)
  return bins
}

/** Another page and cart than the default are better under the other support alone. */
const foldWith = (other: number): FoldResult => ({
  page: sumsOf({ [PAGE]: 0.5, [BETTER_PAGE]: 0.4 }),
  cart: sumsOf({ [CART]: 0.5, [BETTER_CART]: 0.4 }),
  other_page: sumsOf({ [PAGE]: 0.5, [BETTER_PAGE]: 0.7 }),
  other_cart: sumsOf({ [CART]: 0.5, [BETTER_CART]: 0.7 }),
  customers: sumsOf({ [DEFAULT_SUPPORT]: 0.5, [OTHER_SUPPORT]: other }),
  age: sumsOf({ 'all ages alike': 0.5 }),
  bins: {
    page: { [PAGE]: binsOf(10), [BETTER_PAGE]: binsOf(20) },
    cart: { [CART]: binsOf(30), [BETTER_CART]: binsOf(40) },
    other_page: { [PAGE]: binsOf(50), [BETTER_PAGE]: binsOf(60) },
    other_cart: { [CART]: binsOf(70), [BETTER_CART]: binsOf(80) },
  },
})
const foldsWith = (other: number) => Array.from({ length: FOLDS }, () => foldWith(other))

it.each([
  ['default', 0.4, true, PAGE, CART],
  ['other', 0.6, false, BETTER_PAGE, BETTER_CART],
])('under the %s support the page and the cart are those that are best with it', (_, mean, ...expected) => {
  const { isStandard, choices } = chooseOptions(foldsWith(mean))
  expect([isStandard, choices.page.chosen, choices.cart.chosen]).toEqual(expected)
})

it.each([
  ['default', 0.4, { min_co_orders: 2, min_customers: 3 }, PAGE, CART, 10, 30],
  ['other', 0.6, { min_co_orders: 2, min_customers: 2 }, BETTER_PAGE, BETTER_CART, 60, 80],
] as const)(
  'with the %s support its thresholds, blends and first places are selected',
  (_, mean, support, page, cart, ofPage, ofCart) => {
    const plain = { min_co_orders: 2, min_customers: null }
    const selected = selectSettings(foldsWith(mean), plain, 5_000, 0)
    expect(selected).toMatchObject({ ...support, page: PAGE_GRID[page], cart: CART_GRID[cart] })
    const cases = ({ deciles }: { deciles: readonly { cases: number }[] }) =>
      deciles.reduce((sum, decile) => sum + decile.cases, 0)
    const { calibration } = selected
    expect([cases(calibration.page), cases(calibration.cart)]).toEqual([FOLDS * ofPage, FOLDS * ofCart])
  },
)
