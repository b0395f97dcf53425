import { expect, it } from 'vitest'
import { aShop, drawnBaskets, ordersFile, plainItems, type TestShop } from '../a-shop.ts'

const IDS = Array.from({ length: 60 }, (_, n) => `item-${n}`)

/** Returns the lists of one slot as text, by kind and key. */
async function slotOf(shop: TestShop, slot: unknown): Promise<Map<string, string>> {
  const rows = (await shop.table('lists')).filter((row) => row.slot === slot)
  return new Map(rows.map((row) => [`${row.kind} ${row.key}`, JSON.stringify(row)]))
}
const mineAgain = async (shop: TestShop) => {
  await shop.call('/v1/models', 'POST')
  await shop.settle()
}

it('a run writes only the lists that differ from those in its slot', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const baskets = drawnBaskets(600, IDS)
  await shop.give('orders', ordersFile(baskets))
  await mineAgain(shop)
  await mineAgain(shop)
  expect((await shop.model()).counts).toMatchObject({ lists_written: 0, lists_deleted: 0 })

  const live = (await shop.table('slots'))[0]?.live_slot
  const before = await slotOf(shop, 1 - Number(live))
  // One order in a hundred has other items now.
  const replaced = drawnBaskets(600, IDS, 2)
  await shop.give(
    'orders',
    ordersFile(baskets.map((basket, at) => (at % 100 === 0 ? (replaced[at] ?? '') : basket))),
  )
  const after = await slotOf(shop, 1 - Number(live))
  const differ = [...after].filter(([key, row]) => before.get(key) !== row).length
  const gone = [...before.keys()].filter((key) => !after.has(key)).length
  const { counts } = await shop.model()
  expect([counts.lists_written, counts.lists_deleted]).toEqual([differ, gone])
  expect(differ).toBeGreaterThan(0)
})
