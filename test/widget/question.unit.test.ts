import { expect, it } from 'vitest'
import { MAX_CART_IDS } from '../../vocabulary/limits.ts'
import { addressOf, MAX_SENT_CART_IDS, questionOf, type Wish } from '../../widget/page/question.ts'
import type { Tag } from '../../widget/page/tag.ts'

const tag: Tag = { api: 'https://api.example/p/pk_1', dataset: {} }
const subjectOf = (wish: Wish) => questionOf(wish).subject
const blank: Wish = { placement: 'product', intent: '', item_id: '', cart_item_ids: '', limit: '' }

it('a product page requests its item, a cart the items in it', () => {
  expect(subjectOf({ ...blank, item_id: 'A' })).toBe('placement=product&item_id=A')
  expect(subjectOf({ ...blank, placement: 'cart', cart_item_ids: 'A' })).toBe(
    'placement=cart&cart_item_ids=A',
  )
})

it('all panels of a subject share one URL; locale and market follow in a fixed order', () => {
  expect(addressOf(tag, 'placement=home', ['complementary:8', 'upgrade'])).toBe(
    'https://api.example/p/pk_1/recommendations?placement=home&panels=complementary:8,upgrade',
  )
  expect(addressOf({ ...tag, dataset: { market: 'at', locale: 'de-AT' } }, 'placement=home', ['x'])).toBe(
    'https://api.example/p/pk_1/recommendations?placement=home&panels=x&locale=de-AT&market=at',
  )
})

it.each([
  ['', '', 'complementary'],
  ['', '4', 'complementary:4'],
  ['upgrade', '2', 'upgrade:2'],
])('intent "%s" and limit "%s" are the panel %s', (intent, limit, panel) => {
  expect(questionOf({ ...blank, intent, limit }).kind).toBe(panel)
})

it('equal carts are one subject, whatever the order, duplicates and spaces', () => {
  const written = ['B,A,C', 'C, B ,A,A', ',A,,B,C,', ['C', 'A', 'B']]
  const asked = written.map((cart_item_ids) => subjectOf({ ...blank, placement: 'cart', cart_item_ids }))
  expect(new Set(asked)).toEqual(new Set(['placement=cart&cart_item_ids=A,B,C']))
})

it('a cart is limited to what the API accepts', () => {
  expect(MAX_SENT_CART_IDS).toBe(MAX_CART_IDS)
  const cart_item_ids = Array.from({ length: MAX_CART_IDS + 10 }, (_, n) => `i${n}`).join()
  const subject = new URLSearchParams(subjectOf({ ...blank, placement: 'cart', cart_item_ids }))
  expect(subject.get('cart_item_ids')?.split(',')).toHaveLength(MAX_CART_IDS)
})

it.each([
  ['an empty cart', { ...blank, placement: 'cart', cart_item_ids: ' , ' }],
  ['a checkout without a cart', { ...blank, placement: 'checkout' }],
  ['a product page without item', blank],
])('%s sends no request', (_name, wish) => expect(subjectOf(wish)).toBe(''))

it.each([
  ['home', {}, 'placement=home'],
  ['generic', {}, 'placement=generic'],
  ['generic', { item_id: 'A' }, 'placement=generic&item_id=A'],
  ['generic', { cart_item_ids: 'B,A' }, 'placement=generic&cart_item_ids=A,B'],
])('%s with %o requests %s', (placement, more, subject) => {
  expect(subjectOf({ ...blank, ...more, placement })).toBe(subject)
})

it('an id stays within its parameter', () => {
  const subject = subjectOf({ ...blank, item_id: 'A&limit=1#é/ %2C' })
  expect([...new URLSearchParams(subject)]).toEqual([
    ['placement', 'product'],
    ['item_id', 'A&limit=1#é/ %2C'],
  ])
})
