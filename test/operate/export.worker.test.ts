import { expect, it } from 'vitest'
import { aShop, drawnBaskets, ordersFile, plainItems, type TestShop } from '../a-shop.ts'

const IDS = ['cake', 'cup', 'jam', 'milk', 'mug', 'pot', 'spoon', 'tea']

/** Data that is easily lost: special signs of CSV, formulas, several variants, another currency, seasons. */
const AWKWARD = [
  {
    item_id: '-1',
    title: '=HYPERLINK("https://evil.example")',
    url: '/i/a,b;"c"',
    image_url: '/i/1.png',
    category: 'Kitchen > Tea, coffee > Pots',
    product_type: 'Pot; large',
    brand: '@home',
    tags: ['a, b', '+1', 'exclude_rec'],
    attributes: { 'Size; "cm"': '10 = 4"', Colour: 'red\nand blue' },
    published: false,
    gift_card: true,
    replenish_days: 30,
    disclosure: 'Contains "nuts"',
    age_limit: 18,
    prior_price_30d: 123_456,
    market_prices: { us: { amount: 1234, currency: 'USD' } },
    group_prices: { trade: { amount: 5, currency: 'EUR' } },
    platform_id: '7290',
    aliases: ['teekanne, alt', '[b]'],
    action: 'choose',
    translations: { de: { title: 'Kanne; "groß"', url: '/de/a,b' }, 'pt-br': { title: 'Bule' } },
    variants: [
      {
        platform_id: '40012',
        variant_id: '-1-s',
        sku: '00012',
        title: 'S / red',
        price: 5,
        cost: 1,
        stock: -3,
        availability: 'backorder',
      },
      { variant_id: '-1-l', price: 1_234_567, availability: 'preorder', image_url: '/i/l.png' },
    ],
  },
]
/** Texts that a reader of files changes: markup, quotes of spreadsheets, line ends, paths, numbers that look shortened. */
const NASTY = [
  ...['A &amp; B', '<b>bold</b>', '&lt;', "'=x", "''=x", "'0012", '="007"', '1E+5', 'a\r\nb', 'a\rb', 'a\nb'],
  ...[
    'A>B',
    'x\u00a0&amp;',
    'json:"x"',
    'json:',
    '[1]',
    '{"a":1}',
    '"',
    '-',
    '+1',
    '\u200b',
    'ﷺ',
    '𝒳',
    '1,234',
    '#',
    "'",
  ],
  ...['&#39;', 'Tea &copy=2', 'a\tb', 'NULL', 'true', '01.02.2026', '\\,', '=', "'@"],
]
const nastyItems = NASTY.map((text, at) => ({
  item_id: text,
  title: text,
  url: `/${text}`,
  category: text,
  collections: [text],
  product_type: text,
  brand: text,
  tags: [text],
  attributes: { [text]: text },
  disclosure: text,
  variants: [
    {
      variant_id: `${at} ${text}`,
      sku: text,
      gtin: text,
      title: text,
      price: 99_999_999_999_999 - at,
      availability: 'in_stock',
    },
    {
      variant_id: `${text} ${at}`,
      cost: 99_999_999_999_999,
      stock: -999_999_999_999,
      availability: 'preorder',
    },
  ],
}))
const nastyOrders = NASTY.map((text) => ({
  order_id: text,
  ordered_at: '2026-02-03T04:05:06.789Z',
  currency: 'OMR',
  lines: [
    { item_id: text, quantity: 3, price: 33_333_333_333_333, recommendation_id: text },
    { item_id: 'tea' },
  ],
  total: 99_999_999_999_999,
  coupons: [text],
}))
const nastyRelations = NASTY.map((item_id) => ({
  ...{ item_id, related_item_id: 'tea', relationship_type: 'accessory' },
  ...{ start_at: -2_208_988_800_000, end_at: 253_402_300_799_999 },
}))

const ORDERS = [
  {
    order_id: '=1+1',
    ordered_at: '2026-02-03T04:05:06.789Z',
    customer_email: 'ann@example.com',
    currency: 'JPY',
    status: 'refunded',
    lines: [{ item_id: '-1-s', quantity: 3, price: 1500 }, { item_id: 'gone' }],
  },
  { order_id: 'later', customer_email: 'Ann@example.com ', lines: [{ item_id: 'tea' }, { item_id: 'mug' }] },
  {
    order_id: 'whole',
    // 3 × 10.00 + 1 × 8.00 + 2 × 15.00 = 68.00; 68.00 - 6.50 + 4.90 - 2.00 = 64.40
    lines: [
      { item_id: 'tea', quantity: 2, price: 1000, discount: 250 },
      { item_id: 'mug', price: 800 },
    ],
    ...{
      subtotal: 6800,
      discount: 650,
      shipping: 490,
      tax: 1000,
      tax_included: true,
      fees: -200,
      total: 6440,
    },
    ...{
      refunded: 3300,
      coupons: ['code:x', 'a, "b"'],
      channel: 'phone',
      account: 'Lee & Sons',
      market: 'at',
    },
    refunds: [
      { item_id: 'pot', quantity: 2, price: 1500, amount: 2500 },
      { item_id: 'tea', quantity: 1 },
    ],
  },
  { order_id: 'yen', currency: 'JPY', lines: [{ item_id: 'tea', price: 450 }], total: 450, coupons: [] },
]

async function aFullShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS, 'Kitchen'))
  await shop.call('/v1/items', 'PUT', { items: AWKWARD })
  await shop.give('orders', ordersFile(drawnBaskets(150, IDS)))
  await shop.give('orders', 'order_id,sku,item_name,recommendation_id\nx,s-1,,r_1\nx,,The tea,', '')
  await shop.call('/v1/orders', 'POST', { orders: ORDERS })
  const accessory = { item_id: 'tea', related_item_id: 'mug', relationship_type: 'accessory', position: 3 }
  await shop.call('/v1/relations', 'PUT', { relations: [{ ...accessory, end_at: 4_000_000_000_000 }] })
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  return shop
}

const without = (rows: Record<string, unknown>[], ...names: string[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))))

it.each(['csv', 'ndjson'])(
  'an export as %s, imported into an empty shop, gives the same shop',
  async (form) => {
    const [shop, copy] = [await aFullShop(), await aShop()]
    expect((await shop.call('/v1/items', 'PUT', { items: nastyItems })).body).toEqual({
      written: NASTY.length,
    })
    expect((await shop.call('/v1/orders', 'POST', { orders: nastyOrders })).body.written).toBe(NASTY.length)
    expect((await shop.call('/v1/relations', 'PUT', { relations: nastyRelations })).body.written).toBe(
      NASTY.length,
    )
    await shop.call('/v1/models', 'POST')
    await shop.settle()
    for (const table of ['items', 'orders', 'relations']) {
      const { status, headers, body } = await shop.call(`/v1/export/${table}?form=${form}`)
      expect([status, headers.get('Content-Disposition')]).toEqual([
        200,
        `attachment; filename="pairwell-${table}.${form}"`,
      ])
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      expect(await copy.give(table, text)).toMatchObject({ errors: 0, report: { rows_dropped: {} } })
    }
    for (const [table, ...apart] of [['items'], ['orders', 'customer', 'account'], ['relations']]) {
      const rows = without(await shop.table(String(table)), 'shop_id', ...apart)
      expect(without(await copy.table(String(table)), 'shop_id', ...apart)).toEqual(rows)
    }
    await copy.call('/v1/models', 'POST')
    await copy.settle()
    const [ours, theirs] = [await copy.model(), await shop.model()]
    expect([ours.hash, ours.counts.customers]).toEqual([theirs.hash, theirs.counts.customers])
  },
)

it('a row that an earlier version stored with a NUL character can be imported again', async () => {
  const [shop, copy] = [await aShop(), await aShop()]
  await shop.give('items', plainItems(['tea']))
  await shop.store.db.run(`update items set title = 'a' || char(0) || 'b' where shop_id = '${shop.shop_id}'`)
  for (const form of ['csv', 'ndjson']) {
    expect((await copy.give('items', (await shop.call(`/v1/export/items?form=${form}`)).body)).errors).toBe(0)
    expect((await copy.table('items'))[0]?.title).toBe('a\ufffdb')
  }
})

it('the lines of a large item and of an order with long codes repeat little', async () => {
  const [shop, copy] = [await aShop(), await aShop()]
  const variants = Array.from({ length: 300 }, (_, at) => ({
    variant_id: `v${at}`,
    availability: 'in_stock',
  }))
  const tags = Array.from({ length: 200 }, (_, at) => `${'t'.repeat(400)}${at}`)
  await shop.call('/v1/items', 'PUT', { items: [{ item_id: 'big', title: 'Big', tags, variants }] })
  const lines = variants.map(({ variant_id }) => ({ item_id: variant_id }))
  const coupons = Array.from({ length: 50 }, (_, at) => `${'c'.repeat(120)}${at}`)
  await shop.call('/v1/orders', 'POST', { orders: [{ order_id: '1', coupons, lines }] })
  for (const table of ['items', 'orders']) {
    const { body } = await shop.call(`/v1/export/${table}`)
    expect(String(body).length).toBeLessThan(250_000)
    await copy.give(table, body)
    const names = (rows: Record<string, unknown>[]) => without(rows, 'shop_id')
    expect(names(await copy.table(table))).toEqual(names(await shop.table(table)))
  }
})

it('an export shows which orders have the same customer, but not who that is', async () => {
  const shop = await aFullShop()
  const buyers = async () => {
    const { body } = await shop.call('/v1/export/orders?form=ndjson')
    const lines: Record<string, string>[] = String(body)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    return lines
      .filter(({ order_id }) => order_id === '=1+1' || order_id === 'later')
      .map((line) => line.customer_id)
  }
  const [first, second] = [await buyers(), await buyers()]
  expect(new Set(first).size).toBe(1)
  expect(first[0]).not.toBe(second[0])
  const stored = (await shop.table('orders')).map(({ customer }) => customer)
  expect(stored).not.toContain(first[0])
})

it('an export has the totals of orders, and their company as a pseudonym', async () => {
  const shop = await aFullShop()
  const { body } = await shop.call('/v1/export/orders?form=ndjson')
  const lines: Record<string, unknown>[] = String(body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const whole = lines.filter(({ order_id }) => order_id === 'whole')
  expect(whole).toMatchObject([
    { item_id: 'mug', quantity: 1, line_discount: '', refunded_quantity: '' },
    { item_id: 'tea', quantity: 2, line_discount: '2.50', refunded_quantity: 1, refunded_amount: '' },
    { item_id: 'pot', quantity: 0, price: '15.00', refunded_quantity: 2, refunded_amount: '25.00' },
  ])
  for (const line of whole) {
    expect(line).toMatchObject({
      ...{ subtotal: '68.00', discount: '6.50', shipping: '4.90', tax: '10.00', tax_included: 'yes' },
      ...{ fees: '-2.00', total: '64.40', refunded: '33.00', channel: 'phone', market: 'AT' },
    })
  }
  const stored = (await shop.table('orders')).map(({ account }) => account)
  expect(stored).not.toContain(whole[0]?.account)
  expect(JSON.stringify([stored, body])).not.toMatch(/lee/i)
})

it('no cell of a CSV runs as a formula', async () => {
  const shop = await aFullShop()
  for (const table of ['items', 'orders', 'relations', 'lists', 'imports', 'models']) {
    const { body } = await shop.call(`/v1/export/${table}`)
    const cells = [...String(body).matchAll(/(?:^|,|\n)"?([^",\n]*)/g)].map(([, cell]) => cell)
    expect(cells.filter((cell) => /^[=+@]/.test(cell ?? ''))).toEqual([])
  }
})

it('lists, uploads and models are exported as they are', async () => {
  const shop = await aFullShop()
  const lines = async (table: string) =>
    String((await shop.call(`/v1/export/${table}`)).body)
      .trim()
      .split('\r\n').length - 1
  const lists = (await shop.table('lists')).map(({ companions }) => JSON.parse(String(companions)).length)
  expect(await lines('imports')).toBe(3)
  expect(await lines('models')).toBe((await shop.table('models')).length)
  // Both slots are stored, and the live one is exported.
  expect(await lines('lists')).toBeGreaterThan(0)
  expect(await lines('lists')).toBeLessThanOrEqual(lists.reduce((sum, length) => sum + length, 0))
})

it('an empty shop exports only the column names', async () => {
  const shop = await aShop()
  expect((await shop.call('/v1/export/relations')).body).toBe(
    'item_id,related_item_id,relationship_type,position,start_date,end_date,pairwell_export\r\n',
  )
  expect((await shop.call('/v1/export/orders?form=ndjson')).body).toBe('')
  const { status, body } = await shop.call('/v1/export/people')
  expect([status, body.code]).toEqual([400, 'invalid_input'])
})

it('the orders of one person have one pseudonym, by whichever name they were placed', async () => {
  const shop = await aShop()
  const lines = [{ item_id: 'tea' }]
  await shop.call('/v1/orders', 'POST', {
    orders: [
      { order_id: '1', customer_id: 'ann', lines },
      { order_id: '2', customer_email: 'ann@example.com', lines },
      { order_id: '3', customer_id: 'ann', customer_email: 'ann@example.com', lines },
      { order_id: '4', customer_id: 'bob', lines },
    ],
  })
  const { body } = await shop.call('/v1/export/orders')
  const [header = '', ...rows] = String(body).trim().split(/\r?\n/)
  const at = header.split(',').indexOf('customer_id')
  const [first, second, third, fourth] = rows.map((row) => row.split(',')[at])
  expect([second, third]).toEqual([first, first])
  expect(fourth).not.toBe(first)
})

it('what is never shown is exported with its reasons', async () => {
  const shop = await aShop()
  await shop.call('/v1/exclusions', 'PUT', { exclusions: [{ item_id: 'wrap', status: 'excluded' }] })
  const { body } = await shop.call('/v1/export/exclusions?form=ndjson')
  expect(JSON.parse(String(body))).toMatchObject({ item_id: 'wrap', status: 'excluded' })
})

/** The lines of a table in parts, and how many parts there were. */
async function inParts(shop: TestShop, table: string, limit: number, export_id: string) {
  const lines: Record<string, string>[] = []
  let parts = 0
  for (let after: string | undefined = ''; after !== undefined; parts += 1) {
    const query: string = String(
      new URLSearchParams({ form: 'ndjson', export_id, after, limit: String(limit) }),
    )
    const { status, body, headers } = await shop.call(`/v1/export/${table}?${query}`)
    expect(status).toBe(200)
    const text = String(body).trim()
    lines.push(...(text === '' ? [] : text.split('\n')).map((line) => JSON.parse(line)))
    const next: string | null = headers.get('Pairwell-Next')
    after = next === null ? undefined : decodeURIComponent(next)
  }
  return { lines, parts }
}

it.each(['items', 'orders', 'relations'])('%s come in parts, which together are the table', async (table) => {
  const shop = await aFullShop()
  await shop.call('/v1/relations', 'PUT', {
    relations: ['pot', 'milk', 'spoon'].flatMap((related_item_id) =>
      ['tea', 'mug'].map((item_id) => ({ item_id, related_item_id, relationship_type: 'accessory' })),
    ),
  })
  const whole = String((await shop.call(`/v1/export/${table}?form=ndjson`)).body)
  const lines: Record<string, string>[] = whole
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const one = 'an-export-of-the-tests'
  const without = (rows: Record<string, string>[]) =>
    rows.map(({ customer_id: _, account: __, ...row }) => row)
  for (const limit of [1, 2, 3, 1_000]) {
    const found = await inParts(shop, table, limit, one)
    expect(without(found.lines)).toEqual(without(lines))
    if (limit === 1) expect(found.parts).toBeGreaterThan(1)
    if (limit === 1_000) expect(found.parts).toBe(1)
  }
  // Buyers are the same in every part, and others in another export.
  const buyersOf = ({ lines: all }: { lines: Record<string, string>[] }) =>
    all.map(({ customer_id }) => customer_id).filter((id) => id !== '' && id !== undefined)
  const [first, again, other] = [
    buyersOf(await inParts(shop, table, 1, one)),
    buyersOf(await inParts(shop, table, 2, one)),
    buyersOf(await inParts(shop, table, 2, 'another-export-of-the-tests')),
  ]
  expect(again).toEqual(first)
  expect(new Set(other).size).toBe(new Set(first).size)
  if (table === 'orders') {
    expect(first.length).toBeGreaterThan(2)
    expect(other.filter((buyer) => first.includes(buyer))).toEqual([])
  }
})

it('only what is imported again comes in parts, under a text that nobody guesses', async () => {
  const shop = await aShop()
  const statusOf = async (query: string) => (await shop.call(`/v1/export/${query}`)).status
  expect(await statusOf('orders?export_id=short')).toBe(400)
  expect(await statusOf('lists?export_id=an-export-of-the-tests')).toBe(400)
  expect(await statusOf('orders?export_id=an-export-of-the-tests&limit=0')).toBe(400)
  expect(await statusOf('orders?export_id=an-export-of-the-tests&limit=100001')).toBe(400)
})
