import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CartList, scoreCart, sumCart, withHistory } from '../../../engine/rank/score-cart.ts'
import { always } from '../../always.ts'

/** The list of one cart item, as `id: weight`; its counts differ between lists. */
const list = (key: string, seed_orders: number, weights: Record<string, number>): CartList => ({
  key,
  seed_orders,
  companions: Object.entries(weights).map(([item_id, cart_weight]) => ({
    item_id,
    cart_weight,
    co_orders: seed_orders / 10,
    item_orders: 7,
  })),
})
const score = (
  lists: CartList[],
  popularity = 0,
  bestSellers: { item_id: string; item_orders: number }[] = [],
) => scoreCart({ lists, popularity, bestSellers })
const scores = (...lists: CartList[]) => score(lists).map(({ item_id, score }) => [item_id, score])

it('adds up the weights of the items of the cart', () => {
  expect(scores(list('tea', 10, { mug: 0.2, pot: 0.3 }), list('cake', 20, { mug: 0.25 }))).toEqual([
    ['mug', 0.45],
    ['pot', 0.3],
  ])
})

it('gives the evidence of the item with the largest weight, whichever came first', () => {
  const evidence = { co_orders: 2, seed_orders: 20, item_orders: 7 }
  const [mug] = score([list('tea', 10, { mug: 0.2 }), list('cake', 20, { mug: 0.25 })])
  expect(mug).toEqual({ item_id: 'mug', score: 0.45, seed_item_id: 'cake', ...evidence })
})

it('of two equal weights, the smaller id has the evidence', () => {
  const [mug] = score([list('tea', 10, { mug: 0.2 }), list('cake', 20, { mug: 0.2 })])
  expect(mug?.seed_item_id).toBe('cake')
})

it('a negative weight lowers the score', () => {
  const [mug] = score([list('tea', 10, { mug: 0.3 }), list('cake', 20, { mug: -0.1 })])
  expect([mug?.score, mug?.seed_item_id]).toEqual([0.2, 'tea'])
})

it('a candidate with a score of 0 or less is left out', () => {
  expect(scores(list('tea', 10, { mug: -0.1, pot: 0.5, cup: 0 }), list('cake', 10, { pot: -0.5 }))).toEqual(
    [],
  )
})

it.each([[['cup', 'jug', 'mug', 'pot']], [['pot', 'mug', 'jug', 'cup']], [['mug', 'cup', 'pot', 'jug']]])(
  'equal scores go by id: %j',
  (items) => {
    const equal = score([list('tea', 10, Object.fromEntries(items.map((id) => [id, 0.2])))])
    const ids = ['cup', 'jug', 'mug', 'pot']
    expect(equal.map(({ item_id }) => item_id)).toEqual(ids)
    const history = new Map(items.map((id) => [id, 0.1]))
    expect(withHistory(equal.toReversed(), history).map(({ item_id }) => item_id)).toEqual(ids)
  },
)

it('keeps six digits', () => {
  expect(scores(list('tea', 10, { mug: 1 / 3 }))).toEqual([['mug', 0.333333]])
})

it("a candidate's own popularity counts once, however many items name it", () => {
  const lists = [list('tea', 10, { mug: 0.2 }), list('cake', 20, { mug: 0.1, pot: 0.25 })]
  const orders = 7
  const popular = score(lists, 0.01).map(({ item_id, score }) => [item_id, score])
  expect(scores(...lists)).toEqual([
    ['mug', 0.3],
    ['pot', 0.25],
  ])
  expect(popular).toEqual([
    ['mug', Number((0.3 + 0.01 * orders).toPrecision(6))],
    ['pot', Number((0.25 + 0.01 * orders).toPrecision(6))],
  ])
})

it('a best seller competes by its popularity alone, and has no evidence', () => {
  const scored = score([list('tea', 10, { mug: 0.2 })], 0.01, [
    { item_id: 'mug', item_orders: 7 },
    { item_id: 'hat', item_orders: 30 },
  ])
  expect(scored).toEqual([
    { item_id: 'hat', score: 0.3, seed_item_id: '', co_orders: 0, seed_orders: 0, item_orders: 30 },
    { item_id: 'mug', score: 0.27, seed_item_id: 'tea', co_orders: 1, seed_orders: 10, item_orders: 7 },
  ])
})

it('the history of a known customer joins the scores and changes their order', () => {
  const scored = score([list('tea', 10, { mug: 0.2, pot: 0.3 })])
  expect(withHistory(scored, new Map([['mug', 0.25]])).map(({ item_id, score }) => [item_id, score])).toEqual(
    [
      ['mug', 0.45],
      ['pot', 0.3],
    ],
  )
})

it('a best seller that the cart names has its popularity once', () => {
  const [mug] = score([list('tea', 10, { mug: 0.2 })], 0.01, [{ item_id: 'mug', item_orders: 7 }])
  expect(mug).toMatchObject({ item_id: 'mug', score: 0.27 })
})

it('what a customer never bought keeps its score', () => {
  const scored = score([list('tea', 10, { mug: 0.2 })])
  expect(withHistory(scored, new Map([['pot', 0.5]]))).toEqual(scored)
})

it('an empty cart has no candidates', () => expect(score([])).toEqual([]))

const weight = fc.double({ min: -1, max: 1, noNaN: true })
const weights = fc.dictionary(fc.constantFrom('mug', 'pot', 'cup', 'jug'), weight)
const cart = fc
  .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 6 })
  .chain((keys) => fc.tuple(...keys.map((key) => weights.map((said) => list(key, 10, said)))))

it('the order of the lists does not matter, to the last bit', () => {
  const same = fc.property(cart, fc.nat(), (lists, turn) => {
    const turned = lists.map((_, at) => lists[(at + turn) % lists.length]).filter((one) => one !== undefined)
    expect(score(turned)).toEqual(score(lists))
    expect(score(lists.toReversed())).toEqual(score(lists))
  })
  always(same)
})

it('the sum that tuning uses gives the scores that serving gives', () => {
  const same = fc.property(cart, fc.double({ min: 0, max: 0.1, noNaN: true }), (lists, popularity) => {
    const byKey = new Map(lists.map((one) => [one.key, one]))
    const sums = new Map<string, number>()
    sumCart(
      [...byKey.keys()].sort(),
      {
        eachCompanion: (key, add) => {
          for (const { item_id, cart_weight } of byKey.get(key)?.companions ?? []) add(item_id, cart_weight)
        },
        ordersOf: () => 7,
        popularity,
        bestSellers: [],
      },
      sums,
    )
    for (const { item_id, score: served } of score(lists, popularity)) {
      expect(served).toBe(Number((sums.get(item_id) ?? 0).toPrecision(6)))
    }
  })
  always(same)
})

it('what nearly every order holds is not more likely because of that', () => {
  const lists = [list('tea', 10, { mug: 0.2, protection: 0.15 })]
  const [popularity, size] = [0.01, { orders: 120, lines: 240 }]
  const most = lists.map((one) => ({
    ...one,
    companions: one.companions.map((companion) => ({
      ...companion,
      item_orders: companion.item_id === 'protection' ? 60 : 3,
    })),
  }))
  expect(scoreCart({ lists: most, popularity, bestSellers: [] })[0]?.item_id).toBe('protection')
  expect(scoreCart({ lists: most, popularity, bestSellers: [], size })).toMatchObject([
    { item_id: 'mug', score: 0.23 },
    { item_id: 'protection', score: 0.15 },
  ])
})

it("a best seller without support adds up, and is nobody's evidence", () => {
  const tea = { ...list('tea', 10, { mug: 0.1, milk: 0.3 }) }
  const companions = tea.companions.map((one) =>
    one.item_id === 'milk' ? { ...one, popular: true as const, co_orders: 0 } : one,
  )
  const scored = scoreCart({ lists: [{ ...tea, companions }], popularity: 0, bestSellers: [] })
  expect(scored.map(({ item_id, seed_item_id }) => [item_id, seed_item_id])).toEqual([
    ['milk', ''],
    ['mug', 'tea'],
  ])
})

describe('of items that are best sellers and companions', () => {
  /** Milk as a companion, with more orders than its weight tells. */
  const milk = (cart_weight: number, co_orders: number, popular?: true) => ({
    ...{ item_id: 'milk', cart_weight, co_orders, item_orders: 90, popular },
  })
  const evidenceOf = (...companions: ReturnType<typeof milk>[]) =>
    score(companions.map((one, at) => ({ key: `item ${at}`, seed_orders: 10, companions: [one] }))).map(
      ({ seed_item_id, co_orders }) => [seed_item_id, co_orders],
    )

  it('one that other items of the cart name has their evidence, whichever comes first', () => {
    expect(evidenceOf(milk(0.1, 2), milk(0.3, 0, true))).toEqual([['item 0', 2]])
    expect(evidenceOf(milk(0.3, 0, true), milk(0.1, 2))).toEqual([['item 1', 2]])
  })

  it('one with support has the evidence of its orders', () => {
    expect(evidenceOf(milk(0.3, 4, true))).toEqual([['item 0', 4]])
  })

  it('a companion without support that is no best seller keeps its seed', () => {
    expect(evidenceOf(milk(0.3, 0))).toEqual([['item 0', 0]])
  })
})

it('evidence that rests on the orders of similar items is marked, where it is the strongest', () => {
  const mugs = (cart_weight: number, borrowed?: true): CartList['companions'] => [
    { item_id: 'mug', cart_weight, co_orders: 1, item_orders: 7, borrowed },
  ]
  const marked = (tea: CartList['companions'], cake: CartList['companions']) =>
    score([
      { key: 'tea', seed_orders: 10, companions: tea },
      { key: 'cake', seed_orders: 10, companions: cake },
    ])
  const mug = { item_id: 'mug', score: 0.5, co_orders: 1, seed_orders: 10, item_orders: 7 }
  expect(marked(mugs(0.3, true), mugs(0.2))).toStrictEqual([{ ...mug, seed_item_id: 'tea', borrowed: true }])
  expect(marked(mugs(0.2, true), mugs(0.3))).toStrictEqual([{ ...mug, seed_item_id: 'cake' }])
})

it('a calibration turns scores into probabilities and keeps their order', () => {
  const lists = [list('tea', 10, { mug: 0.4, milk: 0.2 })]
  const raw = scoreCart({ lists, popularity: 0, bestSellers: [] })
  const calibration = { intercept: -1, slope: 0.5 }
  const scored = scoreCart({ lists, popularity: 0, bestSellers: [], calibration })
  expect(scored.map(({ item_id }) => item_id)).toEqual(raw.map(({ item_id }) => item_id))
  for (const [at, { score }] of scored.entries()) {
    const odds = Math.exp(-1) * Math.sqrt(raw[at]?.score ?? 0)
    expect(score).toBeCloseTo(odds / (1 + odds), 5)
  }
})
