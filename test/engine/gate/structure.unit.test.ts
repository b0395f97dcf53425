import { expect, it } from 'vitest'
import { type CheckedList, listFaults, modelFaults } from '../../../engine/gate/structure.ts'

const mug = { item_id: 'mug', score: 0.5, cart_weight: 0.2, co_orders: 3, item_orders: 5 }
const pot = { item_id: 'pot', score: 0.4, cart_weight: -0.1, co_orders: 2, item_orders: 2 }
const good: CheckedList = { kind: 'item', key: 'tea', seed_orders: 6, companions: [mug, pot] }

const CATALOGUE = ['tea', 'mug', 'pot']
const faults = (list: CheckedList, most = 50) => listFaults(list, (id) => CATALOGUE.includes(id), most)
const withMug = (change: Partial<typeof mug>) => ({ ...good, companions: [{ ...mug, ...change }, pot] })

it.each([
  ['an item', good],
  ['a category', { ...good, kind: 'category', key: 'Tea > Green' }],
  ['the shop', { ...good, kind: 'shop', key: '' }],
  ['equal scores', withMug({ score: pot.score })],
])('finds no fault in a valid list of %s', (_name, list) => {
  expect(faults(list)).toEqual([])
})

it.each<[string, CheckedList]>([
  ['empty_list', { ...good, companions: [] }],
  ['unknown_key', { ...good, key: 'gone' }],
  ['unknown_item', withMug({ item_id: 'gone' })],
  ['self_pair', withMug({ item_id: 'tea' })],
  ['duplicate', withMug({ item_id: 'pot' })],
  ['unsorted', withMug({ score: 0.3 })],
  ['bad_score', withMug({ score: Number.NaN })],
  ['bad_score', withMug({ score: Number.POSITIVE_INFINITY })],
  ['bad_score', withMug({ cart_weight: Number.NEGATIVE_INFINITY })],
  ['impossible_counts', withMug({ co_orders: 7, item_orders: 7 })],
  ['impossible_counts', withMug({ co_orders: 6 })],
  ['impossible_counts', withMug({ co_orders: 0 })],
  ['impossible_counts', withMug({ co_orders: 1.5 })],
  ['impossible_counts', withMug({ co_orders: Number.NaN })],
])('reports %s, and nothing else', (fault, list) => {
  expect(faults(list)).toEqual([fault])
})

it.each([0, -0.1])('a score of %d is a fault', (score) => {
  expect(faults({ ...good, companions: [{ ...mug, score }] })).toEqual(['bad_score'])
})

it('a list longer than allowed is a fault', () => {
  expect(faults(good, 2)).toEqual([])
  expect(faults(good, 1)).toEqual(['long_list'])
})

const withAlternative = (item_id: string, score: number) => ({
  ...good,
  tails: { upgrade: [{ item_id, score }], trend: 1.5 },
})

it.each<[string, string, number, string[]]>([
  ['another item of the catalogue', 'pot', 0.4, []],
  ['the item itself', 'tea', 0.4, ['self_pair']],
  ['an item that the catalogue does not have', 'gone', 0.4, ['unknown_item']],
  ['a score of 0', 'pot', 0, ['bad_score']],
  ['a score that is no number', 'pot', Number.NaN, ['bad_score']],
])('of the alternatives in a row, %s', (_name, item_id, score, expected) => {
  expect(faults(withAlternative(item_id, score))).toEqual(expected)
})

it('a row of alternatives alone is not empty', () => {
  expect(faults({ ...withAlternative('pot', 0.4), companions: [] })).toEqual([])
})

it('reports each fault once, and all of them', () => {
  const list = {
    ...good,
    companions: [
      { ...mug, item_id: 'gone' },
      { ...mug, item_id: 'gone', score: 0.9 },
    ],
  }
  expect(faults(list)).toEqual(['unknown_item', 'duplicate', 'unsorted'])
})

const live = { orders: 1_000, lists: 100, pairs: 500, items_ready: 90 }

it.each([
  ['a first model', { ...live, lists: 0 }, undefined, []],
  ['one that lost everything', { ...live, lists: 0 }, live, ['empty_model']],
  ['one that lost half of its lists', { ...live, lists: 50 }, live, []],
  ['one that lost more, its orders kept', { ...live, lists: 49 }, live, ['halved_model']],
  ['one that kept its rows but lost most companions', { ...live, items_ready: 44 }, live, ['halved_model']],
  ['one that lost them with its orders', { orders: 450, lists: 40, pairs: 90, items_ready: 36 }, live, []],
  [
    'one that lost far more lists than orders',
    { orders: 450, lists: 20, pairs: 90, items_ready: 18 },
    live,
    ['halved_model'],
  ],
  ['one whose live model has rows of alternatives alone', live, { ...live, items_ready: 0 }, []],
  ['one beside a live model too small to guard', { ...live, lists: 0 }, { ...live, lists: 19 }, []],
  ['one beside the smallest to guard', { ...live, lists: 0 }, { ...live, lists: 20 }, ['empty_model']],
])('decides about %s', (_name, fresh, before, refusals) => {
  expect(modelFaults(fresh, before)).toEqual(refusals)
})
