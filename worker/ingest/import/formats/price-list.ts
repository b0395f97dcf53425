import type { PriceChange } from '../../../store/catalogue/price-list.ts'
import { availabilityNamed } from '../cells/availability.ts'
import { given, readAvailability, readPrice, readStock } from '../cells/catalogue-cells.ts'
import { idIn, readGtin, skuIn } from '../cells/fields.ts'
import { readAmount } from '../cells/money.ts'
import type { Context, Format, Row } from '../format.ts'
import { plainItems, refuseOtherCurrency, withWindow } from './plain-items.ts'

const IDS = ['id', 'sku', 'gtin'] as const
const PRICE = { price: 'price', sale: 'sale_price', from: 'sale_price_start', to: 'sale_price_end' }
/** What such a list changes. */
const CHANGES = ['price', 'sale_price', 'cost_of_goods_sold', 'stock', 'availability'] as const
const COLUMNS = [...IDS, ...CHANGES, 'currency', 'sale_price_effective_date', PRICE.from, PRICE.to]

/** The item or variant that a row names, as a reference of an order line, and the column that names it. */
function namedBy(row: Row): [reference: string, column: string] {
  const sku = row.cell('id') === '' ? skuIn(row, 'sku') : undefined
  if (sku !== undefined) return [`s:${sku}`, row.column('sku')]
  const gtin = row.cell('id') === '' ? readGtin(row.cell('gtin')) : undefined
  if (gtin !== undefined) return [`i:${gtin}`, row.column('gtin')]
  const name = IDS.find((one) => row.has(one)) ?? 'id'
  return [`i:${idIn(row, 'id', row.column(name))}`, row.column(name)]
}

function readChange(row: Row, context: Context): PriceChange {
  // A column of stock may say "yes" or "sold out" instead of a number.
  const word = /\d/.test(row.cell('stock')) ? undefined : availabilityNamed(row.cell('stock'))
  const stock = word === undefined ? readStock(row, 'stock') : undefined
  const price = readPrice(withWindow(row), context, PRICE)
  // Exports write 0 for "no sale".
  const isNoPrice = price === 0 && row.cell('price') === ''
  const cost = readAmount(row.cell('cost_of_goods_sold'), row.column('cost_of_goods_sold'), context.currency)
  return {
    ...given('price', isNoPrice ? undefined : price),
    ...given('cost', cost),
    ...given('stock', stock),
    ...given('availability', row.cell('availability') === '' ? word : readAvailability(row, stock)),
  }
}

/**
 * Prices and stocks of items and variants by their numbers, as an ERP system writes them each night: without names, so that it is no catalogue. It
 * changes nothing else, and adds no items.
 */
export const priceList: Format = {
  name: 'price and stock list',
  kind: 'items',
  isPart: true,
  columns: plainItems.columns,
  // A catalogue whose title has an unknown name is none.
  without: Object.keys(plainItems.columns).filter((name) => !COLUMNS.includes(name)),
  dates: [PRICE.from, PRICE.to],
  amounts: ['price', 'sale_price', 'cost_of_goods_sold'],
  identity: IDS,
  required: [IDS, CHANGES],
  read(row, context) {
    refuseOtherCurrency(row, context.currency)
    const [key, column] = namedBy(row)
    return { fragments: [{ key, row: row.row, column, change: readChange(row, context) }] }
  },
}
