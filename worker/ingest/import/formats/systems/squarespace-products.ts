import type { Variant } from '../../../../../schema/catalogue/items.ts'
import { given, readPrice, readStock, variantName } from '../../cells/catalogue-cells.ts'
import { readId, readSku, readYesNo } from '../../cells/fields.ts'
import { categoriesOf, numberedCells, optionTitle, partsOf, readTitle } from '../../cells/product-cells.ts'
import type { Context, Format, Row } from '../../format.ts'
import { RowProblem } from '../../problems.ts'

const PRICE = { price: 'price', sale: 'sale_price', from: '', to: '' }

/** Key in the memory of the product to which rows without a title belong. */
const PRODUCT = 'product'

/** The sale price counts only if "On Sale" says so: the exporter writes 0, or an old sale price, for products without a sale. */
function withoutSale(row: Row): Row {
  const isOnSale = readYesNo(row.cell('on_sale'), row.column('on_sale')) ?? true
  return isOnSale
    ? row
    : { ...row, cell: (name, number) => (name === 'sale_price' ? '' : row.cell(name, number)) }
}

function readVariant(row: Row, key: string, context: Context): Variant {
  const isCounted = !/^(?:unlimited|∞)?$/i.test(row.cell('stock'))
  const stock = isCounted ? readStock(row, 'stock') : undefined
  const title = optionTitle(numberedCells(row, 'option_value_{n}').map(({ cell }) => cell))
  const sku = readSku(row.cell('sku'), row.column('sku'))
  return {
    variant_id: row.cell('variant_id')
      ? readId(row.cell('variant_id'), row.column('variant_id'))
      : (sku ?? variantName(key, title)),
    availability: stock === undefined || stock > 0 ? 'in_stock' : 'out_of_stock',
    ...given('sku', sku),
    ...given('title', title),
    ...given('price', readPrice(withoutSale(row), context, PRICE)),
    ...given('stock', stock),
  }
}

/** The address of a product: its own name below that of the store page. */
function linkOf(row: Row): string | undefined {
  const [page, own] = [row.cell('page'), row.cell('url')]
  if (own === '' || /^(?:https?:\/)?\//.test(own)) return own || undefined
  return page === '' ? undefined : `/${page.replace(/^\/|\/$/g, '')}/p/${own}`
}

/** Squarespace's export of products: rows of further variants leave the product's own columns blank. */
export const squarespaceProducts: Format = {
  name: 'Squarespace products',
  kind: 'items',
  columns: {
    product_id: ['Product ID [Non Editable]', 'Product ID'],
    variant_id: ['Variant ID [Non Editable]', 'Variant ID'],
    type: ['Product Type [Non Editable]', 'Product Type'],
    page: ['Product Page'],
    url: ['Product URL'],
    title: [],
    sku: [],
    'option_value_{n}': ['Option Value {n}'],
    price: [],
    sale_price: [],
    on_sale: [],
    stock: [],
    categories: [],
    tags: [],
    visible: [],
    images: ['Hosted Image URLs'],
  },
  assumed: { published: ['visible'] },
  facts: { price: ['price', 'sale_price'], availability: ['stock'], link: ['url'], picture: ['images'] },
  identity: ['product_id', 'url'],
  continues: (row) => row.cell('title') === '',
  required: [['product_id'], ['variant_id'], ['title'], ['on_sale'], ['page', 'images']],
  read(row, context) {
    const { memory } = context
    const above = memory.get(PRODUCT)
    if (row.cell('title') === '') {
      const id = row.cell('product_id')
      // A row with another product's id is not a variant of the product above.
      if (above === undefined || (id !== '' && id !== above)) {
        throw new RowProblem(
          'no_product',
          row.column('title'),
          'The row above this variant is not its product, or was refused. Correct that row, or give this one a title.',
        )
      }
      return {
        fragments: [{ key: above, row: row.row, fields: {}, variant: readVariant(row, above, context) }],
      }
    }
    memory.clear()
    const id = row.cell('product_id') === '' ? 'url' : 'product_id'
    const key = readId(row.cell(id), row.column(id))
    const [image_url] = partsOf(row.cell('images'), /[\s\n]+/)
    const fields = {
      title: readTitle(row, 'title'),
      published: readYesNo(row.cell('visible'), row.column('visible')) ?? true,
      ...given('url', linkOf(row)),
      ...given('image_url', image_url),
      ...categoriesOf(partsOf(row.cell('categories'), ',').map((path) => path.replace(/^\//, '').split('/'))),
      ...(row.cell('tags') !== '' && { tags: partsOf(row.cell('tags'), ',') }),
      ...(/gift/i.test(row.cell('type')) && { gift_card: true }),
    }
    const variant = readVariant(row, key, context)
    memory.set(PRODUCT, key)
    return { fragments: [{ key, row: row.row, fields, variant }] }
  },
}
