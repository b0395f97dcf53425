import { describe, expect, it } from 'vitest'
import { Backoff } from '../../../engine/mine/backoff/backoff.ts'
import { buildCategoryBackoff } from '../../../engine/mine/backoff/category-backoff.ts'
import { ColdStart } from '../../../engine/mine/backoff/cold-start.ts'
import { fitPairModels } from '../../../engine/mine/pairs/fit.ts'
import { PairCounter } from '../../../engine/mine/pairs/pair-counter.ts'
import { findSimilarItems } from '../../../engine/text/similar-items.ts'
import { ALL, basketsOf, run } from './a-shop.ts'

const [TEA, POT, SOCK, TIN] = [0, 1, 2, 3]

describe('a new item', () => {
  // The tin has no orders, and resembles the tea alone.
  const titles = ['green tea', 'iron pot', 'wool sock', 'green tea tin']
  const baskets = basketsOf(4, [{ items: [TEA, POT] }, { items: [TEA, SOCK] }])
  const similar = run(findSimilarItems(baskets, titles))
  const cold = new ColdStart(baskets, similar, () => true)

  it('scores as the items that it resembles do as companions', () => {
    const [found, ...others] = cold.of(POT, [TEA], () => 0.3)
    expect([found?.item, others]).toEqual([TIN, []])
    expect(found?.score).toBeCloseTo(0.3, 6)
  })

  it('scores four medians times the squared cosine where it resembles the seed', () => {
    // Of four titles two hold "green" and "tea", one holds "tin"; cosines are stored in steps of 1 / 255.
    const shared = 2 * Math.log(3) ** 2
    const cosine = Math.sqrt(shared / (shared + Math.log(5) ** 2))
    expect(cold.of(TEA, [POT], () => 0.3)[0]?.score).toBeCloseTo(4 * 0.3 * cosine ** 2, 2)
  })

  it('is no companion of a seed without companions: their scores are the measure', () => {
    expect(cold.of(TEA, [], () => 0.3)).toEqual([])
  })

  it('is no companion where neither the seed nor its companions resemble it', () => {
    expect(cold.of(SOCK, [POT], () => 0.3)).toEqual([])
  })

  it('is no companion of itself', () => {
    expect(cold.of(TIN, [TEA], () => 0.3)).toEqual([])
  })

  it('may be kept from recommendation', () => {
    const none = new ColdStart(baskets, similar, (item) => item !== TIN)
    expect([cold.any, none.any]).toEqual([true, false])
    expect(none.of(POT, [TEA], () => 0.3)).toEqual([])
  })
})

/** The best new items beside tea and beside the pot, where so many new items resemble tea and pot, and ten after them tea alone. */
function bestNewItems(count: number) {
  const news = [...Array<string>(count).fill('green tea iron pot'), ...Array<string>(10).fill('green tea')]
  const titles = ['green tea', 'iron pot', 'wool sock', ...news]
  const baskets = basketsOf(titles.length, [{ items: [TEA, POT] }, { items: [TEA, SOCK] }])
  const cold = new ColdStart(baskets, run(findSimilarItems(baskets, titles)), () => true)
  return [cold.of(SOCK, [TEA], () => 1), cold.of(SOCK, [POT], () => 1)]
}

it('of the new items that resemble one item, the first fifty are looked at', () => {
  // What resembles tea alone scores as tea does; what resembles the pot too scores less.
  const [some = []] = bestNewItems(49)
  expect(some.map(({ item }) => item)).toEqual([3 + 49, 3])
  expect(some[0]?.score).toBeCloseTo(1, 6)
  for (const beside of bestNewItems(50)) {
    expect(beside.map(({ item }) => item)).toEqual([3, 4])
    for (const { score } of beside) expect(score).toBeLessThan(0.99)
  }
})

it('backoff says nothing about an item whose title resembles no other and that has no category', () => {
  const titles = ['green tea', 'iron pot', 'wool sock', 'green tea tin']
  const baskets = basketsOf(4, [{ items: [TEA, POT] }, { items: [TEA, POT, TIN] }, { items: [SOCK, POT] }])
  const { mixture } = run(fitPairModels(baskets, ALL))
  const counter = new PairCounter(baskets, 1)
  const { tables } = run(buildCategoryBackoff(baskets, [], counter, ALL, mixture))
  const backoff = new Backoff(baskets, mixture, run(findSimilarItems(baskets, titles)), tables)
  const wanted = { lookAlike: true, mixture: true }
  backoff.compute(TIN, wanted)
  // It resembles the tea, which has two orders: 30 · 2 / (30 + 2).
  expect(backoff.pseudoOrders).toBeCloseTo(60 / 32, 6)
  expect([...backoff.selected.subarray(0, backoff.selectedCount)].sort()).toEqual([TEA, POT])
  backoff.compute(SOCK, wanted)
  expect([backoff.pseudoOrders, backoff.selectedCount]).toEqual([0, 0])
})
