import { expect, it } from 'vitest'
import type { ImportKind } from '../../../schema/imports/imports.ts'
import { FORMATS } from '../../../worker/ingest/import/known-formats.ts'
import { locate, recognise } from '../../../worker/ingest/import/recognise.ts'
import { columnsOf } from '../formats/a-row.ts'
import { HEADERS } from '../formats/headers.ts'
import { fileRefusal } from './refusal.ts'

it.each<[string, ImportKind, string]>([
  ['Shopify products', 'items', HEADERS.shopifyProductsNew],
  ['Shopify products', 'items', HEADERS.shopifyProductsOld],
  ['Shopify orders', 'orders', HEADERS.shopifyOrders],
  ['WooCommerce Analytics orders', 'orders', HEADERS.wooReport],
  ['WooCommerce orders (WebToffee)', 'orders', HEADERS.webtoffee],
  ['WooCommerce orders (SkyVerge)', 'orders', HEADERS.skyverge],
  ['WooCommerce order lines (SkyVerge, WebToffee)', 'orders', HEADERS.skyvergeLines],
  ['WooCommerce orders (AlgolPlus)', 'orders', HEADERS.algolplus],
  ['Shopify customers', 'customers', HEADERS.shopifyCustomers],
  ['plain customers', 'customers', HEADERS.plainCustomers],
  ['plain customers', 'customers', 'Kundennummer,Kundengruppe,Sprache'],
  ['plain customers', 'customers', 'Email,Newsletter'],
  ['WooCommerce products', 'items', HEADERS.wooProducts],
  ['WooCommerce products', 'items', HEADERS.wooProductsGerman],
  ['Magento products', 'items', HEADERS.magentoProducts],
  ['Vendure products', 'items', HEADERS.vendureProducts],
  ['Google Merchant feed', 'items', HEADERS.googleFeed],
  ['plain items', 'items', HEADERS.plainItems],
  ['plain items', 'items', 'category,name,sku,price,qty,description,material,special_price,attribute_set'],
  ['plain relations', 'relations', 'sku,linked_sku'],
  ['plain orders', 'orders', HEADERS.plainOrders],
  ['plain relations', 'relations', HEADERS.plainRelations],
  ['plain items', 'items', 'product_id,title,category,brand,price,is_article'],
  ['plain orders', 'orders', 'order_id,customer_id,timestamp,product_id,quantity,price,country'],
])('recognises %s by %s', (name, kind, header) => {
  const columns = columnsOf(header)
  expect(recognise(kind, columns).name).toBe(name)
  expect(recognise(kind, columns.toReversed()).name).toBe(name)
  expect(
    recognise(
      kind,
      columns.map((column) => ` ${column.toUpperCase()} `),
    ).name,
  ).toBe(name)
})

it.each(['order_id,name,email,sku,quantity,price', 'order_id,name,title,item_id,quantity'])(
  'a list of orders with the names of customers is not recognised as Shopify: %s',
  (header) => {
    expect(recognise('orders', header.split(',')).name).toBe('plain orders')
  },
)

it('an export of orders whose lines have no SKU is recognised', () => {
  const header = HEADERS.shopifyOrders.split(',').filter((column) => column !== 'Lineitem sku')
  expect(recognise('orders', header).name).toBe('Shopify orders')
})

it('case, spaces, dashes and underscores of a column name do not matter', () => {
  const header = ['Order-ID', 'PRODUCT ID', 'Invoice_Date']
  const places = locate(recognise('orders', header), header)
  expect(places.get('order_id')).toEqual({ at: 0, written: 'Order-ID' })
  expect(places.get('item_id')).toEqual({ at: 1, written: 'PRODUCT ID' })
  expect(places.get('order_date')).toEqual({ at: 2, written: 'Invoice_Date' })
})

it('numbered columns are found by their numbers, in any position and order', () => {
  const header = ['line_item_10', 'order_id', 'Line Item 2', 'line_item_2', 'line_item_x', 'line_item_2_name']
  const places = locate(recognise('orders', header), header)
  expect(places.get('line_item_{n}')?.numbers).toEqual([2, 10])
  expect(places.get('line_item_{n} 10')).toEqual({ at: 0, written: 'line_item_10' })
  expect(places.get('line_item_{n} 2')).toEqual({ at: 2, written: 'Line Item 2' })
})

it('our own name of a column comes before another one, and the first of two equal names counts', () => {
  const header = ['product_id', 'id', 'title', 'title']
  const places = locate(recognise('items', header), header)
  expect([places.get('id')?.at, places.get('title')?.at]).toEqual([1, 2])
})

it.each<[ImportKind, string, ImportKind]>([
  ['items', HEADERS.shopifyOrders, 'orders'],
  ['items', HEADERS.plainOrders, 'orders'],
  ['items', HEADERS.webtoffee, 'orders'],
  ['items', HEADERS.skyvergeLines, 'orders'],
  ['items', `Product Id,${HEADERS.algolplus}`, 'orders'],
  ['relations', HEADERS.wooReport, 'orders'],
  ['orders', HEADERS.shopifyProductsNew, 'items'],
  ['orders', HEADERS.plainItems, 'items'],
  ['orders', HEADERS.plainRelations, 'relations'],
  ['orders', HEADERS.wooProducts, 'items'],
  ['orders', HEADERS.magentoProducts, 'items'],
  ['relations', HEADERS.googleFeed, 'items'],
  ['items', HEADERS.shopifyCustomers, 'customers'],
  ['orders', HEADERS.shopifyCustomers, 'customers'],
  ['customers', HEADERS.shopifyOrders, 'orders'],
])('a file sent as %s that is of another kind is refused with that kind: %s', async (kind, header, other) => {
  const { code, message } = await fileRefusal(() => recognise(kind, header.split(',')))
  expect(code).toBe('unknown_format')
  expect(message).toContain(`kind=${other}`)
})

it.each<[ImportKind, string, string[]]>([
  ['items', 'title,price', ['id or sku']],
  ['items', 'id,link', ['title']],
  ['items', 'sku,Bezeichnung 1,price,link', ['title']],
  ['items', 'Handle,Title,Variant Price', ['option1_value']],
  ['orders', 'order_id,quantity', ['item_id or sku or item_name']],
  ['orders', 'item_id,quantity', ['order_id']],
  ['orders', 'Name,Lineitem name', ['lineitem_quantity']],
  ['orders', 'Order Status,Item Name,Quantity,Item Cost', ['order_number']],
  ['relations', 'item_id,relationship_type', ['related_item_id']],
])('a file of %s with %s is refused with the missing columns', async (kind, header, lacks) => {
  const { code, facts, message } = await fileRefusal(() => recognise(kind, header.split(',')))
  expect([code, facts.missing, facts.row]).toEqual(['missing_column', lacks, 1])
  expect(message).toContain(lacks[0])
})

it('an unknown header is refused with the list of known formats', async () => {
  const { code, facts } = await fileRefusal(() => recognise('orders', ['foo', 'bar']))
  const understood = FORMATS.filter((format) => format.kind === 'orders').map(({ name }) => name)
  expect(understood).toEqual(expect.arrayContaining(['Shopify orders', 'plain orders']))
  expect([code, facts.understood]).toEqual(['unknown_format', understood])
})

it('every column that a format requires is one that it reads', () => {
  for (const { columns, required } of FORMATS) {
    for (const name of required.flat()) expect(Object.keys(columns)).toContain(name)
  }
})
