import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import worker from '../../../worker/index.ts'
import { MAX_UNPACKED, readBytes } from '../../../worker/ingest/import/decode/bytes.ts'
import { tick } from '../../../worker/jobs/tick.ts'
import {
  aShop,
  drawnBaskets,
  everything,
  itemsFile,
  ordersFile,
  plainItems,
  shuffled,
  type TestShop,
  times,
} from '../../a-shop.ts'

const IDS = ['tea', 'mug', 'pot', 'milk', 'lemon', 'cake', 'spoon', 'sugar']

const bytes = (text: string) => new TextEncoder().encode(text)
const DAY = (day: number) => Date.UTC(2026, 0, day)

it('an upload is accepted when it is stored completely, and its report counts its contents', async () => {
  const shop = await aShop()
  const file = [
    'order_id,order_date,customer_email,item_id,quantity,price,status',
    '1,2026-01-01,ann@example.com,tea,1,9.90,paid',
    '2,2026-01-02,bob@example.com,mug,2,9.90,',
    '1,2026-01-01,ann@example.com,mug,1,9.90,paid',
    '3,2026-01-03,cy@example.com,tea,-1,9.90,paid',
    '4,2026-01-04,di@example.com,tea,1,9.90,cancelled',
    '4,2026-01-04,di@example.com,pot,1,9.90,cancelled',
    '5,2026-01-05,ed@example.com,tea,one,9.90,paid',
    '6,yesterday,fay@example.com,tea,1,9.90,paid',
  ].join('\n')
  const { status, body } = await shop.upload('orders', file)
  expect([status, body]).toEqual([
    202,
    { import_id: expect.stringMatching(/^imp_[0-9a-z]{18}$/), status: 'applying' },
  ])
  await shop.settle()
  expect((await shop.call(`/v1/imports/${body.import_id}`)).body).toEqual({
    import_id: body.import_id,
    kind: 'orders',
    status: 'done',
    dry_run: false,
    partial: false,
    strict: false,
    created_at: expect.any(Number),
    finished_at: expect.any(Number),
    progress: 1,
    errors: 2,
    problem: null,
    mining: null,
    tag: expect.stringContaining(shop.pk),
    report: {
      format: 'plain orders',
      bytes: { sent: file.length, unpacked: file.length },
      rows: 8,
      rows_kept: 5,
      rows_dropped: { quantity_not_positive: 1 },
      columns_unread: [],
      encoding: { name: 'utf-8', by: 'content' },
      found: 4,
      added: 3,
      changed: 0,
      same: 0,
      dropped: { no_line_left: 1, cancelled: 1 },
      lines_matched: { id: 0, sku: 0, name: 0, nothing: 5 },
      items_named: 3,
      orders_with_two: 1,
      first_order_at: DAY(1),
      last_order_at: DAY(4),
    },
    mined: expect.objectContaining({ orders: 2, orders_with_two: 1 }),
    left_out: ['quantity_not_positive', 'no_line_left', 'cancelled'].map((code) => ({
      ...{ code, count: 1 },
      text: code.replaceAll('_', ' '),
    })),
    next_steps: expect.any(Array),
  })
})

it('the report of a catalogue counts items, variants and refused rows', async () => {
  const shop = await aShop()
  const rows = [
    'mug-s,mug,Mug,4.00,',
    'mug-l,mug,Mug,6.00,',
    'tea,,Tea,9.90,',
    'old,,Old,1.00,200',
    'pot,,Pot,much,',
  ]
  const { report, errors } = await shop.give(
    'items',
    itemsFile(rows, 'id,item_group_id,title,price,age_limit'),
  )
  expect(errors).toBe(2)
  expect(report).toMatchObject({ rows: 5, rows_kept: 4, variants: 3 })
  expect(report).toMatchObject({ found: 3, added: 2, changed: 0, same: 0, dropped: { bad_item: 1 } })
})

it('the report of relations counts those to unknown items as left out, not as unchanged', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const file = ['item_id,related_item_id,relationship_type', 'tea,mug,accessory', 'tea,cup,accessory'].join(
    '\n',
  )
  const { report } = await shop.give('relations', file)
  expect(report).toMatchObject({ found: 2, added: 1, changed: 0, same: 0, dropped: { unknown_item: 1 } })
})

/** 12,000 orders of two lines, all first lines before all second lines: more than memory holds at once. */
const apart = () => {
  const ids = Array.from({ length: 12_000 }, (_, n) => `o${n}`)
  const half = (item: string) => ids.map((id) => `${id},${item}`)
  return ['order_id,item_id', ...half('tea'), ...half('mug')].join('\n')
}

it('lines of one order that are far apart in the file become one order', async () => {
  const shop = await aShop()
  const { report } = await shop.give('orders', apart())
  expect(report).toMatchObject({ found: 12_000, added: 12_000, orders_with_two: 12_000 })
  const lines = new Set((await shop.table('orders')).map((order) => order.lines))
  expect([...lines]).toEqual(['[["i:mug",1,null],["i:tea",1,null]]'])
})

it('the same file twice changes no row and makes no new model', async () => {
  const shop = await aMinedShop()
  const truth = async () => {
    const { imports: _, shops, ...tables } = await shop.rows()
    // In the shop's row only the time of the catalogue changes.
    return { ...tables, shops: shops?.map(({ catalogue_at, ...row }) => row) }
  }
  const before = await truth()
  const again = [
    (await shop.give('items', plainItems(IDS))).report,
    (await shop.give('orders', ordersFile(BASKETS))).report,
    (await shop.give('relations', RELATIONS)).report,
  ]
  expect(await truth()).toEqual(before)
  const nothing = { added: 0, changed: 0 }
  expect(again).toMatchObject([
    { ...nothing, same: 8 },
    { ...nothing, same: 200 },
    { ...nothing, same: 1 },
  ])
})

const BASKETS = drawnBaskets(200, IDS)
const RELATIONS = 'item_id,related_item_id,relationship_type\ntea,spoon,accessory'

async function aMinedShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  await shop.give('orders', ordersFile(BASKETS))
  await shop.give('relations', RELATIONS)
  return shop
}

it('a later file replaces the whole order', async () => {
  const shop = await aShop()
  await shop.give('orders', 'order_id,item_id,quantity\n1,tea,1\n1,mug,2\n2,pot,1')
  const { report } = await shop.give('orders', 'order_id,item_id,quantity\n1,milk,3')
  expect(report).toMatchObject({ found: 1, added: 0, changed: 1, same: 0 })
  const lines = (await shop.table('orders')).map((order) => order.lines)
  expect(lines).toEqual(['[["i:milk",3,null]]', '[["i:pot",1,null]]'])
})

it('cancelled and refunded orders are kept but not mined, until a later file corrects them', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const file = (status: string) =>
    ['order_id,item_id,status', `1,mug,${status}`, '2,cake,refunded', '3,tea,paid', '4,tea,pending'].join(
      '\n',
    )
  await shop.give('orders', file('cancelled'))
  expect(await shop.table('orders')).toHaveLength(4)
  expect((await shop.model()).counts).toMatchObject({ orders: 2, items_bought: 1, orders_left_out: 0 })
  await shop.give('orders', file('paid'))
  expect((await shop.model()).counts).toMatchObject({ orders: 3, items_bought: 2 })
})

it('returned pieces are left out, and the rest of the order is kept', async () => {
  const shop = await aShop()
  await shop.give('orders', 'order_id,item_id,quantity\n1,tea,2\n1,mug,-1\n1,tea,3\n2,pot,0')
  const orders = await shop.table('orders')
  expect(orders.map(({ order_id, lines }) => [order_id, lines])).toEqual([['1', '[["i:tea",5,null]]']])
})

/** Its products name companions by id, SKU and name of a product further down; one is not sold. */
const NAMING = [
  'ID,Type,SKU,Name,Published,Visibility in catalog,Regular price,Parent,Upsells,Cross-sells,Grouped products',
  '1,simple,T-1,Tea,1,visible,4.50,,"P-9","id:2, nix",',
  '2,variable,CUP,Cup,1,visible,,,,"T-1",',
  '3,variation,CUP-S,Cup - Small,1,,5.00,id:2,,,',
  '9,grouped,P-9,Party,1,visible,,,,,"CUP, T-1"',
].join('\n')

it.each([
  ['orders', ordersFile(BASKETS)],
  ['items', plainItems(IDS)],
  ['items', NAMING],
  ['relations', RELATIONS],
])('a dry run of %s gives the same report and writes nothing', async (kind, file) => {
  const shop = await aShop()
  if (kind === 'relations') await shop.give('items', plainItems(IDS))
  // The report of the trial names its refused cells.
  const { imports: _, import_errors: _errors, ...before } = await shop.rows()
  const dry = await shop.upload(kind, file, '&dry_run=1')
  await shop.settle()
  const { imports: __, import_errors: _named, ...after } = await shop.rows()
  expect(after).toEqual(before)
  const { report, dry_run, errors } = (await shop.call(`/v1/imports/${dry.body.import_id}`)).body
  expect([dry_run, errors]).toEqual([true, file === NAMING ? 1 : 0])
  const given = await shop.give(kind, file)
  // What becomes of relations is known when they are written.
  const written = report.relations && { ...report.relations, written: given.report.relations.written }
  expect([given.report, given.errors]).toEqual([
    { ...report, ...(written && { relations: written }) },
    errors,
  ])
})

/** Uploads a file of orders and returns the stored orders and the mined model. */
async function outcome(file: BodyInit, shop?: TestShop) {
  const opened = shop ?? (await aShop())
  await opened.give('items', plainItems(IDS))
  await opened.give('orders', file)
  const { hash, counts } = await opened.model()
  expect(counts.pairs).toBeGreaterThan(20)
  const orders = (await opened.table('orders')).map(({ shop_id: _, ...order }) => order)
  return { hash, orders }
}

const plain = ordersFile(BASKETS)
const half = plain.indexOf('\n', plain.length / 2)
const utf16 = (text: string, mark: string) =>
  new Uint8Array(new Uint16Array(Array.from(mark + text, (letter) => letter.charCodeAt(0))).buffer)
let known: ReturnType<typeof outcome> | undefined
const plainOutcome = () => {
  known ??= outcome(plain)
  return known
}
const asJsonLine = (line: string) => {
  const [order_id, order_date, item_id] = line.split(',')
  return JSON.stringify({ order_id, order_date, item_id })
}
const FORMS: [string, BodyInit][] = [
  ['gzip', gzipSync(plain)],
  [
    'gzip with two members',
    new Blob([gzipSync(plain.slice(0, half)), gzipSync(plain.slice(half))]) as unknown as BodyInit,
  ],
  ['UTF-16', utf16(plain, '\ufeff')],
  ['UTF-16 without a mark', utf16(plain, '')],
  ['UTF-8 with a mark', `\ufeff${plain}`],
  ['semicolons', plain.replaceAll(',', ';')],
  ['tabs', plain.replaceAll(',', '\t')],
  ['bars and quotes', plain.replaceAll(/[^,\n]+/g, '"$&"').replaceAll(',', '|')],
  ['line ends of Windows', plain.replaceAll('\n', '\r\n')],
  ['line ends of old Macs', plain.replaceAll('\n', '\r')],
  ['NDJSON', plain.split('\n').slice(1).map(asJsonLine).join('\n')],
  [
    'NDJSON with aliases',
    plain.split('\n').slice(1).map(asJsonLine).join('\n').replaceAll('"item_id"', '"product_id"'),
  ],
  ['aliases of columns', plain.replace('order_id,order_date,item_id', 'Invoice No,Timestamp,Product-ID')],
]

it.each(FORMS)('the same orders as %s give the same rows and the same model', async (_name, file) => {
  expect(await outcome(file)).toEqual(await plainOutcome())
})

const SHOPIFY_HEADER =
  'Name,Email,Financial Status,Paid at,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Phone,Notes,Cancelled at,Payment Method'

type Lines = { order: string; buyer: string; items: string[] }

/** Returns every order with its customer: 200 orders of 60 customers. */
const bought = (people: boolean): Lines[] =>
  BASKETS.map((basket, at) => ({
    order: `#${1000 + at}`,
    buyer: people ? `buyer-${(at * 7) % 60}@example.com` : '',
    items: basket.split(' '),
  }))

const date = (at: number) => new Date(DAY(1) + at * 3_600_000).toISOString()

const plainRows = (orders: Lines[]) =>
  orders.flatMap(({ order, buyer, items }, at) =>
    items.map((item) => [order, date(at), buyer, item, 1].join(',')),
  )
const plainFile = (rows: string[]) =>
  ['order_id,order_date,customer_email,item_id,quantity', ...rows].join('\n')

/** Writes orders like Shopify: fields of the order only in its first row. */
const shopifyRows = (orders: Lines[]) =>
  orders.flatMap(({ order, buyer, items }, at) =>
    items.map((item, line) => {
      const head = line === 0 ? ['paid', date(at), 'EUR', date(at).replace('T', ' ')] : ['', '', '', '']
      const tail =
        line === 0
          ? ['Ann Buyer', '+49 30 1234567', '"ring twice, please"', '', 'Card']
          : ['', '', '', '', '']
      return [order, line === 0 ? buyer : '', ...head, 1, `The ${item}`, '9.90', item, ...tail].join(',')
    }),
  )
const shopifyFile = (rows: string[]) => [SHOPIFY_HEADER, ...rows].join('\n')

it.each([
  ['with', true],
  ['without', false],
])(
  'orders %s customers give one model hash, in plain form or as a Shopify export, in any order of rows',
  async (_name, people) => {
    const orders = bought(people)
    const { hash } = await outcome(plainFile(plainRows(orders)))
    for (const seed of [1, 2, 3]) {
      expect((await outcome(plainFile(shuffled(plainRows(orders), seed)))).hash).toBe(hash)
      expect((await outcome(shopifyFile(shuffled(shopifyRows(orders), seed)))).hash).toBe(hash)
    }
    expect((await outcome(shopifyFile(shopifyRows(orders)))).hash).toBe(hash)
  },
)

it('customers change the model: of one customer who buys the same repeatedly only three orders count', async () => {
  const orders = bought(false)
  const loyal = orders.map((order) => ({ ...order, buyer: 'one@example.com' }))
  const { hash } = await outcome(plainFile(plainRows(orders)))
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  await shop.give('orders', plainFile(plainRows(loyal)))
  expect((await shop.model()).hash).not.toBe(hash)
})

it('a shuffled catalogue gives the same items and the same model', async () => {
  const rows = IDS.flatMap((id) => [`${id}-s,${id},The ${id},9.90`, `${id}-l,${id},The ${id},12.90`])
  const columns = 'id,item_group_id,title,price'
  const hashOf = async (lines: string[]) => {
    const shop = await aShop()
    await shop.give('items', itemsFile(lines, columns))
    await shop.give('orders', plain.replaceAll(/,(\w+)$/gm, ',$1-l').replace(',item_id-l', ',item_id'))
    return (await shop.model()).hash
  }
  expect(await hashOf(shuffled(rows, 5))).toBe(await hashOf(rows))
})

it('orders may come before the catalogue', async () => {
  const { hash } = await plainOutcome()
  const shop = await aShop()
  await shop.give('orders', plain)
  expect((await outcome(plain, shop)).hash).toBe(hash)
})

const PRODUCTS = {
  old: [
    'Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Gift Card,Status',
    'mug,Mug,<p>A mug</p>,Potter,Home > Kitchen,Mugs,"blue, exclude_rec",true,Size,S,MUG-S,shopify,0,deny,4.00,/mug.png,false,active',
    'mug,,,,,,,,,L,MUG-L,shopify,0,continue,6.00,,,',
    'tea,Tea,,Grower,Home > Pantry,Tea,,true,Title,Default Title,TEA,,,deny,9.90,/tea.png,false,draft',
  ].join('\n'),
  new: [
    'Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Option1 name,Option1 value,Price,Inventory tracker,Inventory quantity,Continue selling when out of stock,Product image URL,Gift card',
    'Mug,mug,A mug,Potter,Home > Kitchen,Mugs,"blue, exclude_rec",true,active,MUG-S,Size,S,4.00,shopify,0,false,/mug.png,false',
    ',mug,,,,,,,,MUG-L,,L,6.00,shopify,0,true,,',
    'Tea,tea,,Grower,Home > Pantry,Tea,,true,draft,TEA,Title,Default Title,9.90,,,false,/tea.png,false',
  ].join('\n'),
}

it.each(['old', 'new'] as const)(
  "Shopify's products with columns of the %s generation are stored",
  async (generation) => {
    const shop = await aShop()
    const { report } = await shop.give('items', PRODUCTS[generation])
    expect(report).toMatchObject({ format: 'Shopify products', rows: 3, found: 2, added: 2, variants: 3 })
    const { body } = await shop.call('/v1/items')
    expect(body.items).toMatchObject([
      {
        item_id: 'mug',
        title: 'Mug',
        url: '/products/mug',
        image_url: '/mug.png',
        category: 'Home > Kitchen',
        tags: ['blue', 'exclude_rec'],
        published: true,
        variants: [
          { variant_id: 'MUG-S', title: 'S', price: 400, stock: 0, availability: 'out_of_stock' },
          { variant_id: 'MUG-L', title: 'L', price: 600, stock: 0, availability: 'backorder' },
        ],
      },
      {
        item_id: 'tea',
        published: false,
        variants: [{ variant_id: 'TEA', price: 990, availability: 'in_stock' }],
      },
    ])
  },
)

it("Shopify's orders find Shopify's products by SKU, or else by name", async () => {
  const shop = await aShop()
  await shop.give('items', PRODUCTS.new)
  const line = (order: number, item: string) =>
    `#${order},a${order}@example.com,paid,,EUR,2026-01-0${order} 10:00:00 +0100,1,${item},,,,,`
  const rows = [1, 2, 3].flatMap((order) => [line(order, "Mug - L,6.00,'MUG-L"), line(order, 'Tea,9.90,')])
  await shop.give('orders', shopifyFile(rows))
  const { counts } = await shop.model()
  expect(counts).toMatchObject({ orders: 3, orders_with_two: 3, lines: 6, lines_unmatched: 0, pairs: 2 })
})

it('test orders and cancelled orders of Shopify are left out', async () => {
  const shop = await aShop()
  const rows = [
    '#1,,paid,,EUR,2026-01-01,1,Tea,9.90,TEA,,,,,Bogus',
    '#2,,paid,,EUR,2026-01-01,1,Tea,9.90,TEA,,,,2026-01-02,Card',
  ]
  const { report } = await shop.give('orders', shopifyFile(rows))
  expect(report).toMatchObject({ found: 2, added: 2, dropped: { test: 1, cancelled: 1 } })
})

it('errors.csv names row, column and code, masks the cell, and contains no formula that would run', async () => {
  const shop = await aShop()
  const file = [
    'Order ID,item_id,Qty,Date',
    '1,tea,1,',
    '2,tea,=ann@x.de+7,',
    '3,tea,1,02.13.2026',
    ',tea,1,',
  ].join('\n')
  const { import_id, errors } = await shop.give('orders', file)
  expect(errors).toBe(3)
  const { status, headers, body } = await shop.call(`/v1/imports/${import_id}/errors.csv`)
  expect([status, headers.get('Content-Type'), headers.get('Cache-Control')]).toEqual([
    200,
    'text/csv; charset=utf-8',
    'no-store',
  ])
  expect(body.split('\r\n')).toEqual([
    'row,column,code,message,value',
    `3,Qty,bad_number,This is not a quantity. Write it like 3 or 0.75.,"'=aaa@a.aa+9"`,
    '4,Date,bad_date,This is not a date. Write it like 2026-11-22 or 2026-11-22T10:11:12+02:00.,99.99.9999',
    '5,Order ID,empty_id,The id is empty. Fill it in.,',
    '',
  ])
})

it('no personal data of a file is anywhere in the database', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const secrets = ['Zoe.Secret@Example.com', 'ZOE SECRET', 'cust-990017', '+49 170 5551234', '12 Hidden Lane']
  const [email, name, id, phone, street] = secrets
  const shopify =
    'Name,Email,Lineitem quantity,Lineitem name,Lineitem sku,Billing Name,Billing Phone,Billing Street,Created at'
  await shop.give(
    'orders',
    `${shopify}\n1,${email},1,Tea,tea,${name},${phone},${street},${email}\n2,${email},1,Tea,tea,${name},${phone},${street},`,
  )
  const ours = 'order_id,customer_id,customer_email,item_id,quantity,order_date,customer_name'
  await shop.give(
    'orders',
    `${ours}\n3,${id},${email},tea,${email},,${name}\n4,${id},${email},tea,1,${name},${name}\n5,${id},${email},tea,1,,${name}`,
  )
  await shop.give(
    'orders',
    JSON.stringify({ order_id: '6', customer_id: id, item_id: 'tea', quantity: email, name }) +
      `\n{"order_id":"7","item_id":"tea","customer_email":"${email}"}`,
  )
  await shop.call('/v1/orders', 'POST', {
    orders: [{ order_id: '8', customer_email: email, lines: [{ item_id: 'tea' }] }],
  })
  expect(await shop.table('orders')).toHaveLength(4)
  const stored = (await everything()).toLowerCase()
  expect(secrets.filter((secret) => stored.includes(secret.toLowerCase()))).toEqual([])
  expect(
    secrets
      .flatMap((secret) => secret.toLowerCase().split(/[@ ]/))
      .filter((part) => part.length > 5 && stored.includes(part)),
  ).toEqual([])
})

it('one buyer has one key in a shop, whatever the case of the e-mail, and another in the next shop', async () => {
  const keys = async (shop: TestShop) => {
    await shop.give(
      'orders',
      'order_id,customer_email,item_id\n1,Ann@Example.com,tea\n2, ann@example.COM ,tea',
    )
    return (await shop.table('orders')).map((order) => order.customer)
  }
  const [[a, b], [c]] = [await keys(await aShop()), await keys(await aShop())]
  expect([a === b, a === c]).toEqual([true, false])
})

const zipOf = (name: string) => Buffer.from(`PK\x03\x04${'\0'.repeat(26)}${name}`)
const XLSX = zipOf('[Content_Types].xml')
const PARQUET = `PAR1\u0015\0\u0015${'a'.repeat(600)}PAR1`
const ZIP = zipOf('orders.csv')
const XLS = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const zipped = gzipSync(ordersFile(times(2_000, 'tea mug')))
const broken = zipped.slice().fill(0x55, 20, 400)

/** A request, the code and status of the answer, and a pattern of what to do. */
const REFUSALS: [string, string, BodyInit, string, number, RegExp][] = [
  [
    'an unknown header',
    'orders',
    'a,b,c\n1,2,3',
    'unknown_format',
    400,
    /no supported format of orders.*plain orders/,
  ],
  ['a file of another kind', 'orders', plainItems(IDS), 'unknown_format', 400, /kind=items/],
  [
    'a missing column',
    'orders',
    'order_id,date\n1,2026-01-01',
    'missing_column',
    400,
    /"item_id or sku or item_name".*Add it/,
  ],
  ['a damaged Excel workbook', 'orders', XLSX, 'unreadable_file', 400, /save it again|Save it again/],
  ['an old Excel workbook', 'orders', XLS, 'spreadsheet', 400, /\.xlsx/],
  ['an old workbook in gzip', 'orders', gzipSync(XLS), 'spreadsheet', 400, /\.xlsx/],
  ['a Parquet file', 'orders', PARQUET, 'wrong_encoding', 400, /Export CSV or NDJSON/],
  ['a zip file', 'orders', ZIP, 'zip_file', 400, /Unpack it and send/],
  ['zero bytes', 'orders', `order_id,item_id\n1,te\0a`, 'wrong_encoding', 400, /Save it as CSV in UTF-8/],
  [
    'zero bytes far in the file',
    'orders',
    `${apart()}\n1,te\0a`,
    'wrong_encoding',
    400,
    /Save it as CSV in UTF-8/,
  ],
  ['a broken gzip', 'orders', broken, 'unreadable_file', 400, /Compress it again/],
  ['a cut-off gzip', 'orders', zipped.slice(0, -100), 'unreadable_file', 400, /send all of it/],
  [
    'a gzip bomb',
    'orders',
    gzipSync(Buffer.alloc(60_000_000, 'a')),
    'unreadable_file',
    400,
    /Row 1 is longer than 2,000,000/,
  ],
  [
    'a gzip bomb behind a good row',
    'orders',
    gzipSync(Buffer.concat([Buffer.from('order_id,item_id\n1,tea\n2,'), Buffer.alloc(60_000_000, 'a')])),
    'unreadable_file',
    400,
    /Row 3 is longer than 2,000,000/,
  ],
  [
    'a line of 3 MB',
    'orders',
    `order_id,item_id\n1,tea\n2,"${'a'.repeat(3_000_000)}`,
    'unreadable_file',
    400,
    /Row 3.*quote that is never closed/,
  ],
  ['a first line of 3 MB', 'orders', 'a'.repeat(3_000_000), 'unreadable_file', 400, /Row 1 is longer/],
  [
    'a line of 3 MB of JSON',
    'orders',
    `{"order_id":"1","item_id":"tea"}\n{"a":"${'a'.repeat(3_000_000)}"}`,
    'unreadable_file',
    400,
    /Row 3 is longer/,
  ],
  [
    'a header of 2,001 columns',
    'orders',
    `order_id,item_id${',x'.repeat(1_999)}\n1,tea`,
    'unreadable_file',
    400,
    /Row 1 has more than 2000 columns/,
  ],
  [
    'a row of 2,001 columns',
    'orders',
    `order_id,item_id\n1,tea${',x'.repeat(1_999)}`,
    'unreadable_file',
    400,
    /Row 2 has more than 2000 columns/,
  ],
  ['no body', 'orders', '', 'unreadable_file', 400, /empty/],
  ['a body of blanks', 'orders', ' \n\n ', 'unreadable_file', 400, /empty/],
  ['a header alone', 'orders', 'order_id,item_id', 'no_good_row', 422, /no rows below its header/],
  [
    'no good row',
    'orders',
    'order_id,item_id,quantity\n1,tea,one\n,tea,1',
    'no_good_row',
    422,
    /Correct the rows below/,
  ],
  [
    'a kind that is none',
    'people',
    'order_id,item_id\n1,tea',
    'invalid_input',
    400,
    /Say what the file holds: items, orders, relations/,
  ],
]

/** Checks that an upload has left no row. */
async function expectNothing(shop: TestShop) {
  const { imports, import_chunks, import_errors, jobs, items, orders, relations } = await shop.rows()
  expect([imports, import_chunks, import_errors, jobs, items, orders, relations].flat()).toEqual([])
}

it.each(REFUSALS)(
  '%s is refused with what to do, and nothing of it is stored',
  async (_name, kind, file, code, status, remedy) => {
    const shop = await aShop()
    const { headers, body } = await shop.upload(kind, file)
    expect([body.status, body.code]).toEqual([status, code])
    expect(body.detail).toMatch(remedy)
    expect(headers.get('Content-Type')).toBe('application/problem+json')
    await expectNothing(shop)
  },
)

it('a file without a valid row is refused with the reasons, without the cells', async () => {
  const { body } = await (await aShop()).upload('orders', 'order_id,item_id,quantity\n1,tea,ann\n,tea,1')
  expect(body).toMatchObject({
    rows: 2,
    errors: [
      { row: 2, column: 'quantity', code: 'bad_number', value: 'aaa' },
      { row: 3, column: 'order_id', code: 'empty_id' },
    ],
  })
})

/** Sends an upload directly, with a body or headers that `fetch` of the test would not send. */
async function sendRaw(shop: TestShop, body: BodyInit, headers: Record<string, string> = {}) {
  const ctx = createExecutionContext()
  const request = new Request('http://pairwell.test/v1/imports?kind=orders', {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${shop.sk}`, ...headers },
  })
  const response = await worker.fetch(request, env, ctx)
  await waitOnExecutionContext(ctx)
  return (await response.json()) as { status: number | string; code: string; detail: string }
}

it('a body that declares more than 95 MB is refused before a byte is read', async () => {
  const shop = await aShop()
  const { status, code, detail } = await sendRaw(shop, 'order_id,item_id\n1,tea', {
    'Content-Length': '95000001',
  })
  expect([status, code]).toEqual([413, 'file_too_large'])
  expect(detail).toMatch(/gzip.*split it by date/)
  await expectNothing(shop)
})

const streamOf = (pieces: AsyncGenerator<Uint8Array>) =>
  new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })

/** Yields chunks of a million zero bytes. */
async function* zeros(pieces: number) {
  for (let at = 0; at < pieces; at += 1) yield new Uint8Array(1_000_000)
}
const drain = async (body: ReadableStream<Uint8Array>) => {
  for await (const _ of readBytes(body, { sent: 0, unpacked: 0 }));
}

it('a body without a declared length is cut off above 95 MB', async () => {
  await drain(streamOf(zeros(95)))
  await expect(drain(streamOf(zeros(96)))).rejects.toMatchObject({ code: 'file_too_large' })
})

it('a small gzip file of one order with very many rows is refused by its name, and nothing is stored', async () => {
  const shop = await aShop()
  const file = gzipSync(`order_id,item_id,quantity\n${'everything,tea,1\n'.repeat(1_000_000)}`)
  expect(file.length).toBeLessThan(100_000)
  const { status, body } = await shop.upload('orders', file)
  expect([status, body.code, body.key]).toEqual([400, 'unreadable_file', 'everything'])
  expect(body.detail).toMatch(/Too many rows belong to "everything".*divide/)
  expect([await shop.table('imports'), await shop.table('import_chunks')]).toEqual([[], []])
})

it('a gzip file that unpacks to far more than its size says is stored in parts that fit into memory', async () => {
  const shop = await aShop()
  const rows = Array.from({ length: 120_000 }, (_, at) => `order-${at},2026-01-02,tea,${'9'.repeat(11)}`)
  const file = gzipSync(`order_id,order_date,item_id,quantity\n${rows.join('\n')}\n`)
  // A dry run, so that no later night tunes so many orders.
  const { body } = await shop.upload('orders', file, '&dry_run=1')
  const chunks = await shop.store.db.all<{ bytes: number }>(
    `select sum(octet_length(fragments)) as bytes from import_chunks where shop_id = '${shop.shop_id}' group by bucket`,
  )
  expect(Math.max(0, ...chunks.map(({ bytes }) => bytes))).toBeLessThan(1_000_000)
  await shop.settle()
  expect((await shop.call(`/v1/imports/${body.import_id}`)).body.report).toMatchObject({ found: 120_000 })
})

it('a gzip file is cut off above 1 GB unpacked', async () => {
  const member = gzipSync(Buffer.alloc(10_000_000))
  const packed = (members: number) => new Blob(Array.from({ length: members }, () => member)).stream()
  await expect(drain(packed(1 + MAX_UNPACKED / 10_000_000))).rejects.toMatchObject({
    code: 'file_too_large',
  })
})

/** Yields a body in two chunks and calls the test in between. */
async function* inTwo(file: string, between: () => Promise<void>) {
  yield bytes(file.slice(0, -10))
  await between()
  yield bytes(file.slice(-10))
}

it('an interrupted upload leaves nothing', async () => {
  const shop = await aShop()
  const broken = inTwo(apart(), async () => {
    throw new Error('the sender went away')
  })
  expect(await sendRaw(shop, streamOf(broken))).toMatchObject({ status: 500 })
  await expectNothing(shop)
})

it('an upload so slow that it was deleted meanwhile is not accepted', async () => {
  const shop = await aShop()
  const sweep = () => tick(env, DAY(1) + 366 * 86_400_000 + 17 * 60_000)
  expect(await sendRaw(shop, streamOf(inTwo(apart(), sweep)))).toMatchObject({
    code: 'unavailable',
  })
  await expectNothing(shop)
})

it('a relation to an unknown item is reported by row and column, and the others are kept', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const rows = [
    'tea,mug,accessory',
    'tea,saucer,accessory',
    'saucer,tea,accessory',
    'tea,tea,accessory',
    'tea,mug,friend',
  ]
  const { import_id } = await shop.give(
    'relations',
    ['item_id,related_item_id,relationship_type', ...rows].join('\n'),
  )
  const { body } = await shop.call(`/v1/imports/${import_id}/errors.csv`)
  const named = body
    .split('\r\n')
    .slice(1, -1)
    .map((line: string) => line.split(',').slice(0, 3).join(' '))
  expect(named.sort()).toEqual([
    '3 related_item_id unknown_item',
    '4 item_id unknown_item',
    '5 related_item_id self_relation',
    '6 relationship_type bad_type',
  ])
  expect(await shop.table('relations')).toHaveLength(1)
})

it('a relation may name a variant or a SKU, and is stored for its item', async () => {
  const shop = await aShop()
  await shop.give(
    'items',
    itemsFile(['mug-s,mug,Mug,M-1', 'mug-l,mug,Mug,M-2', 'tea,,Tea,T-1'], 'id,item_group_id,title,sku'),
  )
  const rows = ['tea,mug-l,accessory', 'T-1,M-1,accessory', 'mug-s,mug-l,accessory']
  const { report } = await shop.give(
    'relations',
    ['item_id,related_item_id,relationship_type', ...rows].join('\n'),
  )
  expect(
    (await shop.table('relations')).map(({ item_id, related_item_id }) => [item_id, related_item_id]),
  ).toEqual([['tea', 'mug']])
  expect(report).toMatchObject({ added: 1, dropped: { same_item: 1 } })
})

it('an order that a later file returns completely is no longer mined', async () => {
  const shop = await aShop()
  await shop.give('orders', 'order_id,item_id,quantity\n1,tea,1\n1,mug,1\n2,tea,1')
  const { report } = await shop.give('orders', 'order_id,item_id,quantity\n1,tea,-1\n1,mug,-1\n2,tea,1')
  expect(report).toMatchObject({
    found: 2,
    added: 0,
    changed: 1,
    same: 1,
    returned: 1,
    dropped: { no_line_left: 1 },
  })
  const { body } = await shop.call('/v1/orders')
  expect(body.items.map(({ status }: { status: string }) => status)).toEqual(['refunded', 'paid'])
})
