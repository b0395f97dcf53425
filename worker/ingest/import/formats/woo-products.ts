import type { Item, Variant } from '../../../../schema/catalogue/items.ts'
import type { Availability } from '../../../../vocabulary/catalogue.ts'
import { given, readPrice, readStock, variantName } from '../cells/catalogue-cells.ts'
import { readGtin, readId, readSku } from '../cells/fields.ts'
import { type LinkColumns, MEANING, readLinks } from '../cells/links.ts'
import { categoryPath, mainCategory, splitList } from '../cells/lists.ts'
import { readAmount } from '../cells/money.ts'
import { WOO_LABELS } from '../cells/woo-labels.ts'
import { wooPositions } from '../cells/woo-positions.ts'
import type { Context, Format, Reading, Row } from '../format.ts'
import type { ItemFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'

const PRICE = { price: 'regular_price', sale: 'sale_price', from: 'sale_from', to: 'sale_to' }

/** Reference of another product: `id:44`, or its SKU. */
function referenceOf(text: string, column: string): string {
  const id = /^id:\s*(\d+)$/i.exec(text)?.[1]
  return id === undefined ? `s:${readSku(text, column) ?? readId('', column)}` : `i:${id}`
}

const references = (cell: string, column: string): string[] =>
  splitList(cell).map((text) => referenceOf(text, column))

const LINKS: LinkColumns = {
  upsells: { type: MEANING.up_sell, read: references },
  cross_sells: { type: MEANING.cross_sell, read: references },
  grouped_products: { type: MEANING.part, read: references },
}

/** The attributes by name, with several values separated by commas. */
const attributesOf = (row: Row): [string, string][] =>
  row.numbers('attribute_{n}_name').flatMap((number): [string, string][] => {
    const name = row.cell('attribute_{n}_name', number)
    const values = splitList(row.cell('attribute_{n}_values', number))
    return name === '' || values.length === 0 ? [] : [[name.slice(0, 100), values.join(', ').slice(0, 500)]]
  })

/** `Red / L`; without attributes the text after the product's name in `Hoodie - Red, L`. */
function optionsOf(row: Row): string {
  const values = attributesOf(row).map(([, value]) => value)
  if (values.length > 0) return values.join(' / ').slice(0, 500)
  const name = row.cell('name')
  const at = name.lastIndexOf(' - ')
  return at < 0 ? '' : name.slice(at + 3, at + 503)
}

/** Availability of a variation. `Stock` is "parent" if it shares the product's stock; then only its status is known. */
function availabilityOf(row: Row, stock: number | undefined): Availability {
  const status = row.cell('stock_status').toLowerCase()
  if (status === 'backorder' || status === 'onbackorder') return 'backorder'
  if (status === '0' || status === 'outofstock') return 'out_of_stock'
  if (stock === undefined || stock > 0) return 'in_stock'
  return ['1', 'notify', 'yes'].includes(row.cell('backorders').toLowerCase()) ? 'backorder' : 'out_of_stock'
}

/** Whether a product is published: drafts are -1, private products 0, published ones 1, those awaiting review 2. */
function isPublished(row: Row): boolean {
  const published = row.cell('published')
  const hidden = row.cell('catalog_visibility').toLowerCase() === 'hidden'
  return !hidden && (published === '' || Number(published) === 1)
}

function readVariant(row: Row, variant_id: string, context: Context): Variant {
  const shared = row.cell('stock').toLowerCase() === 'parent'
  const stock = shared ? undefined : readStock(row, 'stock')
  const [image_url] = splitList(row.cell('images'))
  return {
    variant_id,
    availability: availabilityOf(row, stock),
    ...given('sku', readSku(row.cell('sku'), row.column('sku'))),
    ...given('gtin', readGtin(row.cell('gtin'))),
    ...given('price', readPrice(row, context, PRICE)),
    ...given('cost', readAmount(row.cell('cost'), row.column('cost'), context.currency)),
    ...given('stock', stock),
    ...given('image_url', image_url),
  }
}

function readFields(row: Row, id: string): ItemFragment['fields'] {
  const title = row.cell('name')
  if (title === '')
    throw new RowProblem('no_title', row.column('name'), 'The product has no name. Give it one.')
  const categories = splitList(row.cell('categories')).map((path) => categoryPath(path.split('>')))
  const [image_url] = splitList(row.cell('images'))
  const [brand] = splitList(row.cell('brands'))
  const tags = splitList(row.cell('tags'))
  const attributes = attributesOf(row)
  return {
    title,
    published: isPublished(row),
    // Works in every shop and redirects to the permalink, which the export does not contain.
    ...(/^\d+$/.test(id) && { url: `/?p=${id}` }),
    ...given('image_url', image_url),
    ...given('category', mainCategory(categories)),
    ...(categories.length > 1 && { collections: [...new Set(categories)] }),
    ...given('brand', brand),
    ...(tags.length > 0 && { tags }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
  }
}

/** Whether a variation leaves an attribute open: its name is given, and its value is not. */
const isOpen = (row: Row): boolean =>
  row
    .numbers('attribute_{n}_name')
    .some(
      (number) =>
        row.cell('attribute_{n}_name', number) !== '' && row.cell('attribute_{n}_values', number) === '',
    )

/** Types that the cart takes as they are; it refuses others, such as bookings and bundles, without a choice on their page. */
const ADDED = new Set(['', 'simple', 'variable', 'subscription'])

function actionOf(type: string): Item['action'] {
  if (type === 'external') return 'view'
  return ADDED.has(type) ? 'add' : 'choose'
}

/** The language of the row's texts, "de" or "pt-br"; undefined in a shop with one language. */
function languageOf(row: Row): string | undefined {
  const language = row.cell('language').toLowerCase().replace('_', '-')
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(language) ? language : undefined
}

/** The groups of translations to which a product belongs: translations share their SKU or their group. */
function translationsOf(row: Row, sku: string | undefined): Pick<Reading, 'translates'> {
  const language = languageOf(row)
  if (language === undefined) return {}
  const group = row.cell('translation_group')
  const groups = [...(group === '' ? [] : [`group ${group}`]), ...(sku === undefined ? [] : [`sku ${sku}`])]
  return { translates: { language, groups } }
}

/** Parses a variation, which belongs to the product that it names, anywhere in the file. */
function readVariation(row: Row, id: string, context: Context): Reading {
  const column = row.column('parent')
  const parent = row.cell('parent')
  if (parent === '') {
    throw new RowProblem('no_parent', column, 'This variation does not name its product. Export all columns.')
  }
  const name = referenceOf(parent, column)
  const title = optionsOf(row)
  const variant_id = id || variantName(name.slice(2), title)
  const variant = { ...readVariant(row, variant_id, context), ...given('title', title) }
  // The shopper must choose a value of an attribute that the variation leaves open ("any size").
  const fields = isOpen(row) ? { action: 'choose' as const } : {}
  const language = languageOf(row)
  // A disabled variation cannot be bought, but old orders still refer to it.
  if (!isPublished(row)) variant.availability = 'out_of_stock'
  const orphan = new RowProblem(
    'no_parent',
    column,
    'The file does not contain the product of this variation. Export products and variations together.',
  )
  return {
    awaits: {
      name,
      fragment: { key: variant_id, row: row.row, fields, variant },
      orphan,
      ...given('language', language),
    },
  }
}

/** WooCommerce's own product export: variations are separate rows and name their product by id or SKU. */
export const wooProducts: Format = {
  name: 'WooCommerce products',
  kind: 'items',
  columns: WOO_LABELS,
  positions: wooPositions,
  dates: ['sale_from', 'sale_to'],
  // Without attributes the options are taken from the name, in another form, and a variation with an open option is not recognised.
  assumed: {
    published: ['published', 'catalog_visibility'],
    url: [],
    action: ['attribute_{n}_name'],
    'variant.title': ['attribute_{n}_name'],
  },
  facts: {
    price: ['regular_price', 'sale_price'],
    availability: ['stock_status', 'stock'],
    picture: ['images'],
  },
  identity: ['id', 'sku'],
  continues: (row) => row.cell('parent') !== '',
  required: [['type'], ['name'], ['id', 'sku'], ['catalog_visibility', 'parent']],
  read(row, context) {
    const sku = readSku(row.cell('sku'), row.column('sku'))
    const id = row.cell('id') === '' ? (sku ?? '') : readId(row.cell('id'), row.column('id'))
    // "simple, downloadable, virtual": the first word is the type.
    const [type = ''] = splitList(row.cell('type').toLowerCase())
    if (type.endsWith('variation')) return readVariation(row, id, context)
    if (id === '') {
      throw new RowProblem(
        'empty_id',
        row.column('id'),
        'The product has no ID and no SKU. Export the column ID.',
      )
    }
    const isVariable = type.startsWith('variable')
    const action = actionOf(type)
    if (row.cell('id') === '') context.note?.('no_cart_id')
    const fields = {
      ...readFields(row, id),
      ...(action !== 'add' && { action }),
      // Variations without a SKU of their own have that of the product in orders and on pages.
      ...(isVariable && sku !== undefined && sku !== id && { aliases: [sku] }),
    }
    const isSoldOut =
      isVariable && row.cell('stock_status') !== '' && availabilityOf(row, undefined) === 'out_of_stock'
    const item = { key: id, row: row.row, fields, ...(isSoldOut && { sold_out: true as const }) }
    // A variable product is bought as one of its variations.
    const first = isVariable ? item : { ...item, variant: readVariant(row, id, context) }
    const own = [`i:${id}`, ...(sku === undefined ? [] : [`s:${sku}`])]
    return {
      fragments: [first, ...readLinks(row, id, own, LINKS)],
      names: own,
      ...translationsOf(row, sku),
    }
  },
}
