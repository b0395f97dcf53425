import { describe, expect, it } from 'vitest'
import { readId, readSku } from '../../../worker/ingest/import/cells/fields.ts'
import { fileOf } from '../formats/a-row.ts'
import { HEADERS } from '../formats/headers.ts'
import { BERLIN, itemsIn, linksIn, readFile, wholeOrders } from './a-file.ts'
import { fileRefusal, refusal } from './refusal.ts'

const ITEMS = 'id,title,price\n'
const titles = async (file: string | Uint8Array) =>
  (await itemsIn(file)).map(({ item_id, title }) => `${item_id} ${title}`)
const orders = async (file: string) => wholeOrders((await readFile('orders', file)).rows)

describe('trap 1: byte order marks, encodings, delimiters and line ends', () => {
  const lines = 'id;title;price\r\nA;"<p>Tea\r\n(grün)</p>";4,50\r\n'

  it.each([
    ['with a mark', Buffer.from(`\ufeff${lines}`)],
    ['UTF-16', Buffer.from(`\ufeff${lines}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(lines.repeat(1), 'utf16le')],
    ['Windows-1252', Buffer.from(lines, 'latin1')],
    ['tabs', Buffer.from(lines.replaceAll(';', '\t'))],
  ])('%s', async (_name, bytes) => {
    expect(await titles(bytes)).toEqual(['A Tea\n(grün)'])
  })
})

it('trap 1: a row with more cells than the header is refused, because an unquoted comma split a cell', async () => {
  const file = `${ITEMS}A,Tea,4,50\nB,Mug,5.00,,\nC,Pot,"6,00"\n`
  const { rows } = await readFile('items', file)
  expect(rows.map(({ row, problem }) => [row, problem?.code])).toEqual([
    [2, 'broken_row'],
    [3, undefined],
    [4, undefined],
  ])
  expect(rows[0]?.problem?.message).toMatch(/Put quotes around/)
})

it.each(['[{"id":"A","title":"Tea"}]', '[\n  {"id":"A"}\n]\n'])(
  'trap 1: JSON that is not one object per line is refused with that reason: %j',
  async (file) => {
    const { code, message } = await fileRefusal(() => readFile('items', file))
    expect([code, message]).toEqual(['unknown_structure', expect.stringMatching(/one line of JSON/)])
  },
)

describe('trap 2: continuation rows leave the parent’s columns blank', () => {
  it('of Shopify products', async () => {
    const items = await itemsIn(
      fileOf(
        HEADERS.shopifyProductsOld,
        { Handle: 'tea', Title: 'Tea', 'Option1 Value': 'small', 'Variant Price': '4' },
        { Handle: 'tea', 'Option1 Value': 'large', 'Variant Price': '8' },
      ),
    )
    expect(items).toMatchObject([{ title: 'Tea', published: true, variants: [{}, {}] }])
  })

  it('of Shopify orders', async () => {
    const file = fileOf(
      HEADERS.shopifyOrders,
      { Name: '#1', 'Financial Status': 'voided', 'Lineitem quantity': '1', 'Lineitem sku': 'A' },
      { Name: '#1', 'Lineitem quantity': '1', 'Lineitem sku': 'B' },
    )
    expect(await orders(file)).toMatchObject([
      {
        status: 'cancelled',
        lines: [
          ['s:A', 1, null],
          ['s:B', 1, null],
        ],
      },
    ])
  })
})

it.each([
  ['Handle,Title,Option1 Value,Variant Price', 'old'],
  ['URL handle,Title,Option1 value,Price', 'new'],
  ['URL HANDLE,title,OPTION1 value,price', 'mixed'],
])('trap 3: both generations of Shopify’s columns are read, in any case: %s', async (header) => {
  expect(await titles(`${header}\ntea,Tea,small,4\n`)).toEqual(['tea Tea'])
})

describe('trap 4: headers in another language', () => {
  it('are recognised by their labels', async () => {
    const tea = { ID: '7', Typ: 'simple', Name: 'Tee', 'Regulärer Preis': '4,50', Zusatzverkäufe: 'MUG' }
    const { rows } = await readFile('items', fileOf(HEADERS.wooProductsGerman, tea))
    expect(linksIn(rows)).toEqual(['7 up_sell s:MUG 1'])
  })

  it('are recognised by the text in brackets', async () => {
    const bracket = '(product.metafields.shopify--discovery--product_recommendation.complementary_products)'
    const { rows } = await readFile(
      'items',
      `Handle,Title,Option1 Value,Sản phẩm bổ sung ${bracket}\ntea,Tea,,mug\n`,
    )
    expect(linksIn(rows)).toEqual(['tea often_bought_with i:mug 1'])
  })
})

it.each([
  ['4,50', 450],
  ['€ 4.50', 450],
  ['4,50 €', 450],
  ['1.234,50', 123_450],
  ['1,234.50', 123_450],
  ['49.99 EUR', 4_999],
])('trap 5: %s is an amount', async (price, minor) => {
  expect((await itemsIn(`${ITEMS}A,Tea,"${price}"\n`))[0]?.variants[0]?.price).toBe(minor)
})

it('trap 5: a price is not negative', async () => {
  const { rows } = await readFile('items', 'id,title,price,cost\nA,Tea,-1,\nB,Mug,1,"-0,50"\n')
  expect(rows.map(({ problem }) => [problem?.column, problem?.code])).toEqual([
    ['price', 'bad_money'],
    ['cost', 'bad_money'],
  ])
})

describe('trap 6: ids and SKUs', () => {
  it('an id is not mistaken for a SKU', async () => {
    const file =
      'ID,Type,SKU,Name,Visibility in catalog,Upsells\n7,simple,T,Tea,visible,"id:12, M 1, \'0012"\n'
    expect(linksIn((await readFile('items', file)).rows)).toEqual([
      '7 up_sell i:12 1',
      '7 up_sell s:M 1 2',
      '7 up_sell s:0012 3',
    ])
  })

  it.each([
    ['0012', '0012'],
    ['A 12', 'A 12'],
    ["'0012", '0012'],
    ["'-12", '-12'],
    ['="0012"', '0012'],
    ["'", undefined],
    ['=""', undefined],
    ['', undefined],
    ['E+11', 'E+11'],
    ['8E11', '8E11'],
    ['12.5E+3', '12.5E+3'],
  ])('the SKU %j is read as %j', (text, sku) => {
    expect(readSku(text, 'SKU')).toBe(sku)
  })

  it.each(['8.12E+11', '8E+11', '8,12e+11', '="8.12E+11"', "'8.12E+11"])(
    '%s lost its digits in a spreadsheet, and the error states how to keep them',
    (text) => {
      const { code, column, message } = refusal(() => readSku(text, 'SKU'))
      expect([code, column]).toEqual(['scientific_notation', 'SKU'])
      expect(message).toMatch(/format the column as text/)
    },
  )

  it('the same applies to ids, and a SKU has at most 128 characters', () => {
    expect(readId('="0012"', 'id')).toBe('0012')
    expect(refusal(() => readId('8.12E+11', 'id')).code).toBe('scientific_notation')
    expect(refusal(() => readSku('x'.repeat(129), 'SKU')).code).toBe('long_id')
  })

  it.each([
    [
      'Shopify orders',
      fileOf(HEADERS.shopifyOrders, { Name: '1', 'Lineitem quantity': '1', 'Lineitem sku': "'0012" }),
    ],
    [
      'AlgolPlus',
      fileOf(HEADERS.algolplus, {
        'Order Number': '1',
        'Order Status': 'Completed',
        SKU: "'0012",
        Quantity: '1',
      }),
    ],
    ['plain orders', "order_id,sku,quantity\n1,'0012,1\n"],
  ])('a SKU is the same in %s', async (_name, file) => {
    expect((await orders(file))[0]?.lines[0]?.[0]).toBe('s:0012')
  })
})

it('trap 7: a line without a SKU is identified by its name, and tips and protection are not items', async () => {
  const line = { Name: '#1', 'Lineitem quantity': '1' }
  const file = fileOf(
    HEADERS.shopifyOrders,
    ...['Tea', 'Tip', 'Gift wrap', 'Shipping protection', 'Donation'].map((name) => ({
      ...line,
      'Lineitem name': name,
    })),
  )
  const { rows } = await readFile('orders', file)
  expect(rows.map(({ dropped, named }) => dropped ?? named?.[0])).toEqual([
    'n:Tea',
    ...Array(4).fill('not_goods'),
  ])
})

it.each([
  [{ 'Cancelled at': '2024-05-01 10:11:12 +0200' }, 'cancelled'],
  [{ 'Financial Status': 'voided' }, 'cancelled'],
  [{ 'Financial Status': 'refunded' }, 'refunded'],
  [{ 'Payment Method': '(for testing) Bogus Gateway' }, 'test'],
])('trap 8: %o is not paid', async (cells, status) => {
  const file = fileOf(HEADERS.shopifyOrders, {
    Name: '#1',
    'Lineitem quantity': '1',
    'Lineitem sku': 'A',
    ...cells,
  })
  expect(await orders(file)).toMatchObject([{ status }])
})

it('trap 8: lines refunded completely were not bought', async () => {
  const file = 'Order Number,Order Status,SKU,Quantity,Quantity (- Refund)\n1,Completed,A,2,0\n'
  expect(await orders(file)).toMatchObject([{ lines: [] }])
})

it('trap 9: an order may name items that the catalogue no longer has', async () => {
  expect(await orders('order_id,item_id\n1,long gone\n')).toMatchObject([
    { lines: [['i:long gone', 1, null]] },
  ])
})

describe('trap 10: dates', () => {
  const at = async (date: string, context = BERLIN) => {
    const { rows } = await readFile('orders', `order_id,item_id,date\n1,A,"${date}"\n`, context)
    return rows[0]?.problem?.code ?? wholeOrders(rows)[0]?.ordered_at
  }

  it.each([
    ['2024-05-01 10:11:12 +0200'],
    ['2024-05-01 10:11:12'],
    ['2024/05/01 10:11:12'],
    ['01.05.2024 10:11:12'],
  ])('%s is a time in the shop’s time zone', async (date) => {
    expect(await at(date)).toBe(Date.UTC(2024, 4, 1, 8, 11, 12))
  })

  it('with slashes need a mapping that states the order of day and month', async () => {
    expect(await at('05/01/2024 10:11:12')).toBe('bad_date')
    expect(await at('05/01/2024 10:11:12', { ...BERLIN, date_order: 'MDY' })).toBe(
      Date.UTC(2024, 4, 1, 8, 11, 12),
    )
    expect(await at('01/05/2024 10:11:12', { ...BERLIN, date_order: 'DMY' })).toBe(
      Date.UTC(2024, 4, 1, 8, 11, 12),
    )
  })
})

it('trap 11: the same file twice gives the same result', async () => {
  const file = 'order_id,item_id,quantity\n1,A,1\n1,B,2\n'
  expect(await orders(file)).toEqual(await orders(file))
})

it('trap 12: only a key is kept of the customers', async () => {
  const person = {
    Name: '#1',
    Email: 'ann@example.org',
    'Billing Name': 'Ann Lee',
    'Billing Street': 'High Road 1',
    Phone: '+49 30 1',
    'Lineitem quantity': '1',
    'Lineitem sku': 'A',
  }
  const kept = JSON.stringify((await readFile('orders', fileOf(HEADERS.shopifyOrders, person))).rows)
  expect(kept).not.toMatch(/ann|lee|high road|\+49/i)
})

it('trap 14: a name with hyphens is kept as written', async () => {
  const line = { Name: '#1', 'Lineitem quantity': '1', 'Lineitem name': 'Tea - loose - 100 g / green' }
  const { rows } = await readFile('orders', fileOf(HEADERS.shopifyOrders, line))
  expect(rows[0]?.named).toEqual(['n:Tea - loose - 100 g / green'])
})

it('trap 15: no item is related to itself', async () => {
  const { rows } = await readFile('relations', 'item_id,related_item_id,type\nA,A,accessory\n')
  expect(rows[0]?.problem?.code).toBe('self_relation')
  const file = 'ID,Type,SKU,Name,Parent,Upsells\n7,simple,T,Tea,,"T, id:7"\n'
  expect(linksIn((await readFile('items', file)).rows)).toEqual([])
})
