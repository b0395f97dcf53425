import type { Item, Variant } from '../../../../../schema/catalogue/items.ts'
import type { Availability } from '../../../../../vocabulary/catalogue.ts'
import { given, readStock } from '../../cells/catalogue-cells.ts'
import { readGtin, readId, readSku, readYesNo } from '../../cells/fields.ts'
import { type LinkColumns, MEANING, readLinks } from '../../cells/links.ts'
import { readAmount } from '../../cells/money.ts'
import { categoriesOf, numberedCells, partsOf, readTitle } from '../../cells/product-cells.ts'
import type { Context, Format, Row } from '../../format.ts'

const LINKS: LinkColumns = {
  related_ids: {
    type: MEANING.in_addition,
    read: (cell, column) => partsOf(cell, /[,;]/).map((id) => `i:${readId(id, column)}`),
  },
}

/** The names of a product by language: `name(en-gb)`, `name(de-de)`. */
const namesOf = (row: Row): { language: string; name: string; column: string }[] =>
  numberedCells(row, 'name').map(({ number, cell }) => {
    const column = row.column('name', number)
    const language = /\(\s*([a-z]{2,3}(?:[-_][a-z]{2,4})?)\s*\)/i.exec(column)?.[1] ?? ''
    return { language: language.toLowerCase().replace('_', '-'), name: cell, column }
  })

/** The title in the shop's language, else in the first of the file, and the other languages as translations. */
function readNames(row: Row, { locale = '' }: Context): Pick<Item, 'title' | 'translations'> {
  const names = namesOf(row)
  const ofShop = locale.slice(0, 2).toLowerCase()
  const main = names.find(({ language }) => ofShop !== '' && language.startsWith(ofShop)) ?? names[0]
  const title = readTitle(row, 'name', main?.name ?? row.cell('name'))
  const others = names.filter((one) => one !== main && one.language !== '')
  // "en-gb" in the file stands for the language.
  const short = (language: string) => language.split('-')[0] ?? language
  const translations = Object.fromEntries(
    others.toReversed().map(({ language, name }) => [short(language), { title: name.slice(0, 500) }]),
  )
  return { title, translations }
}

/** OpenCart's own numbers of the status of a product without stock; 5 is "out of stock". */
const BY_STATUS: Readonly<Record<string, Availability>> = { '6': 'backorder', '8': 'preorder' }

function readVariant(row: Row, id: string, { currency }: Context): Variant {
  const counts = readYesNo(row.cell('subtract'), row.column('subtract')) ?? true
  const stock = counts ? readStock(row, 'quantity') : undefined
  const isSold = stock === undefined || stock > 0
  const sku = readSku(row.cell('sku'), row.column('sku')) ?? readSku(row.cell('model'), row.column('model'))
  const gtin = ['ean', 'upc', 'jan', 'isbn'].map((name) => readGtin(row.cell(name))).find((one) => one)
  return {
    variant_id: id,
    availability: isSold ? 'in_stock' : (BY_STATUS[row.cell('stock_status_id')] ?? 'out_of_stock'),
    ...given('sku', sku),
    ...given('gtin', gtin),
    ...given('price', readAmount(row.cell('price'), row.column('price'), currency)),
    ...given('stock', stock),
  }
}

/** The products of OpenCart's "Export/Import Tool", whose texts have a column for each language. */
export const opencartProducts: Format = {
  name: 'OpenCart products',
  kind: 'items',
  columns: {
    product_id: [],
    name: ['name(*'],
    model: [],
    sku: [],
    upc: [],
    ean: [],
    jan: [],
    isbn: [],
    categories: [],
    quantity: [],
    manufacturer: [],
    image: ['image_name'],
    price: [],
    status: [],
    stock_status_id: [],
    subtract: [],
    related_ids: [],
    'tags(*': ['tags(*'],
  },
  assumed: { published: ['status'], url: [] },
  facts: { price: ['price'], availability: ['quantity'], picture: ['image'] },
  identity: ['product_id'],
  required: [['product_id'], ['name'], ['model'], ['quantity'], ['status']],
  read(row, context) {
    const id = readId(row.cell('product_id'), row.column('product_id'))
    const image = row.cell('image')
    const model = readSku(row.cell('model'), row.column('model'))
    const variant = readVariant(row, id, context)
    const fields = {
      ...readNames(row, context),
      published: readYesNo(row.cell('status'), row.column('status')) ?? true,
      url: `/index.php?route=product/product&product_id=${encodeURIComponent(id)}`,
      ...(image !== '' && { image_url: /^(?:https?:)?\//.test(image) ? image : `/image/${image}` }),
      ...categoriesOf(partsOf(row.cell('categories'), ',').map((category) => [category])),
      ...given('brand', row.cell('manufacturer')),
      // Orders name products by their model.
      ...(model !== undefined && model !== variant.sku && { aliases: [model] }),
    }
    const item = { key: id, row: row.row, fields, variant }
    return { fragments: [item, ...readLinks(row, id, [`i:${id}`], LINKS)] }
  },
}
