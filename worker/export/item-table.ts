import type { ItemRow } from '../../schema/catalogue/items.ts'
import { listItems } from '../store/catalogue/items.ts'
import { json, major, yesNo } from './cells.ts'
import type { Line } from './list-lines.ts'
import { PAGE, paged, type Table } from './pages.ts'

/** One line for each variant, in the columns of the plain catalogue format. */
function itemLines(row: ItemRow, currency: string): Line[] {
  return row.variants.map((variant) => ({
    id: variant.variant_id,
    item_group_id: row.item_id,
    sku: variant.sku ?? '',
    title: row.title,
    option: variant.title ?? '',
    link: row.url ?? '',
    image_link: row.image_url ?? '',
    variant_image_link: variant.image_url ?? '',
    price: major(variant.price, currency),
    cost_of_goods_sold: major(variant.cost, currency),
    availability: variant.availability,
    stock: variant.stock ?? '',
    category: row.category,
    collections: json(row.collections),
    type: row.product_type ?? '',
    brand: row.brand ?? '',
    tags: json(row.tags),
    attributes: json(row.attributes),
    replenish_days: row.replenish_days ?? '',
    disclosure: row.disclosure ?? '',
    age_limit: row.age_limit ?? '',
    published: yesNo(row.published),
    gift_card: yesNo(row.gift_card),
    prior_price_30d: major(row.prior_price_30d, currency),
    market_prices: json(row.market_prices),
    group_prices: json(row.group_prices),
  }))
}

const ITEM_COLUMNS = [
  ...['id', 'item_group_id', 'sku', 'title', 'option', 'link', 'image_link', 'variant_image_link', 'price'],
  ...[
    'cost_of_goods_sold',
    'availability',
    'stock',
    'category',
    'collections',
    'type',
    'brand',
    'tags',
    'attributes',
  ],
  ...['replenish_days', 'disclosure', 'age_limit', 'published', 'gift_card', 'prior_price_30d'],
  ...['market_prices', 'group_prices'],
]

export const items: Table = {
  columns: ITEM_COLUMNS,
  async *pages(store, { currency }) {
    const rows = paged(
      '',
      (after) => listItems(store, after, PAGE, undefined),
      (last) => last.item_id,
    )
    for await (const page of rows) yield page.flatMap((row) => itemLines(row, currency))
  },
}
