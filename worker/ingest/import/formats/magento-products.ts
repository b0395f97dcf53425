import type { Variant } from '../../../../schema/catalogue/items.ts'
import type { Availability } from '../../../../vocabulary/catalogue.ts'
import { given, readPrice, readStock, slugOf } from '../cells/catalogue-cells.ts'
import { readGtin, readId, readSku } from '../cells/fields.ts'
import { type LinkColumns, MEANING, readLinks } from '../cells/links.ts'
import { categoryPath, mainCategory, splitLoose } from '../cells/lists.ts'
import { readMagentoAttributes, skusOfParts, visibilityOf } from '../cells/magento-cells.ts'
import { readAmount } from '../cells/money.ts'
import type { Context, Format, Reading, Row } from '../format.ts'
import type { ItemFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'

const PRICE = {
  price: 'price',
  sale: 'special_price',
  from: 'special_price_from_date',
  to: 'special_price_to_date',
}

const bySku = (sku: string, column: string): string => `s:${readSku(sku, column) ?? readId('', column)}`
const skus = (cell: string, column: string): string[] => splitLoose(cell).map((sku) => bySku(sku, column))

const LINKS: LinkColumns = {
  crosssell_skus: { type: MEANING.cross_sell, read: skus },
  related_skus: { type: MEANING.in_addition, read: skus },
  upsell_skus: { type: MEANING.up_sell, read: skus },
  // `24-WG085=1.0000`: a grouped product also states the number of pieces.
  associated_skus: {
    type: MEANING.part,
    read: (cell, column) => splitLoose(cell).map((part) => bySku(part.replace(/=[\d.]*$/, ''), column)),
  },
  bundle_values: {
    type: MEANING.part,
    read: (cell, column) => skusOfParts(cell).map((sku) => bySku(sku, column)),
  },
}

/** Magento's internal attributes, and attributes that have their own field here. */
const IGNORED_ATTRIBUTES = ['has_options', 'required_options', 'cost', 'manufacturer', 'brand']
/** Attributes that usually distinguish variants; the export names the ones in use only in the row of the product. */
const OPTIONS = [
  'size',
  'color',
  'colour',
  'capacity',
  'length',
  'width',
  'flavor',
  'flavour',
  'scent',
  'volume',
]

/** Names of attributes with a GTIN. */
const GTINS = ['gtin', 'ean', 'ean13', 'ean_code', 'barcode', 'upc', 'isbn']

const gtinOf = (attributes: ReadonlyMap<string, string>): string | undefined =>
  readGtin(GTINS.map((name) => attributes.get(name) ?? '').find((value) => value !== '') ?? '')

/** Our path of a category from `Default Category/Gear/Bags`, where `\/` belongs to the name. */
const pathOf = (text: string): string => {
  const parts = text.split(/(?<!\\)\//).map((part) => part.replaceAll('\\/', '/').trim())
  return categoryPath(parts[0] === 'Default Category' ? parts.slice(1) : parts)
}

function pictureOf(cell: string): string | undefined {
  if (cell === '' || cell === 'no_selection') return undefined
  if (/^https?:\/\//.test(cell)) return cell
  return `/media/catalog/product/${cell.replace(/^\//, '')}`
}

function availabilityOf(row: Row, stock: number | undefined, { note }: Context): Availability {
  if (row.cell('is_in_stock') === '0') return 'out_of_stock'
  if (stock === undefined || stock > 0) return 'in_stock'
  if (['1', '2'].includes(row.cell('allow_backorders'))) return 'backorder'
  // Magento itself marks a product without stock as sold out, unless its stock lies in another source than the default one.
  if (row.cell('is_in_stock') === '1') note?.('stock_elsewhere')
  return 'out_of_stock'
}

/** Types whose parts the shopper chooses on their page; the cart refuses them without a choice. */
const CHOSEN = new Set(['bundle', 'grouped', 'giftcard'])

/** Key in the memory of the item of the row above, to which rows of store views belong. */
const ITEM = 'item'

/**
 * A row of a store view: the texts of a product in another language. Rows of other store views, and those of variants, repeat
 * what is known.
 */
function readStoreView(row: Row, { memory }: Context): Reading {
  const sku = readSku(row.cell('sku'), row.column('sku'))
  const code = row.cell('store_view_code').toLowerCase()
  const [, language, country] =
    /^([a-z]{2})(?:[_-]([a-z]{2}))?(?:[_-]?(?:store|view|store_?view))?$/.exec(code) ?? []
  const title = row.cell('name')
  if (language === undefined || title === '' || sku === undefined || memory.get(ITEM) !== sku) {
    return { dropped: 'store_view' }
  }
  const key = row.cell('url_key')
  const text = { title: title.slice(0, 500), ...(key !== '' && { url: `/${encodeURIComponent(key)}.html` }) }
  const tag = country === undefined ? language : `${language}-${country}`
  return { fragments: [{ key: sku, row: row.row, fields: { translations: { [tag]: text } } }] }
}

/** Whether stock is counted: yes, unless the product itself says no. */
const isCounted = (row: Row): boolean =>
  row.cell('manage_stock') !== '0' || row.cell('use_config_manage_stock') === '1'

function readFields(row: Row, attributes: ReadonlyMap<string, string>): ItemFragment['fields'] {
  const title = row.cell('name')
  if (title === '')
    throw new RowProblem('no_title', row.column('name'), 'The product has no name. Give it one.')
  const traits = [...attributes].filter(([name]) => !IGNORED_ATTRIBUTES.includes(name))
  const categories = row
    .cell('categories')
    .split(',')
    .map(pathOf)
    .filter((path) => path !== '')
  // Magento derives the address from the name when the file has none.
  const key = row.cell('url_key') || slugOf(title)
  return {
    title,
    published:
      row.cell('product_online') !== '2' &&
      row.cell('product_online') !== '0' &&
      visibilityOf(row) !== 'hidden',
    ...(key !== '' && { url: `/${encodeURIComponent(key)}.html` }),
    ...given('image_url', pictureOf(row.cell('base_image'))),
    ...given('category', mainCategory(categories)),
    ...(categories.length > 1 && { collections: [...new Set(categories)] }),
    ...given('brand', attributes.get('brand') ?? attributes.get('manufacturer')),
    ...(traits.length > 0 && { attributes: Object.fromEntries(traits) }),
  }
}

function readVariant(
  row: Row,
  sku: string,
  attributes: ReadonlyMap<string, string>,
  context: Context,
): Variant {
  const stock = isCounted(row) ? readStock(row, 'qty') : undefined
  const column = row.column('additional_attributes')
  return {
    variant_id: sku,
    sku,
    availability: availabilityOf(row, stock, context),
    ...given('gtin', gtinOf(attributes)),
    ...given('price', readPrice(row, context, PRICE)),
    ...given('cost', readAmount(attributes.get('cost') ?? '', column, context.currency)),
    ...given('stock', stock),
    ...given('image_url', pictureOf(row.cell('base_image'))),
  }
}

/** Magento's (Adobe Commerce's) product export: a configurable product and its variations are separate rows. */
export const magentoProducts: Format = {
  name: 'Magento products',
  kind: 'items',
  columns: {
    sku: [],
    store_view_code: [],
    attribute_set_code: [],
    product_type: [],
    categories: [],
    product_websites: [],
    name: [],
    product_online: [],
    visibility: [],
    price: [],
    special_price: [],
    special_price_from_date: [],
    special_price_to_date: [],
    url_key: [],
    base_image: [],
    additional_attributes: [],
    qty: [],
    is_in_stock: [],
    allow_backorders: [],
    manage_stock: [],
    use_config_manage_stock: [],
    related_skus: [],
    crosssell_skus: [],
    upsell_skus: [],
    associated_skus: [],
    bundle_values: [],
    configurable_variations: [],
  },
  dates: ['special_price_from_date', 'special_price_to_date'],
  // Without attributes a variation is called like its row.
  assumed: {
    published: ['product_online', 'visibility'],
    url: ['url_key'],
    'variant.title': ['additional_attributes'],
  },
  facts: { price: ['price', 'special_price'], availability: ['is_in_stock', 'qty'], picture: ['base_image'] },
  identity: ['sku'],
  required: [
    ['sku'],
    ['product_type'],
    ['name'],
    ['attribute_set_code', 'product_websites', 'store_view_code'],
  ],
  read(row, context) {
    if (row.cell('store_view_code') !== '') return readStoreView(row, context)
    const sku = readSku(row.cell('sku'), row.column('sku')) ?? readId('', row.column('sku'))
    const attributes = readMagentoAttributes(row.cell('additional_attributes'))
    const type = row.cell('product_type').toLowerCase()
    const action = CHOSEN.has(type) ? { action: 'choose' as const } : {}
    const item = { key: sku, row: row.row, fields: { ...readFields(row, attributes), ...action } }
    context.memory.clear()
    if (type === 'configurable') {
      context.memory.set(ITEM, sku)
      const names = skusOfParts(row.cell('configurable_variations'))
      const isSoldOut = row.cell('is_in_stock') === '0'
      const whole = { ...item, ...(isSoldOut && { sold_out: true as const }) }
      return { fragments: [whole, ...readLinks(row, sku, [`s:${sku}`], LINKS)], names }
    }
    const variant = readVariant(row, sku, attributes, context)
    if (visibilityOf(row) === 'shown') {
      context.memory.set(ITEM, sku)
      return { fragments: [{ ...item, variant }, ...readLinks(row, sku, [`s:${sku}`], LINKS)] }
    }
    const options = OPTIONS.map((name) => attributes.get(name) ?? '').filter((value) => value !== '')
    const title = options.join(' / ').slice(0, 500) || item.fields.title
    const fragment = { ...item, variant: { ...variant, ...given('title', title) } }
    // Without a visibility it is an item of its own if no configurable product names it.
    const links = visibilityOf(row) === 'unknown' ? readLinks(row, sku, [`s:${sku}`], LINKS) : []
    return { fragments: links, awaits: { name: sku, fragment, orphan: 'own item' } }
  },
}
