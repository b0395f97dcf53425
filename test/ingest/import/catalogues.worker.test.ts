import { expect, it } from 'vitest'
import { aShop } from '../../a-shop.ts'

const catalogueOf = async (file: string) => {
  const shop = await aShop()
  await shop.give('items', file)
  const items = await shop.table('items')
  const relations = await shop.table('relations')
  return {
    items: items.map(({ item_id, title, variants }) => [
      item_id,
      title,
      JSON.parse(String(variants)).map(({ variant_id }: { variant_id: string }) => variant_id),
    ]),
    relations: relations.map(({ item_id, related_item_id, relationship_type }) =>
      [item_id, relationship_type, related_item_id].join(' '),
    ),
  }
}

it('a feed in XML becomes the catalogue, with its relations', async () => {
  const entry = (id: string, related: string) =>
    `<item><g:id>${id}</g:id><title>Tea &amp; ${id}</title><link>/${id}</link><g:price>4.50 EUR</g:price><g:gtin/>
    <g:condition>new</g:condition><g:related_product><g:relationship_type>accessory</g:relationship_type>
    <g:identifier_type>id</g:identifier_type><g:identifier>${related}</g:identifier></g:related_product></item>`
  const feed = `<?xml version="1.0"?><rss><channel>${entry('A', 'B')}${entry('B', 'gone')}</channel></rss>`
  expect(await catalogueOf(feed)).toEqual({
    items: [
      ['A', 'Tea & A', ['A']],
      ['B', 'Tea & B', ['B']],
    ],
    relations: ['A accessory B'],
  })
})

it('variations of WooCommerce join their product, before and after it, and relations find their item by SKU', async () => {
  const file = [
    'ID,Type,SKU,Name,Published,Parent,Regular price,Upsells,Cross-sells',
    '8,variation,H-R,Hoodie - Red,1,hoodie,45,,',
    '7,variable,hoodie,Hoodie,1,,,,"CAP, id:12"',
    '9,variation,H-B,Hoodie - Blue,1,id:7,45,,',
    '11,simple,CAP,Cap,1,,16,H-R,',
    '12,simple,,Bag,1,,30,,',
  ].join('\n')
  const { items, relations } = await catalogueOf(file)
  expect(items.sort()).toEqual([
    ['11', 'Cap', ['11']],
    ['12', 'Bag', ['12']],
    ['7', 'Hoodie', ['8', '9']],
  ])
  expect(relations.sort()).toEqual(['11 up_sell 7', '7 often_bought_with 11', '7 often_bought_with 12'])
})
