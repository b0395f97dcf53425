import { expect, it } from 'vitest'
import { largerPack, type Pack } from '../../../engine/alternatives/larger-pack.ts'
import { DEFAULT_PRICE_BANDS } from '../../../vocabulary/price-bands.ts'

const pack = (title: string, price?: number): Pack => ({ variant_id: title, title, price })
const larger = (own: Pack, ...packs: Pack[]) => largerPack(own, packs, DEFAULT_PRICE_BANDS.upgrade)

it.each([
  ['100 g tin', 900, '250 g tin', 1700],
  ['Pack of 6', 500, 'Pack of 12', 900],
  ['0,5 l', 300, '1 l', 500],
  ['6 x 330 ml', 600, '12 x 330 ml', 1100],
  ['Earl Grey / 100g', 900, 'Earl Grey / 200g', 1800],
])('%s at %d: %s at %d is a larger pack', (own, paid, title, price) => {
  expect(larger(pack(own, paid), pack(own, paid), pack(title, price))?.pack.title).toBe(title)
})

it.each([
  ['100 g tin', 900, '250 g bag', 1700, 'another kind'],
  ['Earl Grey 100 g', 900, 'Jasmine 250 g', 1700, 'another flavour'],
  ['Small', 900, 'Large', 1200, 'a size may be a fit'],
  ['70 x 100 cm', 900, '80 x 100 cm', 1000, 'dimensions are no quantity'],
  ['20 cm', 900, '30 cm', 1000, 'nothing is sold by the centimetre'],
  ['250 g', 1700, '100 g', 1800, 'less of it'],
  ['100 g', 900, '250 g', 1801, 'more than twice the price'],
  ['100 g', 900, '250 g', undefined, 'no price'],
  ['', 900, '', 1000, 'no title'],
])('%s at %d: %s at %s is none (%5$s)', (own, paid, title, price, _why) => {
  expect(larger(pack(own, paid), pack(title, price))).toBeUndefined()
})

it('the least expensive larger pack is the next, and its saving is a gain', () => {
  const found = larger(pack('100 g', 1000), pack('500 g', 2000), pack('200 g', 1500))
  expect(found?.gains).toEqual([
    { kind: 'measure', from: '100', to: '200', unit: 'g' },
    { kind: 'unit_price', to: 'g', percent: 25 },
  ])
})
