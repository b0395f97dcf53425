import { expect, it } from 'vitest'
import { Kinds } from '../../../engine/text/kinds.ts'

/** A shop whose other titles end with what they name. */
const SHOP = [
  'Canvas bag',
  'Shoulder bag',
  'Rain jacket',
  'Denim jacket',
  'Pillar candle',
  'Candle holder',
  'Wall holder',
]

it.each([
  ['Leather bag', 'Leather jacket', false],
  ['Leather bag', 'Leather bags, brown', true],
  ['Leather bag with brass buckle', 'Leather shoulder bag', true],
  ['Leather jacket (size L)', 'Black leather jacket - lined', true],
  ['Candle', 'Candle holder, set of 2', true],
  ['Pillar candle', 'Wall holder', false],
  ['Sac en cuir', 'Veste en cuir', false],
  ['Ledertasche', 'Lederjacke', false],
  ['', 'Leather bag', true],
  ['12', '13', true],
])('%j and %j are of one kind: %s', (a, b, same) => {
  const kinds = new Kinds([a, b, ...SHOP])
  for (const _ of kinds.build());
  expect([kinds.mayBeSame(0, 1), kinds.mayBeSame(1, 0)]).toEqual([same, same])
})

it('of the words of a title the kind is the one with which most titles end, of equal ones the last', () => {
  // Three titles end with "jacket", two with "bag", one each with "holder" and "hood".
  const titles = [
    'Jacket hood',
    'Bag holder',
    'Hood',
    'Jacket',
    'Rain jacket',
    'Denim jacket',
    'Bag',
    'Canvas bags',
  ]
  const kinds = new Kinds(titles)
  for (const _ of kinds.build());
  expect([0, 1, 2, 7].map((title) => kinds.kindOf(title))).toEqual(['jacket', 'bag', 'hood', 'bag'])
  expect(kinds.mayBeSame(0, 3)).toBe(true)
})
