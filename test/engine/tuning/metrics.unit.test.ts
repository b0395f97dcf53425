import { expect, it } from 'vitest'
import { InvertedIndex } from '../../../engine/data/inverted-index.ts'
import { fitPairModels } from '../../../engine/mine/pairs/fit.ts'
import { Prior } from '../../../engine/mine/pairs/prior.ts'
import { ScoreComponents } from '../../../engine/mine/score-components.ts'
import { DEFAULT_PAGE } from '../../../engine/mine/settings.ts'
import { pageResult } from '../../../engine/tuning/metrics.ts'
import { ScoreCache } from '../../../engine/tuning/score-cache.ts'
import { ALL, type Bought, basketsOf, run } from '../mine/a-shop.ts'

const [TEA, MUG, POT] = [0, 1, 2]
const PAGE = { ...DEFAULT_PAGE, prior: 0, similar: null }

/** The components of a seed in a shop with these orders. */
function loaded(orders: readonly Bought[], seed: number) {
  const baskets = basketsOf(3, orders)
  const models = run(fitPairModels(baskets, ALL))
  const components = new ScoreComponents(baskets, ALL, 1, models, new Prior(baskets, 1, models.popular))
  const index = new InvertedIndex(baskets)
  run(index.load(seed))
  run(components.load(seed, index.ordersOf(seed), { lookAlike: false, mixture: false }))
  return { baskets, components }
}

/** Tea with a mug twice and alone once; the pot alone. */
const ORDERS = [{ items: [TEA, MUG] }, { items: [TEA, MUG] }, { items: [TEA] }, { items: [POT] }]

it('best sellers follow the companions of a page, without the item on the page', () => {
  const { baskets, components } = loaded(ORDERS, TEA)
  const result = (target: number) =>
    pageResult(baskets, components, PAGE, [TEA, MUG, POT], { seed: TEA, targets: new Set([target]) })
  // The mug has 2 · 1/2 votes of three orders, and is first; the pot is second.
  expect(result(MUG)).toEqual({ figure: 1, firstScore: expect.closeTo(1 / 3, 6), isFirstTaken: true })
  expect(result(POT)).toMatchObject({ figure: expect.closeTo(1 / Math.log2(3), 12), isFirstTaken: false })
  expect(result(TEA).figure).toBe(0)
})

it('without companions there is no first score, whatever the best sellers find', () => {
  const { baskets, components } = loaded([{ items: [TEA] }, { items: [POT] }], TEA)
  const found = pageResult(baskets, components, PAGE, [TEA, POT], { seed: TEA, targets: new Set([POT]) })
  expect(found).toEqual({ figure: 1, firstScore: 0, isFirstTaken: false })
})

it('the components that are kept give the weights of any blend; of other items none are known', () => {
  const { baskets, components } = loaded(ORDERS, TEA)
  const cache = new ScoreCache(baskets, [TEA])
  cache.keep(TEA, components)
  const weightsOf = (item: number) => {
    const found: [number, number][] = []
    const byShare = { ridge: 0, mixture: 0, share: 1, popularity: 0 }
    cache.each(item, byShare, (other, weight) => found.push([other, weight]))
    return found
  }
  // One vote of three orders and five pseudo-orders.
  expect(weightsOf(TEA)).toEqual([[MUG, expect.closeTo(1 / 8, 6)]])
  expect(weightsOf(MUG)).toEqual([])
  expect([cache.wants(TEA), cache.wants(MUG)]).toEqual([true, false])
})
