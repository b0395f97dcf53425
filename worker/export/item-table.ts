import type { ItemRow } from '../../schema/catalogue/items.ts'
import { listItems } from '../store/catalogue/items.ts'
import { json, major, yesNo } from './cells.ts'
import type { Line } from './list-lines.ts'
import { linesOf, PAGE, paged, type Table, upTo } from './pages.ts'

/** Characters of an item's own cells up to which each of its lines repeats them. */
const MAX_REPEATED = 4_000

/**
 * The cells of the item as a whole. Those of a large item are in its first line only, which an import reads in the same way: with
 * 2,048 variants they would be 2,048 times as long as the item.
 */
function itemCells(row: ItemRow, currency: string): { first: Line; others: Line } {
  const needed = { item_group_id: row.item_id, title: row.title }
  const first = {
    ...needed,
    link: row.url ?? '',
    image_link: row.image_url ?? '',
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
    item_platform_id: row.platform_id ?? '',
    aliases: json(row.aliases),
    card_action: row.action,
    translations: json(row.translations),
  }
  const length = Object.values(first).reduce<number>((sum, cell) => sum + String(cell).length, 0)
  return { first, others: length > MAX_REPEATED ? needed : first }
}

/** One line for each variant, in the columns of the plain catalogue format. */
function* itemLines(row: ItemRow, currency: string): Generator<Line> {
  const { first, others } = itemCells(row, currency)
  for (const [at, variant] of row.variants.entries()) {
    yield {
      ...(at === 0 ? first : others),
      id: variant.variant_id,
      sku: variant.sku ?? '',
      gtin: variant.gtin ?? '',
      variant_platform_id: variant.platform_id ?? '',
      option: variant.title ?? '',
      variant_image_link: variant.image_url ?? '',
      price: major(variant.price, currency),
      cost_of_goods_sold: major(variant.cost, currency),
      availability: variant.availability,
      stock: variant.stock ?? '',
    }
  }
}

const ITEM_COLUMNS = [
  ...[
    'id',
    'item_group_id',
    'sku',
    'gtin',
    'title',
    'option',
    'link',
    'image_link',
    'variant_image_link',
    'price',
  ],
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
  ...['item_platform_id', 'variant_platform_id', 'aliases', 'card_action', 'translations'],
]

export const items: Table = {
  columns: ITEM_COLUMNS,
  isImported: true,
  async *pages(store, { currency }, part) {
    const rows = paged(
      part.after,
      (after) => listItems(store, after, PAGE),
      (last) => last.item_id,
    )
    for await (const page of upTo(rows, part, ({ item_id }) => item_id))
      yield linesOf(page, (row) => itemLines(row, currency))
  },
}
