import { expect, it } from 'vitest'
import { proofOf } from '../../worker/outcomes/proof.ts'
import type { Claim } from '../../worker/store/outcomes/claims.ts'
import type { ClaimedOrder } from '../../worker/store/outcomes/outcomes.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const ORDERED = Date.UTC(2026, 4, 5, 12, 30)

/** Shares of orders: tea is bought by one in five buyers, a samovar and a mug by fewer. */
const SHARES = new Map([
  ['tea', 0.2],
  ['mug', 0.03],
  ['pot', 0.03],
  ['samovar', 0.001],
])

const claim = (visitor: string, minutes: number, more: Partial<Claim> = {}): Claim => ({
  visitor,
  ...{ customer: null, proof: null, currency: 'EUR', value: 2_000, tax: null, item_ids: ['samovar'] },
  received_at: ORDERED + minutes * MINUTE,
  ...more,
})

const order = (claims: Claim[], more: Partial<ClaimedOrder> = {}): ClaimedOrder => ({
  ...{ order_id: '1001', ordered_at: ORDERED, status: 'paid', currency: 'EUR', customer: null, value: null },
  lines: [['i:samovar', 1, 2_000]],
  claims,
  ...more,
})

const ownerOf = (one: ClaimedOrder) => {
  const items = new Set(one.lines.map(([reference]) => reference.slice(2)))
  const proof = proofOf(one, items, (item_id) => SHARES.get(item_id))
  return proof && [proof.claim.visitor, proof.by]
}

/** Lines of these items at 10.00 each, and what a page says about them. */
const cart = (...item_ids: string[]) => ({
  lines: item_ids.map((id): [string, number, number] => [`i:${id}`, 1, 1_000]),
})
const told = (...item_ids: string[]) => ({ item_ids, value: 1_000 * item_ids.length })

it.each<[string, ClaimedOrder, unknown]>([
  [
    'the signature of the shop',
    order([claim('ann', 900, { proof: 'order_token', value: null, item_ids: [] })]),
    'order_token',
  ],
  [
    'the customer who has signed in',
    order([claim('ann', 900, { customer: 'c1', item_ids: [] })], { customer: 'c1' }),
    'customer',
  ],
  ['rare items and their amount, a day later', order([claim('ann', 1_440)]), 'match'],
  [
    'a rare combination of usual items',
    order([claim('ann', 1_440, told('mug', 'pot'))], cart('mug', 'pot')),
    'match',
  ],
  ['usual items, at the moment of the order', order([claim('ann', 1, told('tea'))], cart('tea')), 'match'],
  ['an amount with the tax', order([claim('ann', 1, { value: 1_681, tax: 319 })]), 'match'],
  [
    'items of an order without prices',
    order([claim('ann', 1, { value: null })], { lines: [['i:samovar', 1, null]] }),
    'match',
  ],
])('%s proves a claim', (_, claimed, by) => expect(ownerOf(claimed)).toEqual(['ann', by]))

it.each<[string, ClaimedOrder]>([
  ['a number alone', order([claim('eve', 1, { item_ids: [], value: null })])],
  ['other items', order([claim('eve', 1, { item_ids: ['tea'] })])],
  ['some of the items', order([claim('eve', 1, { item_ids: ['mug'] })], cart('mug', 'pot'))],
  ['another amount', order([claim('eve', 1, { value: 1_500 })])],
  ['no amount', order([claim('eve', 1, { value: null })])],
  ['the amount in another currency', order([claim('eve', 1, { currency: 'USD' })])],
  ['another customer', order([claim('eve', 900, { customer: 'c2', item_ids: [] })], { customer: 'c1' })],
  ['usual items, long after the order', order([claim('eve', 30, told('tea'))], cart('tea'))],
  ['usual items, before the order', order([claim('eve', -30, told('tea'))], cart('tea'))],
  ['rare items, three days later', order([claim('eve', 3 * 1_440)])],
  ['items of a shop of which nothing is known', order([claim('eve', 30, told('new'))], cart('new'))],
  ['an order without a date', order([claim('eve', 1)], { ordered_at: null })],
])('%s proves nothing', (_, claimed) => expect(ownerOf(claimed)).toBeUndefined())

it('nobody can take an order away, whatever is claimed, and whether before or after the buyer', () => {
  const eves = Array.from({ length: 10 }, (_, n) => claim(`eve-${n}`, n - 5, { item_ids: ['mug'] }))
  expect(ownerOf(order([...eves, claim('ann', 1)]))).toEqual(['ann', 'match'])
  expect(ownerOf(order([claim('ann', 1), claim('eve', 2)]))).toEqual(['ann', 'match'])
  const signed = claim('ann', 900, { proof: 'order_token' })
  expect(ownerOf(order([claim('eve', 1), signed, ...eves]))).toEqual(['ann', 'order_token'])
})

it('among many guesses a late one proves nothing, even with the right items', () => {
  const guesses = ['tea', 'mug', 'pot', 'cake'].map((item_id, n) =>
    claim(`eve-${n}`, 100, { item_ids: [item_id] }),
  )
  expect(ownerOf(order([...guesses.slice(0, 3), claim('eve', 100)]))).toEqual(['eve', 'match'])
  expect(ownerOf(order([...guesses, claim('eve', 100)]))).toBeUndefined()
})

it('pieces that were returned are missing from the order, not from the claim', () => {
  expect(ownerOf(order([claim('ann', 1, told('mug', 'pot'))], cart('mug')))).toEqual(['ann', 'match'])
  expect(ownerOf(order([claim('ann', DAY / MINUTE, told('mug', 'pot', 'tea'))], cart('mug')))).toBeUndefined()
})
