import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { aShop, plainItems, type TestShop } from '../../a-shop.ts'

/** Returns the relations of each item from the rows for carts, and from the relations themselves. */
async function bothOf(shop: TestShop) {
  const stated = (await shop.table('stated_relations')).map(({ item_id, relations }) => [
    item_id,
    JSON.parse(String(relations)),
  ])
  const byItem = Map.groupBy(await shop.table('relations'), ({ item_id }) => String(item_id))
  const told = [...byItem].map(([item_id, rows]) => [
    item_id,
    rows.map((row) => [row.related_item_id, row.relationship_type, row.position, row.start_at, row.end_at]),
  ])
  return { stated, told }
}

const accessory = (item_id: string, related_item_id: string, more = {}) => ({
  ...{ item_id, related_item_id, relationship_type: 'accessory' },
  ...more,
})

/** A catalogue of WooCommerce with companions; its items have the ids 1, 2 and 3. */
const WOO = [
  'ID,Type,SKU,Name,Published,Parent,Regular price,Upsells,Cross-sells',
  '1,simple,tea,Tea,1,,5,,"mug, pot"',
  '2,simple,mug,Mug,1,,5,pot,',
  '3,simple,pot,Pot,1,,5,,tea',
]

it.each<[string, (shop: TestShop) => Promise<unknown>, number]>([
  [
    'an upload',
    (shop) =>
      shop.give(
        'relations',
        'item_id,related_item_id,relationship_type\ntea,pot,substitute\npot,mug,accessory',
      ),
    2,
  ],
  [
    'a call',
    (shop) =>
      shop.call('/v1/relations', 'PUT', { relations: [accessory('tea', 'pot', { start_at: 5, end_at: 9 })] }),
    1,
  ],
  [
    'a change',
    (shop) => shop.call('/v1/relations', 'PUT', { relations: [accessory('tea', 'mug', { position: 7 })] }),
    1,
  ],
  [
    'a deletion of one of two',
    async (shop) => {
      await shop.call('/v1/relations', 'PUT', { relations: [accessory('tea', 'pot')] })
      await shop.call('/v1/relations?item_id=tea&related_item_id=mug&relationship_type=accessory', 'DELETE')
    },
    1,
  ],
  [
    'a deletion of the last',
    (shop) =>
      shop.call('/v1/relations?item_id=tea&related_item_id=mug&relationship_type=accessory', 'DELETE'),
    0,
  ],
  ['a catalogue that states companions', (shop) => shop.give('items', WOO.join('\n'), '&confirm=1'), 4],
  [
    'the next catalogue, which takes some back',
    async (shop) => {
      await shop.give('items', WOO.join('\n'), '&confirm=1')
      await shop.give('items', WOO.join('\n').replace('"mug, pot"', '').replace('tea\n', '\n'))
    },
    3,
  ],
])('after %s a cart reads the stated relations', async (_, change, items) => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  await shop.call('/v1/relations', 'PUT', { relations: [accessory('tea', 'mug')] })
  await change(shop)
  const { stated, told } = await bothOf(shop)
  expect(stated).toEqual(told)
  expect(stated).toHaveLength(items)
})

it('the migration creates the rows of existing relations', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  const relations = [
    accessory('tea', 'mug'),
    accessory('tea', 'pot', { start_at: 5 }),
    accessory('pot', 'tea'),
  ]
  await shop.call('/v1/relations', 'PUT', { relations })
  const before = await shop.table('stated_relations')
  await env.DB.exec('delete from stated_relations')
  const migration = env.TEST_MIGRATIONS.find(({ name }) => name.includes('stated_relations'))
  await env.DB.prepare(migration?.queries.at(-1) ?? '').run()
  expect(await shop.table('stated_relations')).toEqual(before)
  expect(before).toHaveLength(2)
})

it('equal relations sent again write no row', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  const relations = [accessory('tea', 'mug'), accessory('tea', 'pot')]
  await shop.call('/v1/relations', 'PUT', { relations })
  const before = await shop.rows()
  expect((await shop.call('/v1/relations', 'PUT', { relations })).body).toEqual({ written: 0 })
  expect(await shop.rows()).toEqual(before)
})
