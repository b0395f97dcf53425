import { expect, it } from 'vitest'
import { aShop, drawnBaskets, itemsFile, ordersFile, plainItems, type TestShop } from '../../a-shop.ts'

const IDS = ['cake', 'cup', 'jam', 'milk', 'mug', 'pot', 'spoon', 'tea']
const codes = (steps: { code: string }[]) => steps.map(({ code }) => code)

/** Uploads a file and returns its report as text. */
async function reported(shop: TestShop, kind: string, file: string, more = '') {
  const { body } = await shop.upload(kind, file, more)
  await shop.settle()
  const address = `/v1/imports/${body.import_id}`
  return {
    view: (await shop.call(address)).body,
    text: String((await shop.call(`${address}/report.txt`)).body),
  }
}

it('the report states what was read of the orders, how many lines match the catalogue, and what to do next', async () => {
  const shop = await aShop()
  const skus = itemsFile(
    ['1,T-1,Tea,9.90,Tea', '2,M-1,Mug,5.00,Cups', '3,P-1,Pot,25.00,Cups'],
    'id,sku,title,price,product_type',
  )
  await shop.give('items', skus)
  const orders = [
    'order_id,order_date,item_id,sku,item_name,quantity,status',
    ...['a', 'b', 'c', 'd'].flatMap((id, at) => [
      `${id},2026-01-0${at + 1},1,,,1,paid`,
      `${id},2026-01-0${at + 1},,M-1,,1,paid`,
    ]),
    'e,2026-01-09,,,Pot,1,paid',
    'e,2026-01-09,gone,,,1,paid',
    'f,2026-01-10,1,,,1,cancelled',
    'g,2026-01-11,1,,,many,paid',
  ].join('\n')
  const { view, text } = await reported(shop, 'orders', orders)
  expect(view.report).toMatchObject({
    found: 6,
    dropped: { cancelled: 1 },
    orders_with_two: 5,
    lines_matched: { id: 5, sku: 4, name: 1, nothing: 1 },
  })
  expect(view.mined).toMatchObject({
    orders: 5,
    orders_with_two: 5,
    pairs_of_three: 1,
    lines_matched: { id: 4, sku: 4, name: 1, nothing: 1 },
    items_ready: 0,
    items_fallback: 3,
  })
  expect(codes(view.next_steps)).toEqual(['many_refused', 'few_orders'])
  expect(text).toBe(`0 of 3 items can be shown: no link

Upload                          ${view.import_id}, orders
Status                          done

Recognised as                   plain orders
Rows                            12
Rows kept                       11
Rows or cells refused           1

Orders found                    6
  new                           6
  changed                       0
  unchanged                     0
  cancelled                     1
Distinct items in the orders    4
Orders with two or more items   5
First and last order            2026-01-01, 2026-01-10
Order lines                     11
  found by id                   45.5%
  found by SKU                  36.4%
  found by name                 9.1%
  not in the catalogue          9.1%

Model                           ${view.mined.model_id}, live
Orders in the model             5
  with two or more items        5
Pairs in three or more orders   1
Order lines                     10
  found by id                   40.0%
  found by SKU                  40.0%
  found by name                 10.0%
  not in the catalogue          10.0%
Items with a list of their own  0
  with their category's list    0
  with best sellers only        3

What to do next
- Cells or rows refused: 1. GET /v1/imports/${view.import_id}/errors.csv lists them with the reasons.
- Orders with two or more items: 5, which is few. Send older orders, too, or define companions yourself (kind=relations).

Paste this tag into every page of the shop
${view.tag}
`)
})

it('orders without a catalogue, and a catalogue without orders, each report what is missing', async () => {
  const shop = await aShop()
  expect(codes((await reported(shop, 'orders', ordersFile(['tea mug']))).view.next_steps)).toEqual([
    'no_catalogue',
    'few_orders',
  ])
  const other = await aShop()
  expect(codes((await reported(other, 'items', plainItems(IDS))).view.next_steps)).toEqual([
    'no_availability',
    'no_orders',
  ])
})

it('a catalogue sent again does not ask for orders where there are some', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  await shop.give('orders', ordersFile(['tea mug']))
  expect(codes((await reported(shop, 'items', plainItems(IDS))).view.next_steps)).not.toContain('no_orders')
})

it('items are ready, pooled or fall back, and the three counts add up to all items', async () => {
  const shop = await aShop()
  await shop.give(
    'items',
    itemsFile(
      [...IDS.map((id) => `${id},${id},1.00,Kitchen`), 'new,New,1.00,Kitchen', 'odd,Odd,1.00,'],
      'id,title,price,product_type',
    ),
  )
  const { view } = await reported(shop, 'orders', ordersFile(drawnBaskets(200, IDS)))
  const { items_ready, items_pooled, items_fallback } = view.mined
  expect(items_ready + items_pooled + items_fallback).toBe(10)
  expect(items_ready).toBe(8)
})

it('orders that name items differently from the catalogue are reported', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const { view } = await reported(shop, 'orders', ordersFile(['x1 x2', 'x1 x3', 'tea mug']))
  expect(view.report.lines_matched).toEqual({ id: 2, sku: 0, name: 0, nothing: 4 })
  expect(codes(view.next_steps)).toContain('lines_unmatched')
})

it('advice follows the shop as it is, whichever file came first', async () => {
  const shop = await aShop()
  const { body } = await shop.upload('orders', ordersFile(['tea mug', 'tea pot']))
  await shop.settle()
  const address = `/v1/imports/${body.import_id}`
  expect(codes((await shop.call(address)).body.next_steps)).toContain('no_catalogue')
  await shop.give('items', plainItems(IDS))
  await shop.settle()
  const later = (await shop.call(address)).body
  expect(codes(later.next_steps)).toEqual(['few_orders'])
  expect(later.mined.lines_matched).toMatchObject({ id: 4, nothing: 0 })
})

it('the first line says what shoppers will see, and why not more', async () => {
  const shop = await aShop()
  const file = itemsFile(
    ['A,Tea,/a,/a.jpg,in_stock', 'B,Mug,/b,,in_stock', 'C,Pot,/c,,in_stock', 'D,Cup,/d,/d.jpg,out_of_stock'],
    'id,title,link,image_link,availability',
  )
  const { view, text } = await reported(shop, 'items', file)
  expect(view.showable).toEqual({ items: 4, shown: 1, reasons: { no_picture: 2, out_of_stock: 1 } })
  expect(text.split('\n')[0]).toBe('1 of 4 items can be shown: no picture (2), sold out (1)')
  expect(codes(view.next_steps)).toEqual(['no_price', 'no_orders'])
  await shop.call('/v1/settings', 'PATCH', { pictures: 'optional' })
  const again = await reported(shop, 'items', file)
  expect(again.text.split('\n')[0]).toBe('3 of 4 items can be shown: sold out')
})

it('where text cards are allowed, a file without links and pictures lacks nothing of a card', async () => {
  const shop = await aShop()
  const file = 'id,title,price,availability\nA,Tea,4.50,in_stock\nB,Mug,9.90,in_stock\n'
  const before = await reported(shop, 'items', file)
  expect(before.text.split('\n')[0]).toBe('0 of 2 items can be shown: no link')
  expect(codes(before.view.next_steps)).toEqual(['no_link', 'no_picture', 'no_orders'])
  await shop.call('/v1/settings', 'PATCH', { pictures: 'optional' })
  const after = await reported(shop, 'items', file)
  expect(after.text.split('\n')[0]).toBe('2 of 2 items can be shown.')
  expect(codes(after.view.next_steps)).toEqual(['no_orders'])
})

it('a catalogue without pictures says so first, and names what the file lacks', async () => {
  const shop = await aShop()
  const { view, text } = await reported(shop, 'items', 'id,title,link,price,shoe size\nA,Tea,/a,4.50,7\n')
  expect(text.split('\n')[0]).toBe('0 of 1 items can be shown: no picture')
  expect([view.report.lacks, view.report.columns_unread]).toEqual([
    ['availability', 'picture'],
    ['shoe size'],
  ])
  expect(codes(view.next_steps)).toEqual(['no_availability', 'no_picture', 'no_orders'])
})

it.each([
  ['de-AT', /^1 von 1 Artikeln können gezeigt werden\./, 'Nächste Schritte'],
  ['fr', /^1 articles sur 1 peuvent être affichés\./, 'À faire ensuite'],
  ['ja', /^1点中1点の商品を表示できます/, '次にすること'],
  ['ar', /^يمكن عرض/, 'ما يجب فعله الآن'],
  ['fi', /^1 of 1 items can be shown\./, 'What to do next'],
])('the report of a shop in %s', async (locale, first, next) => {
  const shop = await aShop({ locale })
  const file = 'id,title,link,image_link,price,availability\nA,Tea,/a,/a.jpg,4.50,in_stock\n'
  const { text } = await reported(shop, 'items', file)
  expect(text).toMatch(first)
  expect(text).toContain(`\n${next}\n`)
  expect(text).toMatch(/<script async src="https?:\/\/[^"]+\/pairwell\.js" data-key="pk_[^"]+"><\/script>\n$/)
})

it('mining is a step of the report, and ends', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const { body } = await shop.call('/v1/models', 'POST')
  const [{ import_id }] = (await shop.call('/v1/imports')).body.items
  const address = `/v1/imports/${import_id}`
  expect((await shop.call(address)).body.mining).toEqual({
    model_id: body.model_id,
    status: 'waiting',
    progress: null,
  })
  await shop.settle()
  expect((await shop.call(address)).body.mining).toBeNull()
})

it('a character set that is not UTF-8 is stated, and one that is unknown is refused', async () => {
  const shop = await aShop()
  const file = Uint8Array.from(Buffer.from('id,title\nA,Gr\xfcner Tee\n', 'latin1'))
  const { body } = await shop.upload('items', file)
  await shop.settle()
  const { report } = (await shop.call(`/v1/imports/${body.import_id}`)).body
  expect(report.encoding).toEqual({ name: 'windows-1252', by: 'content' })
  const refused = await shop.upload('items', file, '&charset=klingon')
  expect([refused.status, refused.body.code, refused.body.issues[0].field]).toEqual([
    400,
    'invalid_input',
    'charset',
  ])
})

it.each(['Pacific/Auckland', 'Europe/Berlin', 'America/Los_Angeles'])(
  'the first and the last day of the report are those of the file, in %s',
  async (time_zone) => {
    const shop = await aShop({ time_zone })
    const file = 'order_id,order_date,sku\n1,2026-01-01,A\n2,31.3.2026 23:59,A\n'
    const { text } = await reported(shop, 'orders', file)
    expect(text).toContain('2026-01-01, 2026-03-31')
  },
)

it.each(['de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'sv', 'ar'])(
  'in %s the reasons why rows and orders are left out are no English words',
  async (locale) => {
    const shop = await aShop({ locale })
    const orders = [
      'order_id,order_date,sku,quantity,status',
      '1,2026-01-01,A,0,paid',
      '2,2026-01-02,A,1,cancelled',
      '3,2026-01-02,A,1,refunded',
    ].join('\n')
    const { view, text } = await reported(shop, 'orders', `${orders}\n`)
    const { report } = view
    expect([report.rows_dropped, report.dropped]).toEqual([
      { quantity_not_positive: 1 },
      { no_line_left: 1, cancelled: 1, refunded: 1 },
    ])
    expect(text).not.toMatch(/not positive|no line|cancelled|refunded/)
  },
)
