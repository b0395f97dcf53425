import { given } from '../../cells/catalogue-cells.ts'
import { partsOf } from '../../cells/product-cells.ts'
import type { Format, Row } from '../../format.ts'
import { isItem } from '../../fragments.ts'
import { readShopifyRow, shopifyProducts } from '../shopify-products.ts'

/** A number of Shopify's, with or without its prefix; undefined for other texts. */
const numberOf = (cell: string): string | undefined =>
  /^(?:gid:\/\/shopify\/\w+\/)?(\d{1,20})$/.exec(cell)?.[1]

/** The stock of all locations together, if the file has a column for each. */
function withStock(row: Row): Row {
  const numbers = row.numbers('inventory_available')
  if (numbers.length === 0 || row.cell('inventory') !== '') return row
  const counts = numbers
    .map((number) => row.cell('inventory_available', number))
    .filter((cell) => cell !== '')
  if (counts.length === 0 || counts.some((cell) => !/^-?\d{1,9}$/.test(cell))) return row
  const sum = String(counts.reduce((all, cell) => all + Number(cell), 0))
  return { ...row, cell: (name, number) => (name === 'inventory' ? sum : row.cell(name, number)) }
}

/** Matrixify's export of Shopify's products: Shopify's own columns with its numbers of products and variants, which the cart takes. */
export const matrixifyProducts: Format = {
  ...shopifyProducts,
  name: 'Shopify products (Matrixify)',
  columns: {
    ...shopifyProducts.columns,
    id: ['ID'],
    variant_id: ['Variant ID'],
    command: ['Command'],
    category: ['Category: Name', 'Product Category', 'Category'],
    cost: ['Variant Cost', 'Cost per item'],
    collections: ['Custom Collections'],
    url: ['URL'],
    inventory_available: ['Inventory Available: *'],
  },
  assumed: { published: ['published', 'status'], gift_card: ['gift_card'], url: ['url'] },
  facts: {
    price: ['price'],
    availability: ['inventory', 'tracker', 'inventory_available'],
    picture: ['image', 'variant_image'],
  },
  required: [['handle'], ['title'], ['id'], ['variant_id']],
  read(row, context) {
    if (row.cell('command').toUpperCase() === 'DELETE') return { dropped: 'deleted' }
    const { fragments = [], ...rest } = readShopifyRow(withStock(row), {
      ...context,
      note: (code) => {
        if (code !== 'no_cart_id') context.note?.(code)
      },
    })
    const platform_id = numberOf(row.cell('id'))
    const variant_number = numberOf(row.cell('variant_id'))
    const collections = partsOf(row.cell('collections'), ',')
    const url = row.cell('url')
    return {
      ...rest,
      fragments: fragments.map((one) => {
        if (!isItem(one)) return one
        const { variant } = one
        return {
          ...one,
          fields: {
            ...one.fields,
            ...given('platform_id', platform_id),
            ...(one.fields.title !== undefined && given('url', url)),
            ...(collections.length > 0 && {
              collections: collections.map((name) => name.slice(0, 500)).slice(0, 250),
            }),
          },
          ...(variant && { variant: { ...variant, ...given('platform_id', variant_number) } }),
        }
      }),
    }
  },
}
