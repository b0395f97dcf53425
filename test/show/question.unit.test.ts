import { expect, it } from 'vitest'
import { MAX_CART_IDS } from '../../schema/recommendations.ts'
import { addressOf, MOST_CART_IDS, type Wish } from '../../widget/page/question.ts'

const tag = { origin: 'https://api.example', key: 'pk_1', locale: '', market: '' }
const blank: Wish = { placement: 'product', intent: '', item_id: '', cart_item_ids: '', limit: '' }
const START = 'https://api.example/p/pk_1/recommendations?'

it('a product page asks for its item', () => {
  expect(addressOf({ ...blank, item_id: 'A' }, tag)).toBe(`${START}placement=product&item_id=A`)
})

it('limit, locale and market follow in one order', () => {
  const wish = { ...blank, item_id: 'A', limit: '4' }
  expect(addressOf(wish, { ...tag, market: 'at', locale: 'de-AT' })).toBe(
    `${START}placement=product&item_id=A&limit=4&locale=de-AT&market=at`,
  )
})

it('one cart has one address, whatever its order, doubles and spaces', () => {
  const asked = ['B,A,C', 'C, B ,A,A', ',A,,B,C,'].map((cart_item_ids) =>
    addressOf({ ...blank, placement: 'cart', cart_item_ids }, tag),
  )
  expect(new Set(asked)).toEqual(new Set([`${START}placement=cart&cart_item_ids=A,B,C`]))
})

it('a cart is cut at what the API takes', () => {
  expect(MOST_CART_IDS).toBe(MAX_CART_IDS)
  const cart_item_ids = Array.from({ length: 60 }, (_, n) => `i${n}`).join()
  const address = addressOf({ ...blank, placement: 'cart', cart_item_ids }, tag)
  expect(new URL(address ?? '').searchParams.get('cart_item_ids')?.split(',')).toHaveLength(MAX_CART_IDS)
})

it.each([
  ['an empty cart', { ...blank, placement: 'cart', cart_item_ids: ' , ' }],
  ['a product page without item', blank],
])('%s asks nothing', (_name, wish) => expect(addressOf(wish, tag)).toBeNull())

it('ids keep to their parameter', () => {
  const address = addressOf({ ...blank, item_id: 'A&limit=1#é/ %' }, tag)
  expect([...new URL(address ?? '').searchParams]).toEqual([
    ['placement', 'product'],
    ['item_id', 'A&limit=1#é/ %'],
  ])
})
