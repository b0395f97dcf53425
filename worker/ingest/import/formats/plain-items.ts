import type { Variant } from '../../../../schema/catalogue/items.ts'
import { EXACT } from '../../../store/exact-cells.ts'
import { availabilityNamed } from '../cells/availability.ts'
import { given, readAvailability, readPrice, readStock } from '../cells/catalogue-cells.ts'
import { idIn, readGtin, readWhole, readYesNo, skuIn } from '../cells/fields.ts'
import { categoryPath, splitLines } from '../cells/lists.ts'
import { readAmount } from '../cells/money.ts'
import { ITEM_LABELS, withLabels } from '../cells/plain-labels.ts'
import type { Context, Format, Row } from '../format.ts'
import type { ItemFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'
import { readAction, readAttributes, readParts, readPrices, readTranslations } from './plain-values.ts'

const pathOf = (text: string): string => categoryPath(text.split('>'))
const json = JSON.stringify

/** Category paths or collections: `Home > Kitchen, Sale`. */
const readCollections = (text: string): string[] => [...new Set(readParts(text).map(pathOf))]

/** Columns of Google's feed that distinguish variants or describe items. */
const TRAITS = ['color', 'size', 'material', 'pattern', 'gender', 'age_group']
/** Those that distinguish a variant from its siblings: all variants of a shirt are for one gender. */
const OPTIONS = new Set(TRAITS.slice(0, 4))
const PRICE = { price: 'price', sale: 'sale_price', from: 'sale_price_start', to: 'sale_price_end' }

const traitsOf = (row: Row): [string, string][] =>
  TRAITS.map((name): [string, string] => [name, row.cell(name).slice(0, 500)]).filter(
    ([, value]) => value !== '',
  )

/** Splits `2026-02-24T11:00+01:00/2026-03-01T23:00+01:00`: Google writes the start and end of a sale into one cell. */
export function withWindow(row: Row): Row {
  const [from = '', to = ''] = row.cell('sale_price_effective_date').split('/')
  if (from === '') return row
  const ends = new Map([
    ['sale_price_start', from.trim()],
    ['sale_price_end', to.trim()],
  ])
  return {
    ...row,
    cell: (name, number) => ends.get(name) ?? row.cell(name, number),
    column: (name, number) => row.column(ends.has(name) ? 'sale_price_effective_date' : name, number),
  }
}

function readVariant(row: Row, variant_id: string, grouped: boolean, context: Context): Variant {
  // A column of stock may say "yes" or "sold out" instead of a number.
  const word = /\d/.test(row.cell('stock')) ? undefined : availabilityNamed(row.cell('stock'))
  const stock = word === undefined ? readStock(row, 'stock') : undefined
  const traits = traitsOf(row).filter(([name]) => OPTIONS.has(name))
  const title = row.cell('option') || (grouped ? traits.map(([, value]) => value).join(' / ') : '')
  return {
    variant_id,
    availability: row.cell('availability') === '' && word ? word : readAvailability(row, stock),
    ...given('sku', skuIn(row, 'sku')),
    ...given('gtin', row.isExact ? row.cell('gtin') : readGtin(row.cell('gtin'))),
    ...given('platform_id', row.cell('variant_platform_id')),
    ...given('title', title.slice(0, 500)),
    ...given('price', readPrice(withWindow(row), context, PRICE)),
    ...given(
      'cost',
      readAmount(row.cell('cost_of_goods_sold'), row.column('cost_of_goods_sold'), context.currency),
    ),
    ...given('stock', stock),
    ...given('image_url', row.cell(row.has('variant_image_link') ? 'variant_image_link' : 'image_link')),
  }
}

function readFields(row: Row, grouped: boolean, { currency }: Context): ItemFragment['fields'] {
  const title = row.cell('title')
  if (title === '')
    throw new RowProblem('no_title', row.column('title'), 'The item has no title. Give it one.')
  // Properties of a single variant cannot describe the item.
  const traits = traitsOf(row).filter(([name]) => !grouped || !OPTIONS.has(name))
  const attributes = { ...Object.fromEntries(traits), ...readAttributes(row.cell('attributes')) }
  const path = row.cell('product_type')
  const paths = row.isExact ? [path] : splitLines(path).map(pathOf)
  const written = row.cell('collections')
  const collections = row.isExact
    ? readParts(written)
    : readCollections(written || (paths.length > 1 ? json(paths) : ''))
  const whole = (name: string) => readWhole(row.cell(name), row.column(name))
  const yes = (name: string) => readYesNo(row.cell(name), row.column(name))
  return {
    title,
    ...given('url', row.cell('link')),
    ...given('image_url', row.cell('image_link')),
    ...given('category', paths[0]),
    ...(collections.length > 0 && { collections }),
    ...given('product_type', row.cell('type')),
    ...given('brand', row.cell('brand')),
    ...(row.cell('tags') !== '' && { tags: readParts(row.cell('tags')) }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...given('replenish_days', whole('replenish_days')),
    ...given('disclosure', row.cell('disclosure')),
    ...given('age_limit', whole('age_limit')),
    ...given('published', yes('published')),
    ...given('gift_card', yes('gift_card')),
    ...given(
      'prior_price_30d',
      readAmount(row.cell('prior_price_30d'), row.column('prior_price_30d'), currency),
    ),
    ...given('market_prices', readPrices(row, 'market_prices')),
    ...given('group_prices', readPrices(row, 'group_prices')),
    ...given('platform_id', row.cell('item_platform_id')),
    ...(row.cell('aliases') !== '' && { aliases: readParts(row.cell('aliases')) }),
    ...given('action', readAction(row)),
    ...given('translations', readTranslations(row)),
  }
}

/** @throws {RowProblem} `other_currency` */
export function refuseOtherCurrency(row: Row, currency: string): void {
  const code = row.cell('currency').toUpperCase()
  if (code === '' || code === currency) return
  throw new RowProblem(
    'other_currency',
    row.column('currency'),
    `This price is in ${code}, but the shop sells in ${currency}. Send prices in ${currency}.`,
  )
}

/** Parses one row of a plain catalogue; Google's feed has the same column names. */
export function readItem(row: Row, context: Context): ItemFragment {
  // A catalogue with SKUs only uses them as ids.
  const sku = row.cell('id') === '' ? skuIn(row, 'sku') : undefined
  const id = sku ?? idIn(row, 'id', row.column(row.has('id') ? 'id' : 'sku'))
  refuseOtherCurrency(row, context.currency)
  const group = row.cell('item_group_id')
  const grouped = group !== ''
  const fields = readFields(row, grouped, context)
  const key = grouped ? idIn(row, 'item_group_id') : id
  const variant = readVariant(row, id, grouped, context)
  // Feeds may list a product also as an entry of its own, beside its variants.
  const whole = !grouped && !traitsOf(row).some(([name]) => OPTIONS.has(name)) && row.cell('option') === ''
  return { key, row: row.row, fields, variant, ...(whole && { whole: true as const }) }
}

/** Our plain catalogue format: one row per variant; variants of one item share `item_group_id`. */
export const plainItems: Format = {
  name: 'plain items',
  kind: 'items',
  columns: withLabels(
    {
      id: ['item_id', 'product_id', 'variant_id'],
      item_group_id: ['group_id', 'parent_id'],
      sku: ['item_sku'],
      title: ['name', 'product_title'],
      link: ['url', 'product_url'],
      image_link: ['image', 'image_url'],
      price: ['regular_price'],
      gtin: ['ean', 'ean13', 'barcode', 'upc', 'isbn'],
      currency: [],
      sale_price: ['special_price'],
      sale_price_effective_date: [],
      sale_price_start: [],
      sale_price_end: [],
      cost_of_goods_sold: ['cost', 'cost per item'],
      availability: [],
      stock: ['inventory', 'stock_quantity', 'qty'],
      product_type: ['category', 'categories'],
      collections: ['collection'],
      type: [],
      brand: ['vendor', 'manufacturer'],
      tags: ['tag'],
      attributes: [],
      ...Object.fromEntries(TRAITS.map((name) => [name, []])),
      option: ['variant', 'variant_title'],
      replenish_days: [],
      disclosure: [],
      age_limit: [],
      published: ['visible'],
      gift_card: [],
      prior_price_30d: [],
      variant_image_link: [],
      market_prices: [],
      group_prices: [],
      item_platform_id: [],
      variant_platform_id: [],
      aliases: [],
      card_action: [],
      translations: [],
      [EXACT]: [],
    },
    ITEM_LABELS,
  ),
  dates: ['sale_price_start', 'sale_price_end'],
  amounts: ['price', 'sale_price', 'cost_of_goods_sold', 'prior_price_30d'],
  facts: {
    price: ['price', 'sale_price'],
    availability: ['availability', 'stock'],
    link: ['link'],
    picture: ['image_link', 'variant_image_link'],
  },
  identity: ['item_group_id', 'id', 'sku'],
  required: [['id', 'sku'], ['title']],
  read: (row, context) => ({ fragments: [readItem(row, context)] }),
}
