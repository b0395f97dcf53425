import { expect, it } from 'vitest'
import { aShop, itemsFile, type TestShop } from '../a-shop.ts'

/** Returns a shop with teas and kettles, shoes and socks, some of which the merchant has linked. */
async function linkedShop(linked: number): Promise<TestShop> {
  const shop = await aShop()
  const shelf = (kind: string, path: string) =>
    Array.from(
      { length: 20 },
      (_, n) => `${kind}${n},${kind} number ${n},/i/${kind}${n},/${kind}.png,9.90,${path}`,
    )
  await shop.give(
    'items',
    itemsFile([
      ...shelf('kettle', 'Home > Kettles'),
      ...shelf('tea', 'Food > Tea'),
      ...shelf('shoe', 'Wear > Shoes'),
      ...shelf('sock', 'Wear > Socks'),
    ]),
  )
  const links = Array.from({ length: linked }, (_, n) => [
    `kettle${n},tea${n % 3},accessory`,
    `shoe${n},sock${n % 3},accessory`,
  ])
  await shop.give('relations', ['item_id,related_item_id,relationship_type', ...links.flat()].join('\n'))
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  return shop
}
type Item = { item_id: string; source: string; reason: string }
const panel = async (shop: TestShop, query: string): Promise<Item[]> => (await shop.ask(query)).body.items

it('an item without links gets the companions that the merchant links to similar items, and the source says so', async () => {
  const shop = await linkedShop(10)
  const items = await panel(shop, 'placement=product&item_id=kettle19')
  expect(
    items
      .map(({ item_id }) => item_id)
      .slice(0, 3)
      .sort(),
  ).toEqual(['tea0', 'tea1', 'tea2'])
  for (const { source, reason } of items.slice(0, 3)) {
    expect([source, reason]).toEqual(['generalised', 'Recommended by the shop for items like this'])
  }
  const shoes = await panel(shop, 'placement=product&item_id=shoe15')
  expect(shoes.slice(0, 2).every(({ item_id }) => item_id.startsWith('sock'))).toBe(true)
})

it('the merchant’s own link of an item comes before a generalised link', async () => {
  const shop = await linkedShop(10)
  const [first] = await panel(shop, 'placement=product&item_id=kettle1')
  expect(first).toMatchObject({ item_id: 'tea1', source: 'relation' })
})

it('a cart uses the generalised links of all its items', async () => {
  const items = await panel(await linkedShop(10), 'placement=cart&cart_item_ids=kettle18,kettle19')
  expect(items.map(({ source }) => source)).toEqual(['generalised', 'generalised', 'generalised'])
})

it('too few links make no pattern', async () => {
  // A shop without orders shows similar items in their place.
  const shown = await panel(await linkedShop(4), 'placement=product&item_id=kettle19')
  expect(shown.filter(({ source }: { source: string }) => source !== 'similar')).toEqual([])
})
