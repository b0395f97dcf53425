import { expect, it } from 'vitest'
import { Arena } from '../../../engine/data/arena.ts'
import { InvertedIndex } from '../../../engine/data/inverted-index.ts'
import { OrderTable } from '../../../engine/data/order-table.ts'
import { run } from '../mine/a-shop.ts'

const [TEA, MUG, POT] = [0, 1, 2]
const ORDERS = [[TEA, MUG], [TEA, POT], [TEA, MUG, POT], [TEA], [TEA, MUG], [TEA, POT]]

/** Baskets of six orders with tea, three with a mug and three with a pot; their memory gives an index a block of 10 lines. */
function smallBaskets() {
  const arena = new Arena({ bytes: 640, buffer: (bytes) => new ArrayBuffer(bytes) })
  const table = new OrderTable(['tea', 'mug', 'pot'], 6, 12, arena)
  for (const items of ORDERS) table.add({ at: null, customer: null, items, size: items.length })
  return table.close()
}

it('a block holds as many items as fit, and the others are found in the next one', () => {
  const baskets = smallBaskets()
  const placesOf = (item: number) =>
    [0, 1, 2, 3, 4, 5].filter((place) => baskets.itemsOf(place).includes(item))
  const index = new InvertedIndex(baskets)
  run(index.load(TEA))
  expect([[...index.ordersOf(TEA)], [...index.ordersOf(MUG)]]).toEqual([placesOf(TEA), placesOf(MUG)])
  // 6 + 3 lines fit, 6 + 3 + 3 do not.
  expect(() => index.ordersOf(POT)).toThrow(RangeError)
  run(index.load(POT))
  expect([...index.ordersOf(POT)]).toEqual(placesOf(POT))
  expect(() => index.ordersOf(MUG)).toThrow(RangeError)
})

it('an index that was closed has no orders any more', () => {
  const index = new InvertedIndex(smallBaskets())
  run(index.load(TEA))
  index.close()
  expect(() => index.ordersOf(TEA)).toThrow('Group 0 is not loaded.')
})
