import { dice } from '../../../demo/shop/orders/random.ts'
import { columnsOf } from './a-row.ts'
import { HEADERS } from './headers.ts'
import { at, type Cells, DATE, type Kind, MONEY, SKU, WHOLE } from './planted-cells.ts'
import { SYSTEMS } from './planted-systems.ts'

export type { Kind } from './planted-cells.ts'

/** Every supported format; a test compares this list with the parser's. */
export const KINDS: readonly Kind[] = [
  {
    name: 'plain items',
    kind: 'items',
    header: HEADERS.plainItems,
    good: (n) => ({
      id: `i${n}`,
      title: `Thing ${n}, "new"`,
      price: '1.234,50 €',
      stock: '3',
      link: `/i/${n}`,
    }),
    bad: [
      ['id', '', 'empty_id'],
      ['title', '', 'no_title'],
      ['availability', 'perhaps', 'bad_availability'],
      ['currency', 'USD', 'other_currency'],
      ...at('price', MONEY),
      ...at('stock', WHOLE),
      ...at('id', SKU.slice(1)),
    ],
  },
  {
    name: 'price and stock list',
    kind: 'items',
    header: HEADERS.priceList,
    good: (n) => ({ sku: `i${n}`, price: '1.234,50 €', stock: '3' }),
    bad: [
      ['sku', '', 'empty_id'],
      ['availability', 'perhaps', 'bad_availability'],
      ['currency', 'USD', 'other_currency'],
      ...at('price', MONEY),
      ...at('stock', WHOLE),
      ...at('sku', SKU.slice(1)),
    ],
  },
  {
    name: 'plain orders',
    kind: 'orders',
    header: HEADERS.plainOrders,
    good: (n) => ({
      order_id: `${n >> 1}`,
      order_date: '2026-01-02 03:04',
      item_id: `i${n}`,
      quantity: '2',
      price: '4.50',
    }),
    bad: [
      ['order_id', '', 'empty_id'],
      ['status', 'dreamt', 'bad_status'],
      ...at('order_date', DATE),
      ...at('quantity', WHOLE),
      ...at('price', MONEY),
    ],
  },
  {
    name: 'plain relations',
    kind: 'relations',
    header: HEADERS.plainRelations,
    good: (n) => ({
      item_id: `i${n}`,
      related_item_id: `r${n}`,
      relationship_type: 'accessory',
      position: '1',
    }),
    bad: [
      ['item_id', '', 'empty_id'],
      ['related_item_id', '', 'empty_id'],
      ['relationship_type', 'friend', 'bad_type'],
      ['relationship_type', '', 'no_type'],
      ...at('position', WHOLE),
      ...at('start_date', DATE.slice(0, 2)),
    ],
  },
  {
    name: 'Shopify products',
    kind: 'items',
    header: HEADERS.shopifyProductsOld,
    good: (n) => ({
      Handle: `thing-${n}`,
      Title: `Thing ${n}`,
      Published: 'TRUE',
      'Option1 Value': 'Default Title',
      'Variant SKU': `s${n}`,
      'Variant Price': '4.50',
      'Variant Inventory Qty': '3',
    }),
    bad: [
      ['Handle', '', 'empty_id'],
      ['Published', 'perhaps', 'bad_yes_no'],
      ...at('Variant Price', MONEY),
      ...at('Variant Inventory Qty', WHOLE),
      ...at('Variant SKU', SKU),
    ],
  },
  {
    name: 'Shopify orders',
    kind: 'orders',
    header: HEADERS.shopifyOrders,
    good: (n) => ({
      Name: `#${n}`,
      Email: `ann${n}@example.com`,
      'Financial Status': 'paid',
      'Created at': '2026-01-02 03:04:05 +0200',
      'Lineitem quantity': '1',
      'Lineitem name': `Thing ${n} - Red / L`,
      'Lineitem sku': `s${n}`,
      'Lineitem price': '4.50',
    }),
    bad: [
      ['Name', '', 'empty_id'],
      ['Financial Status', 'dreamt', 'bad_status'],
      ...at('Created at', DATE),
      ...at('Lineitem quantity', WHOLE),
      ...at('Lineitem price', MONEY),
      ...at('Lineitem sku', SKU),
    ],
  },
  {
    name: 'Shopify customers',
    kind: 'customers',
    header: HEADERS.shopifyCustomers,
    good: (n) => ({ Email: `ann${n}@example.com`, 'Accepts Email Marketing': 'yes', Tags: 'a, b' }),
    bad: [
      ['Accepts Email Marketing', 'perhaps', 'bad_yes_no'],
      ['Accepts SMS Marketing', 'perhaps', 'bad_yes_no'],
    ],
  },
  {
    name: 'plain customers',
    kind: 'customers',
    header: HEADERS.plainCustomers,
    good: (n) => ({ customer_id: `c${n}`, group: 'trade', consent_email: 'yes', 'attribute:points': '120' }),
    bad: [
      ['consent_email', 'perhaps', 'bad_yes_no'],
      ['complaint_open', 'perhaps', 'bad_yes_no'],
      ['birth_year', '1801', 'bad_detail'],
      ['birth_year', 'long ago', 'bad_number'],
      ['satisfaction', '11', 'bad_detail'],
      ['locale', 'the language of the country', 'bad_detail'],
      ['time_zone', 'Mars/Base', 'bad_detail'],
      ['do_not_offer_until', '2026-02-30', 'bad_date'],
      ['consent_email_at', 'yesterday', 'bad_date'],
    ],
  },
  {
    name: 'WooCommerce products',
    kind: 'items',
    header: HEADERS.wooProducts,
    good: (n) => ({
      ID: `${n + 1}`,
      Type: 'simple',
      SKU: `s${n}`,
      Name: `Thing ${n}`,
      'Regular price': '4,50',
      Stock: '3',
    }),
    bad: [['Name', '', 'no_title'], ...at('Regular price', MONEY), ...at('Stock', WHOLE), ...at('SKU', SKU)],
  },
  {
    name: 'Magento products',
    kind: 'items',
    header: HEADERS.magentoProducts,
    good: (n) => ({
      sku: `s${n}`,
      product_type: 'simple',
      name: `Thing ${n}`,
      price: '4.5000',
      qty: '3.0000',
      visibility: 'Catalog, Search',
    }),
    bad: [
      ['sku', '', 'empty_id'],
      ['name', '', 'no_title'],
      ...at('price', MONEY),
      ...at('qty', WHOLE),
      ...at('sku', SKU),
    ],
  },
  {
    name: 'Vendure products',
    kind: 'items',
    header: HEADERS.vendureProducts,
    good: (n) => ({ name: `Thing ${n}`, slug: `thing-${n}`, sku: `s${n}`, price: '4.50', stockOnHand: '3' }),
    bad: [...at('price', MONEY), ...at('stockOnHand', WHOLE), ...at('sku', SKU)],
  },
  {
    name: 'Google Merchant feed',
    kind: 'items',
    header: HEADERS.googleFeed,
    good: (n) => ({
      id: `i${n}`,
      title: `Thing ${n}`,
      link: `https://x.example/${n}`,
      price: '4.50 EUR',
      availability: 'in stock',
    }),
    bad: [
      ['title', '', 'no_title'],
      ['availability', 'perhaps', 'bad_availability'],
      ['related_product', 'friend:id:x', 'bad_relation'],
      ['price', '4.50 USD', 'other_currency'],
      ...at('price', MONEY),
    ],
  },
  {
    name: 'WooCommerce orders (WebToffee)',
    kind: 'orders',
    header: HEADERS.webtoffee,
    good: (n) => ({
      order_id: `${n}`,
      order_number: `${n}`,
      order_date: '2026-01-02 03:04:05',
      status: 'completed',
      line_item_1: `name:Thing|product_id:${n}|sku:s${n}|quantity:1|total:4.50|sub_total:4.50`,
    }),
    bad: [
      ['status', 'dreamt', 'bad_status'],
      ['line_item_1', 'a thing', 'bad_line'],
      ...at('order_date', DATE),
    ],
  },
  {
    name: 'WooCommerce orders (SkyVerge)',
    kind: 'orders',
    header: HEADERS.skyverge,
    good: (n) => ({
      order_id: `${n}`,
      order_number: `${n}`,
      order_date: '2026-01-02 03:04:05',
      status: 'processing',
      line_items: `id:${n}|name:Thing|product_id:${n}|sku:s${n}|quantity:1|subtotal:4.50`,
    }),
    bad: [
      ['status', 'dreamt', 'bad_status'],
      ['line_items', 'a thing', 'bad_line'],
      ...at('order_date', DATE),
    ],
  },
  {
    name: 'WooCommerce order lines (SkyVerge, WebToffee)',
    kind: 'orders',
    header: HEADERS.skyvergeLines,
    good: (n) => ({
      order_id: `${n}`,
      order_number: `${n}`,
      order_date: '2026-01-02 03:04:05',
      status: 'completed',
      item_name: 'Thing',
      item_sku: `s${n}`,
      item_quantity: '1',
    }),
    bad: [['status', 'dreamt', 'bad_status'], ...at('order_date', DATE), ...at('item_quantity', WHOLE)],
  },
  {
    name: 'WooCommerce orders (AlgolPlus)',
    kind: 'orders',
    header: HEADERS.algolplus,
    good: (n) => ({
      'Order Number': `${n}`,
      'Order Status': 'Completed',
      'Order Date': '2026-01-02 03:04',
      SKU: `s${n}`,
      Name: 'Thing',
      Quantity: '1',
      'Item Cost': '4.50',
    }),
    bad: [['Order Status', 'dreamt', 'bad_status'], ...at('Order Date', DATE), ...at('Quantity', WHOLE)],
  },
  {
    name: 'WooCommerce Analytics orders',
    kind: 'orders',
    header: HEADERS.wooReport,
    good: (n) => ({
      Date: '2026-01-02 03:04:05',
      'Order #': `${n}`,
      Status: 'completed',
      'Product(s)': '1× Thing, 2× Other',
    }),
    bad: [['Status', 'dreamt', 'bad_status'], ...at('Date', DATE)],
  },
  ...SYSTEMS,
]

/** A generated file of a format, and its expected report. */
export type Planted = {
  text: string
  file: Uint8Array
  rows: number
  /** Refused rows by number, column and code, in the order of the file. */
  refused: [row: number, column: string, code: string][]
}

const DELIMITERS = [',', ';', '\t', '|']
const ENDS = ['\n', '\r\n']

/** Generates a file of the format: columns in any order with unknown ones, any delimiter, line end and encoding. */
export function plantedFile({ header, good, bad }: Kind, seed: number, most_rows = 12): Planted {
  const { below, chance } = dice(seed)
  const pick = <T>(from: readonly T[], other: T): T => from[below(from.length)] ?? other
  const columns = [...columnsOf(header), 'Strange column', 'Ω']
    .map((name) => ({ name, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ name }) => name)
  const delimiter = pick(DELIMITERS, ',')
  const end = pick(ENDS, '\n')
  const quoted = (cell: string) =>
    cell.includes(delimiter) || /["\n]/.test(cell) || chance() < 0.2
      ? `"${cell.replaceAll('"', '""')}"`
      : cell
  const rows = 1 + below(most_rows)
  const refused: Planted['refused'] = []
  const lines = Array.from({ length: rows }, (_, n) => {
    const cells: Cells = { ...good(n), 'Strange column': 'é\n,;"', Ω: '' }
    if (chance() < 0.3) {
      const [column, cell, code] = pick(bad, ['', '', ''])
      cells[column] = cell
      refused.push([n + 2, column, code])
    }
    return columns.map((name) => quoted(cells[name.trim()] ?? '')).join(delimiter)
  })
  const text = [columns.map(quoted).join(delimiter), ...lines].join(end) + pick(['', end], '')
  return { text, file: encoded(text, below(4)), rows, refused }
}

/** Encodes a text as UTF-8, with or without a byte order mark, or as UTF-16 of either byte order with one. */
function encoded(text: string, form: number): Uint8Array {
  if (form < 2) return new TextEncoder().encode(form === 0 ? text : `\ufeff${text}`)
  const bytes = new Uint8Array(2 * text.length + 2)
  const view = new DataView(bytes.buffer)
  for (const [at, unit] of [...`\ufeff${text}`].entries())
    view.setUint16(2 * at, unit.charCodeAt(0), form === 2)
  return bytes
}
