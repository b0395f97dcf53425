import fc from 'fast-check'
import { it } from 'vitest'
import { IMPORT_KINDS, type ImportKind } from '../../schema/imports.ts'
import { PairwellError } from '../../worker/http/problem.ts'
import { wholeItem, wholeOrder } from '../../worker/import/fragments.ts'
import { alwaysLater } from '../always.ts'
import { BERLIN, itemsOf, ordersOf, readFile } from './a-file.ts'
import { HEADERS } from './headers.ts'

/** Small good files, for harm to be done to. */
const GOOD: readonly [ImportKind, string][] = [
  [
    'orders',
    'order_id,order_date,customer_id,item_id,quantity,price,currency,status\n' +
      '1,2024-05-01 10:11:12 +0200,7,A,1,"1.234,56",EUR,paid\n1,,7,"B ""x"", y",2,4.50,,\n',
  ],
  [
    'orders',
    `${HEADERS.shopifyOrders}\n#1,ann@example.org,paid,,,,,EUR${',1'.repeat(70)}\n#1${','.repeat(77)}\n`,
  ],
  ['items', 'id;item_group_id;title;price;stock;tags\nA;;"Tea\n(green)";4,50 €;3;new, sale\nB;A;Mug;;;\n'],
  [
    'items',
    `${HEADERS.shopifyProductsOld}\ntea,Tea,,Acme,,,"a, b",true,Title,Default Title${',1'.repeat(42)}\n`,
  ],
  ['items', '{"id":"A","title":"Tea","tags":["a","b"],"attributes":{"size":5}}\n{"id":"B","title":"Mug"}\n'],
  [
    'orders',
    'order_number,order_date,status,billing_email,order_currency,line_item_1,line_item_2\n' +
      '1,2024-05-01 10:11:12,wc-completed,ann@example.org,EUR,name:Tea|sku:T|quantity:1|sub_total:4.50,' +
      '"Mug (SKU: M-1) x1 @$2.00 = $2.00"\n',
  ],
  [
    'orders',
    'order_id,date,status,line_items\n1,2024-05-01,completed,id:1|name:Tea|quantity:2|refunded_qty:1;id:2|sku:M|quantity:1\n' +
      '2,,on-hold,"[{""name"":""Tea"",""quantity"":1}]"\n',
  ],
  ['orders', 'Date,Order #,Status,Product(s)\n2024-05-01,1,completed,"2× Tea, green, 1× Mug"\n'],
  ['relations', `${HEADERS.plainRelations}\nA,B,accessory,1,2024-05-01,\n`],
]

/** What breaks readers: quotes, line ends, marks, zeros, halves of letters, numbers that are none. */
const harmful = fc.oneof(
  fc.constantFrom(
    '"',
    '""',
    ',',
    ';',
    '\t',
    '\r',
    '\n',
    '\r\n',
    '\\',
    "'",
    '{',
    '}',
    '[[',
    'null',
    '1e999',
    '-0',
  ),
  fc.constantFrom(
    '\ufeff',
    '€',
    '😀',
    '٣',
    '__proto__',
    'constructor',
    '2026-02-30',
    '9'.repeat(200),
    '=1+1',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
type Harm = { at: number; cut: number; put: string }
const harm: fc.Arbitrary<Harm> = fc.record({ at: fc.nat(4_000), cut: fc.nat(30), put: harmful })
const cases = fc.record({
  file: fc.constantFrom(...GOOD),
  harms: fc.array(harm, { minLength: 1, maxLength: 8 }),
  bytes: fc.array(fc.tuple(fc.nat(4_000), fc.nat(255)), { maxLength: 3 }),
  kind: fc.option(fc.constantFrom(...IMPORT_KINDS), { nil: undefined }),
  size: fc.constantFrom(1, 7, 64, 65_536),
})

function harmed(text: string, harms: readonly Harm[], bytes: readonly [number, number][]): Uint8Array {
  const written = harms.reduce((before, { at, cut, put }) => {
    const from = at % (before.length + 1)
    return before.slice(0, from) + put + before.slice(from + cut)
  }, text)
  const file = new TextEncoder().encode(written)
  for (const [at, byte] of bytes) if (file.length > 0) file[at % file.length] = byte
  return file
}

it('2,000 broken files are read or refused, and nothing else happens', async () => {
  const survives = fc.asyncProperty(
    cases,
    async ({ file: [kind, text], harms, bytes, kind: other, size }) => {
      try {
        const { rows } = await readFile(other ?? kind, harmed(text, harms, bytes), BERLIN, size)
        for (const [key, fragments] of itemsOf(rows)) JSON.stringify(wholeItem(key, fragments))
        for (const [key, fragments] of ordersOf(rows)) JSON.stringify(wholeOrder(key, fragments, 'EUR'))
      } catch (thrown) {
        if (!(thrown instanceof PairwellError)) throw thrown
      }
    },
  )
  await alwaysLater(survives, 2_000)
}, 60_000)
