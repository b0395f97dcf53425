import { expect, it } from 'vitest'
import { linksIn, readFile } from '../import/a-file.ts'

const COMPLEMENTS = '(product.metafields.shopify--discovery--product_recommendation.complementary_products)'
const SIMILAR = '(product.metafields.shopify--discovery--product_recommendation.related_products)'
const DISPLAY = '(product.metafields.shopify--discovery--product_recommendation.related_products_display)'
const header = (a: string, b: string) =>
  `Handle,Title,Option1 Value,"${b} ${DISPLAY}","${a} ${COMPLEMENTS}","${b} ${SIMILAR}"`
const ENGLISH = header('Complementary products', 'Related products')

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const read = async (complements: string, similar: string, head = ENGLISH) =>
  (
    await readFile(
      'items',
      `${head}\ntea,Tea,Default Title,ahead,${quoted(complements)},${quoted(similar)}\n`,
    )
  ).rows

it('complementary products are companions, related products are substitutes', async () => {
  expect(linksIn(await read('mug;pot', 'coffee'))).toEqual([
    'tea often_bought_with i:mug 1',
    'tea often_bought_with i:pot 2',
    'tea substitute i:coffee 1',
  ])
})

it.each([
  ['Sản phẩm bổ sung', 'Sản phẩm liên quan'],
  ['Ergänzende Produkte', 'Ähnliche Produkte'],
  ['', ''],
])('the label before the bracket may be in any language: %s', async (a, b) => {
  expect(linksIn(await read('mug', 'coffee', header(a, b)))).toHaveLength(2)
})

it.each(['mug;pot', 'mug, pot', 'mug\npot', '["mug","pot"]', ' mug ; ; pot '])(
  'handles may be separated as in %j',
  async (cell) => {
    expect(linksIn(await read(cell, ''))).toEqual([
      'tea often_bought_with i:mug 1',
      'tea often_bought_with i:pot 2',
    ])
  },
)

it('Shopify’s own names are replaced by its numbers', async () => {
  const cell = '["gid://shopify/Product/8123","gid://shopify/Product/8124"]'
  expect(linksIn(await read(cell, ''))).toEqual([
    'tea often_bought_with i:8123 1',
    'tea often_bought_with i:8124 2',
  ])
})

it('a product is not related to itself', async () => {
  expect(linksIn(await read('tea;mug', ''))).toEqual(['tea often_bought_with i:mug 1'])
})

it('emptied cells delete the older relations, and rows of further variants change nothing', async () => {
  const { rows } = await readFile('items', `${ENGLISH}\ntea,Tea,small,,,\ntea,,large,,,\n`)
  expect(rows.map(({ fragments }) => fragments?.slice(1))).toEqual([[{ key: 'tea', row: 2, links: [] }], []])
})

it('without the columns nothing changes', async () => {
  const { rows } = await readFile('items', 'Handle,Title,Option1 Value\ntea,Tea,small\n')
  expect(rows[0]?.fragments).toHaveLength(1)
})
