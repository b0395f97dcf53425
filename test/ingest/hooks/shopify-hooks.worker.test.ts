import { expect, it } from 'vitest'
import { aShop, shuffled, type TestShop } from '../../a-shop.ts'
import {
  message,
  minute,
  type Sent,
  shopifyLine,
  shopifyOrder,
  shopifyProduct,
  shopifyVariant,
} from './bodies.ts'
import { connected, plainRows } from './platforms.ts'

const PRODUCTS = [
  'Handle,Title,Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Variant Image,Gift Card,Status',
  'tea,The tea,Corner,Tea,"green, loose",TRUE,Size,100 g,TEA-1,shopify,7,deny,4.50,https://cdn.example/tea.png,,FALSE,active',
  'tea,,,,,,,250 g,TEA-2,shopify,0,continue,9.90,,https://cdn.example/tea-big.png,,',
  'mug,The mug,Corner,Cups,,TRUE,Title,Default Title,MUG-1,,,deny,12.00,https://cdn.example/mug.png,,FALSE,active',
].join('\n')

const tea = (updated_at: string, more: object = {}) =>
  shopifyProduct(1, 'tea', updated_at, {
    variants: [
      shopifyVariant(11, {
        option1: '100 g',
        sku: 'TEA-1',
        inventory_quantity: 7,
        inventory_management: 'shopify',
      }),
      shopifyVariant(12, {
        option1: '250 g',
        sku: 'TEA-2',
        price: '9.90',
        inventory_quantity: 0,
        inventory_policy: 'continue',
        image_id: 101,
        inventory_management: 'shopify',
      }),
    ],
    images: [
      { id: 100, src: 'https://cdn.example/tea.png' },
      { id: 101, src: 'https://cdn.example/tea-big.png' },
    ],
    ...more,
  })
const mug = (updated_at: string, more: object = {}) =>
  shopifyProduct(2, 'mug', updated_at, {
    product_type: 'Cups',
    tags: '',
    variants: [shopifyVariant(21, { sku: 'MUG-1', price: '12.00', inventory_management: null })],
    ...more,
  })

const ORDERS = [
  'Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Payment Method,Cancelled at',
  `#1001,Buyer1001@shop.example,paid,EUR,${minute(1)},1,Line 10010,4.50,TEA-1,shopify_payments,`,
  '#1001,,,,,2,Line 10011,4.50,MUG-1,,',
  '#1001,,,,,1,Tip,3.00,,,',
  `#1002,buyer1002@shop.example,paid,EUR,${minute(1)},1,Line 10020,4.50,TEA-1,shopify_payments,`,
  '#1002,,,,,2,Wooden spoon - Large,2.00,,,',
  `#1003,buyer1003@shop.example,refunded,EUR,${minute(1)},1,Line 10030,4.50,TEA-1,shopify_payments,`,
  '#1003,,,,,2,Line 10031,4.50,MUG-1,,',
  `#1004,buyer1004@shop.example,paid,EUR,${minute(1)},1,Line 10040,4.50,TEA-1,bogus,`,
  '#1004,,,,,2,Line 10041,4.50,MUG-1,,',
  `#1005,buyer1005@shop.example,voided,EUR,${minute(1)},1,Line 10050,4.50,TEA-1,,${minute(9)}`,
  '#1005,,,,,2,Line 10051,4.50,MUG-1,,',
].join('\n')

/** All changes in the shop, in order; their result is the files above. */
const HISTORY: Sent[] = [
  message('products/create', tea(minute(2), { title: 'Tea' })),
  message('products/create', mug(minute(2), { vendor: 'Nobody' })),
  message('inventory_levels/update', {
    inventory_item_id: 12,
    location_id: 1,
    available: 9,
    updated_at: minute(3),
  }),
  message('products/update', tea(minute(4), { status: 'draft' })),
  message('products/update', tea(minute(5))),
  message('products/update', mug(minute(5))),
  message('orders/create', shopifyOrder(1001, minute(1), { financial_status: 'pending' })),
  message(
    'orders/updated',
    shopifyOrder(1001, minute(6), {
      line_items: [
        shopifyLine(10010, 'TEA-1', 1),
        shopifyLine(10011, 'MUG-1', 2),
        shopifyLine(10012, null, 1, { name: 'Tip', price: '3.00' }),
      ],
    }),
  ),
  message(
    'orders/create',
    shopifyOrder(1002, minute(1), {
      line_items: [
        shopifyLine(10020, 'TEA-1', 1),
        shopifyLine(10021, null, 2, {
          name: 'Wooden spoon - Large',
          title: 'Wooden spoon',
          variant_title: 'Large',
          price: '2.00',
        }),
      ],
    }),
  ),
  message('orders/create', shopifyOrder(1003, minute(1))),
  message(
    'refunds/create',
    {
      id: 31,
      order_id: 1003,
      created_at: minute(7),
      refund_line_items: [
        { line_item_id: 10030, quantity: 1 },
        { line_item_id: 10031, quantity: 2 },
      ],
    },
    minute(7),
  ),
  message('orders/updated', shopifyOrder(1003, minute(7), { financial_status: 'refunded' })),
  message('orders/create', shopifyOrder(1004, minute(1), { test: true })),
  message('orders/create', shopifyOrder(1005, minute(1))),
  message(
    'orders/cancelled',
    shopifyOrder(1005, minute(9), { cancelled_at: minute(9), financial_status: 'voided' }),
  ),
]

/** The items without Shopify's own numbers, which only messages have. */
const itemsWithoutIds = async (shop: TestShop) =>
  (await plainRows(shop, 'items')).map(({ platform_id: _, variant_platform_id: __, variants, ...row }) => ({
    ...row,
    variants: JSON.parse(String(variants)).map(
      ({ platform_id: ___, ...variant }: { platform_id?: string }) => variant,
    ),
  }))

async function byFiles(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', PRODUCTS)
  await shop.give('orders', ORDERS)
  return shop
}

it('single messages give the same rows as one upload of the files', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  for (const sent of HISTORY) expect((await shopify.deliver(sent)).body).toEqual({ taken: true })
  const files = await byFiles()
  expect(await plainRows(shop, 'orders')).toEqual(await plainRows(files, 'orders'))
  expect(await itemsWithoutIds(shop)).toEqual(await itemsWithoutIds(files))
})

it.each([1, 2, 3, 4, 5])('repeated and in any order they give the same rows (%i)', async (seed) => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  for (const sent of shuffled([...HISTORY, ...HISTORY], seed)) {
    expect((await shopify.insist(sent)).status).toBe(200)
  }
  const files = await byFiles()
  expect(await plainRows(shop, 'orders')).toEqual(await plainRows(files, 'orders'))
  expect(await itemsWithoutIds(shop)).toEqual(await itemsWithoutIds(files))
})

it('all at once they give the same rows', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const answers = await Promise.all(shuffled([...HISTORY, ...HISTORY], 9).map((sent) => shopify.insist(sent)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const files = await byFiles()
  expect(await plainRows(shop, 'orders')).toEqual(await plainRows(files, 'orders'))
  expect(await itemsWithoutIds(shop)).toEqual(await itemsWithoutIds(files))
})

it('a product message older than the catalogue still decides which product a later stock count belongs to', async () => {
  const shop = await aShop()
  const { deliver } = await connected(shop, 'shopify')
  const before = new Date(Date.now() - 60_000).toISOString()
  await shop.give('items', PRODUCTS)
  const level = { inventory_item_id: 12, location_id: 1, available: 2, updated_at: new Date().toISOString() }
  await deliver(message('inventory_levels/update', level))
  await deliver(message('products/update', tea(before, { title: 'Old tea' })))
  const [, stored] = await shop.table('items')
  expect(stored).toMatchObject({ item_id: 'tea', title: 'The tea' })
  expect(JSON.parse(String(stored?.variants))[0]).toMatchObject({ variant_id: 'TEA-1', stock: 2 })
})

it('the numbers by which Shopify’s cart takes variants come with messages, and stay when a file is uploaded', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  await shopify.deliver(message('products/create', tea(minute(2))))
  const numbers = async () => {
    const [row] = await shop.table('items')
    const variants: { sku: string; platform_id?: string }[] = JSON.parse(String(row?.variants))
    return [
      row?.platform_id,
      row?.variant_platform_id,
      ...variants.map(({ sku, platform_id }) => [sku, platform_id]),
    ]
  }
  const told = ['1', '11', ['TEA-1', '11'], ['TEA-2', '12']]
  expect(await numbers()).toEqual(told)
  await shop.give('items', PRODUCTS.replace('The tea', 'Our tea').replace('4.50', '4.60'), '&confirm=1')
  expect((await shop.table('items'))[1]).toMatchObject({ title: 'Our tea', price: 460 })
  const [, row] = await shop.table('items')
  expect([row?.platform_id, row?.variant_platform_id]).toEqual(['1', '11'])
  // The page of a theme names the product by that number, and a variant by its own.
  const aliases = await shop.table('item_aliases')
  for (const name of ['1', '12', 'TEA-2']) {
    const items = aliases.flatMap(({ alias, item_id }) => (alias === name ? [item_id] : []))
    expect([name, new Set(items)]).toEqual([name, new Set(['tea'])])
  }
})

it('a barcode that is a GTIN names the variant, any other text does not', async () => {
  const shop = await aShop()
  const shopify = await connected(shop, 'shopify')
  const barcodes = ['4006381333931', 'shelf 7']
  const variants = barcodes.map((barcode, at) =>
    shopifyVariant(30 + at, { option1: `${at}`, sku: `B-${at}`, barcode }),
  )
  await shopify.deliver(message('products/create', shopifyProduct(3, 'pot', minute(2), { variants })))
  const [row] = await shop.table('items')
  expect(JSON.parse(String(row?.variants)).map(({ gtin }: { gtin?: string }) => gtin)).toEqual([
    '4006381333931',
    undefined,
  ])
})
