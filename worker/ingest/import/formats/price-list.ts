import { availabilityNamed } from '../cells/availability.ts'
import { given, readAvailability, readPrice, readStock } from '../cells/catalogue-cells.ts'
import { idIn, readGtin, skuIn } from '../cells/fields.ts'
import { readAmount } from '../cells/money.ts'
import { ITEM_LABELS, withLabels } from '../cells/plain-labels.ts'
import type { Context, Format, Row } from '../format.ts'
import type { PriceChange } from '../fragments.ts'
import { plainItems, refuseOtherCurrency, withWindow } from './plain-items.ts'

const IDS = ['id', 'sku', 'gtin'] as const
const PRICE = { price: 'price', sale: 'sale_price', from: 'sale_price_start', to: 'sale_price_end' }
/** What such a list changes. */
const CHANGES = ['price', 'sale_price', 'cost_of_goods_sold', 'stock', 'availability'] as const
const COLUMNS = [...IDS, 'title', ...CHANGES, 'currency', 'sale_price_effective_date', PRICE.from, PRICE.to]

/**
 * Whether a part of a catalogue is such a list, although it has names: it knows its rows by SKU or GTIN, and says nothing of them but prices
 * and stocks.
 */
export function isPriceList(columns: ReadonlyMap<string, unknown>): boolean {
  const [id, ...others] = IDS
  const names = [...columns.keys()]
  return (
    !columns.has(id) &&
    others.some((name) => columns.has(name)) &&
    CHANGES.some((name) => columns.has(name)) &&
    names.every((name) => COLUMNS.includes(name))
  )
}

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
  const isSaid = row.cell('availability') !== '' || stock !== undefined
  const cost = readAmount(row.cell('cost_of_goods_sold'), row.column('cost_of_goods_sold'), context.currency)
  return {
    ...given('price', readPrice(withWindow(row), context, PRICE)),
    ...given('cost', cost),
    ...given('stock', stock),
    ...given('availability', isSaid ? readAvailability(row, stock) : word),
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
  columns: withLabels(
    Object.fromEntries(COLUMNS.map((name) => [name, plainItems.columns[name] ?? []])),
    ITEM_LABELS,
  ),
  without: ['title'],
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
