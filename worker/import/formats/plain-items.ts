import { AVAILABILITY, type Availability, type Variant } from '../../../schema/items.ts'
import { readId, readMoney, readWhole, readYesNo } from '../fields.ts'
import type { Format, Row } from '../format.ts'
import type { ItemFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'

/** The availability as Google's feed writes it, old and new; without one, a counted stock of 0 is sold out. */
function readAvailability(row: Row, stock: number | undefined): Availability {
  const word = row
    .cell('availability')
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  if (word === '') return stock !== undefined && stock <= 0 ? 'out_of_stock' : 'in_stock'
  const found = AVAILABILITY.find((one) => one === word)
  if (!found) {
    const column = row.column('availability')
    throw new RowProblem(
      'bad_availability',
      column,
      `This availability is not known. Write one of: ${AVAILABILITY.join(', ')}.`,
    )
  }
  return found
}

/** `key=value;key=value` as a record. */
export function readAttributes(text: string): Record<string, string> {
  const pairs = text.split(';').flatMap((part): [string, string][] => {
    const at = part.indexOf('=')
    const name = part.slice(0, Math.max(at, 0)).trim()
    return name === ''
      ? []
      : [
          [
            name.slice(0, 100),
            part
              .slice(at + 1)
              .trim()
              .slice(0, 500),
          ],
        ]
  })
  return Object.fromEntries(pairs)
}

const readTags = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')

const given = <T>(name: string, value: T | undefined | ''): object =>
  value === undefined || value === '' ? {} : { [name]: value }

function readVariant(row: Row, variant_id: string, currency: string): Variant {
  const money = (name: string) => readMoney(row.cell(name), row.column(name), currency)
  const stock = readWhole(row.cell('stock'), row.column('stock'))
  return {
    variant_id,
    availability: readAvailability(row, stock),
    ...given('sku', row.cell('sku')),
    ...given('title', row.cell('option')),
    ...given('price', money('sale_price') ?? money('price')),
    ...given('cost', money('cost_of_goods_sold')),
    ...given('stock', stock),
    ...given('image_url', row.cell('image_link')),
  }
}

/** Our own form of the catalogue: one row a variant, those of one item share `item_group_id`. */
export const plainItems: Format = {
  name: 'plain items',
  kind: 'items',
  columns: {
    id: ['item_id', 'product_id', 'variant_id'],
    item_group_id: ['group_id', 'parent_id'],
    sku: ['item_sku'],
    title: ['name', 'product_title'],
    link: ['url', 'product_url'],
    image_link: ['image', 'image_url'],
    price: ['regular_price'],
    currency: [],
    sale_price: [],
    cost_of_goods_sold: ['cost', 'cost per item'],
    availability: [],
    stock: ['inventory', 'stock_quantity'],
    product_type: ['category', 'categories'],
    brand: ['vendor', 'manufacturer'],
    tags: ['tag'],
    attributes: [],
    option: ['variant', 'variant_title'],
    replenish_days: [],
    disclosure: [],
    age_limit: [],
    published: ['visible'],
    gift_card: [],
    prior_price_30d: [],
  },
  required: [['id'], ['title']],
  read(row, { currency }) {
    const id = readId(row.cell('id'), row.column('id'))
    const group = row.cell('item_group_id')
    const code = row.cell('currency').toUpperCase()
    if (code !== '' && code !== currency) {
      throw new RowProblem(
        'other_currency',
        row.column('currency'),
        `This price is in ${code}; the shop sells in ${currency}.`,
      )
    }
    const title = row.cell('title')
    if (title === '')
      throw new RowProblem('no_title', row.column('title'), 'The item has no title. Give it one.')
    const fields: ItemFragment['fields'] = {
      title,
      ...given('url', row.cell('link')),
      ...given('image_url', row.cell('image_link')),
      ...given('category', row.cell('product_type')),
      ...given('brand', row.cell('brand')),
      ...(row.cell('tags') !== '' && { tags: readTags(row.cell('tags')) }),
      ...(row.cell('attributes') !== '' && { attributes: readAttributes(row.cell('attributes')) }),
      ...given('replenish_days', readWhole(row.cell('replenish_days'), row.column('replenish_days'))),
      ...given('disclosure', row.cell('disclosure')),
      ...given('age_limit', readWhole(row.cell('age_limit'), row.column('age_limit'))),
      ...given('published', readYesNo(row.cell('published'), row.column('published'))),
      ...given('gift_card', readYesNo(row.cell('gift_card'), row.column('gift_card'))),
      ...given(
        'prior_price_30d',
        readMoney(row.cell('prior_price_30d'), row.column('prior_price_30d'), currency),
      ),
    }
    const key = group === '' ? id : readId(group, row.column('item_group_id'))
    return { fragments: [{ key, row: row.row, fields, variant: readVariant(row, id, currency) }] }
  },
}
