import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CartList, scoreCart } from '../../../engine/rank/score-cart.ts'
import { always } from '../../always.ts'

/** What one item of the cart says, as `id: weight`; its counts tell the lists apart. */
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
const scores = (...lists: CartList[]) => scoreCart(lists).map(({ item_id, score }) => [item_id, score])

it('adds up what the items of the cart say', () => {
  expect(scores(list('tea', 10, { mug: 0.2, pot: 0.3 }), list('cake', 20, { mug: 0.25 }))).toEqual([
    ['mug', 0.45],
    ['pot', 0.3],
  ])
})

it('gives the evidence of the item that said most, whichever came first', () => {
  const evidence = { co_orders: 2, seed_orders: 20, item_orders: 7 }
  const [mug] = scoreCart([list('tea', 10, { mug: 0.2 }), list('cake', 20, { mug: 0.25 })])
  expect(mug).toEqual({ item_id: 'mug', score: 0.45, seed_item_id: 'cake', ...evidence })
})

it('of two that said the same, the smaller id has the evidence', () => {
  const [mug] = scoreCart([list('tea', 10, { mug: 0.2 }), list('cake', 20, { mug: 0.2 })])
  expect(mug?.seed_item_id).toBe('cake')
})

it('what one item speaks for and another against, weighs less', () => {
  const [mug] = scoreCart([list('tea', 10, { mug: 0.3 }), list('cake', 20, { mug: -0.1 })])
  expect([mug?.score, mug?.seed_item_id]).toEqual([0.2, 'tea'])
})

it('what comes to nothing or less is left out', () => {
  expect(scores(list('tea', 10, { mug: -0.1, pot: 0.5, cup: 0 }), list('cake', 10, { pot: -0.5 }))).toEqual(
    [],
  )
})

it('of equals the smaller id comes first', () => {
  expect(scores(list('tea', 10, { pot: 0.2, mug: 0.2 })).map(([id]) => id)).toEqual(['mug', 'pot'])
})

it('keeps six digits', () => {
  expect(scores(list('tea', 10, { mug: 1 / 3 }))).toEqual([['mug', 0.333333]])
})

it("a companion's own popularity counts once, however many items bring it", () => {
  const lists = [list('tea', 10, { mug: 0.2 }), list('cake', 20, { mug: 0.1, pot: 0.25 })]
  const orders = lists[0]?.companions[0]?.item_orders ?? 0
  const alone = scoreCart(lists).map(({ item_id, score }) => [item_id, score])
  const popular = scoreCart(lists, 0.01).map(({ item_id, score }) => [item_id, score])
  expect(alone).toEqual([
    ['mug', 0.3],
    ['pot', 0.25],
  ])
  expect(popular).toEqual([
    ['mug', Number((0.3 + 0.01 * orders).toPrecision(6))],
    ['pot', Number((0.25 + 0.01 * orders).toPrecision(6))],
  ])
})

it('an empty cart says nothing', () => expect(scoreCart([])).toEqual([]))

const weight = fc.double({ min: -1, max: 1, noNaN: true })
const weights = fc.dictionary(fc.constantFrom('mug', 'pot', 'cup', 'jug'), weight)
const cart = fc
  .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 6 })
  .chain((keys) => fc.tuple(...keys.map((key) => weights.map((said) => list(key, 10, said)))))

it('the order of the lists does not matter, to the last bit', () => {
  const same = fc.property(cart, fc.nat(), (lists, turn) => {
    const turned = lists.map((_, at) => lists[(at + turn) % lists.length]).filter((one) => one !== undefined)
    expect(scoreCart(turned)).toEqual(scoreCart(lists))
    expect(scoreCart(lists.toReversed())).toEqual(scoreCart(lists))
  })
  always(same)
})
