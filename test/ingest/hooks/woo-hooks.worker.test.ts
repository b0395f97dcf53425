import { expect, it } from 'vitest'
import { aShop, shuffled, type TestShop } from '../../a-shop.ts'
import { message, minute, type Sent, wooLine, wooOrder, wooProduct } from './bodies.ts'
import { connected, plainRows } from './platforms.ts'

const PRODUCTS = [
  'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Stock,Backorders allowed?,Sale price,Regular price,Categories,Tags,Images,Parent,Attribute 1 name,Attribute 1 value(s)',
  '1,simple,W-1,The 1,1,visible,1,5,0,,4.50,Tea,green,https://corner.example/1.png,,,',
  '2,variable,W-2,The 2,1,visible,1,,0,,,Tea,green,https://corner.example/2.png,,Size,"Small, Large"',
  '21,variation,W-21,The 2 - Small,1,visible,1,3,0,,6.00,,,https://corner.example/21.png,id:2,Size,Small',
  '22,variation,W-22,The 2 - Large,1,visible,backorder,,1,,8.00,,,,id:2,Size,Large',
  '3,simple,W-3,The 3,-1,visible,0,,0,,4.50,Tea,green,https://corner.example/3.png,,,',
].join('\n')

const SIZE = [{ id: 1, name: 'Size', options: ['Small', 'Large'], variation: true }]
const hoodie = (modified: string, more: object = {}) =>
  wooProduct(2, modified, {
    type: 'variable',
    manage_stock: false,
    stock_quantity: null,
    attributes: SIZE,
    variations: [21, 22],
    price: '6.00',
    ...more,
  })
const small = (modified: string, more: object = {}) =>
  wooProduct(21, modified, {
    type: 'variation',
    name: 'The 2 - Small',
    parent_id: 2,
    price: '6.00',
    stock_quantity: 3,
    attributes: [{ id: 1, name: 'Size', option: 'Small' }],
    categories: [],
    tags: [],
    ...more,
  })
const large = (modified: string, more: object = {}) =>
  wooProduct(22, modified, {
    type: 'variation',
    name: 'The 2 - Large',
    parent_id: 2,
    price: '8.00',
    manage_stock: false,
    stock_quantity: null,
    stock_status: 'onbackorder',
    attributes: [{ id: 1, name: 'Size', option: 'Large' }],
    categories: [],
    tags: [],
    images: [],
    ...more,
  })

const ORDERS = [
  'order_id,order_number,order_date,status,order_currency,customer_id,billing_email,line_item_1,line_item_2',
  `1001,1001,${minute(1)},processing,EUR,0,buyer1001@shop.example,name:Line 10010|product_id:1|sku:W-1|quantity:1|sub_total:4.50,name:Line 10011|product_id:1|sku:W-2|quantity:2|sub_total:9.00`,
  `1002,1002,${minute(1)},refunded,EUR,0,buyer1002@shop.example,name:Line 10020|product_id:1|sku:W-1|quantity:1|sub_total:4.50,name:Line 10021|product_id:1|sku:W-2|quantity:2|sub_total:9.00`,
  `1003,1003,${minute(1)},completed,EUR,0,buyer1003@shop.example,name:Spoon|product_id:1|sku:|quantity:3|sub_total:6.00,`,
].join('\n')

const HISTORY: Sent[] = [
  message('product.created', wooProduct(1, minute(2), { price: '5.00' })),
  message('product.created', hoodie(minute(2), { variations: [21, 22, 23] })),
  message('product.created', small(minute(2), { price: '5.00' })),
  message('product.created', large(minute(2))),
  message('product.created', { ...large(minute(2)), id: 23 }),
  message('product.deleted', { id: 23 }),
  message('product.updated', hoodie(minute(3))),
  message('product.updated', small(minute(3))),
  message('product.updated', wooProduct(1, minute(4), { stock_quantity: 4 })),
  message('product.updated', wooProduct(1, minute(5))),
  message('product.created', wooProduct(3, minute(2))),
  message(
    'product.updated',
    wooProduct(3, minute(3), {
      status: 'draft',
      manage_stock: false,
      stock_quantity: null,
      stock_status: 'outofstock',
    }),
  ),
  message('order.created', wooOrder(1001, minute(1), { status: 'pending' })),
  message('order.updated', wooOrder(1001, minute(1))),
  message('order.updated', wooOrder(1002, minute(6), { status: 'refunded' })),
  message('order.created', wooOrder(1002, minute(1), { status: 'on-hold' })),
  message(
    'order.created',
    wooOrder(1003, minute(1), {
      status: 'completed',
      line_items: [wooLine(1, '', 3, { name: 'Spoon', subtotal: '6.00' })],
    }),
  ),
]

async function expectSame(shop: TestShop): Promise<void> {
  const files = await aShop()
  await files.give('items', PRODUCTS)
  await files.give('orders', ORDERS)
  expect(await plainRows(shop, 'items')).toEqual(await plainRows(files, 'items'))
  expect(await plainRows(shop, 'orders')).toEqual(await plainRows(files, 'orders'))
  expect([(await shop.table('items')).length, (await shop.table('orders')).length]).toEqual([3, 3])
}

it.each([0, 1, 2, 3, 4, 5])(
  'WooCommerce’s messages, in order or not, give the same rows as its files (%i)',
  async (seed) => {
    const shop = await aShop()
    const woo = await connected(shop, 'woocommerce')
    const messages = seed === 0 ? HISTORY : shuffled([...HISTORY, ...HISTORY], seed)
    for (const sent of messages) expect((await woo.deliver(sent)).status).toBe(200)
    await expectSame(shop)
  },
)

it('all at once they give the same rows', async () => {
  const shop = await aShop()
  const woo = await connected(shop, 'woocommerce')
  await Promise.all(shuffled(HISTORY, 7).map((sent) => woo.insist(sent)))
  await expectSame(shop)
})
