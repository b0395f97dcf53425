import type { Item, ItemRow, Variant } from '../../../schema/catalogue/items.ts'

/** A row of the catalogue without its shop. */
export type ItemCells = Omit<ItemRow, 'shop_id'>

/** Tags that exclude an item from every panel; the second is Rebuy's, which many shops have already set. */
const NEVER_TAGS = new Set(['exclude_rec', 'exclude_rebuy'])

/** The variant that a card offers: the cheapest that can be bought, else the cheapest; the first of equals. */
function offered(variants: readonly Variant[]): Variant | undefined {
  const buyable = variants.filter(({ availability }) => availability !== 'out_of_stock')
  const among = buyable.length > 0 ? buyable : variants
  const price = (variant: Variant) => variant.price ?? Number.POSITIVE_INFINITY
  return among.reduce<Variant | undefined>(
    (best, next) => (best && price(best) <= price(next) ? best : next),
    undefined,
  )
}

/**
 * Derives the columns that serving reads from the item's variants and tags.
 * @param as_of version of the row, UTC milliseconds
 */
export function itemCells(item: Item, as_of: number): ItemCells {
  const first = offered(item.variants)
  const counted = item.variants.flatMap(({ stock }) => (stock === undefined ? [] : [stock]))
  return {
    item_id: item.item_id,
    title: item.title,
    url: item.url ?? null,
    image_url: item.image_url ?? first?.image_url ?? null,
    platform_id: item.platform_id ?? null,
    aliases: item.aliases,
    action: item.action,
    translations: item.translations,
    category: item.category ?? '',
    collections: item.collections,
    product_type: item.product_type ?? null,
    brand: item.brand ?? null,
    tags: item.tags,
    attributes: item.attributes,
    published: item.published,
    gift_card: item.gift_card,
    replenish_days: item.replenish_days ?? null,
    disclosure: item.disclosure ?? null,
    age_limit: item.age_limit ?? null,
    prior_price_30d: item.prior_price_30d ?? null,
    market_prices: item.market_prices,
    group_prices: item.group_prices,
    variants: item.variants,
    variant_id: first?.variant_id ?? item.item_id,
    variant_sku: first?.sku ?? null,
    variant_platform_id: first?.platform_id ?? null,
    price: first?.price ?? null,
    cost: first?.cost ?? null,
    stock: counted.length > 0 ? counted.reduce((sum, stock) => sum + stock, 0) : null,
    availability: first?.availability ?? 'out_of_stock',
    recommendable: !item.tags.some((tag) => NEVER_TAGS.has(tag.toLowerCase())),
    as_of,
  }
}

/** The item of a row, as the shop sent it. */
export function itemOfRow(row: ItemRow): Item {
  const given = <K extends keyof ItemRow>(...names: K[]) =>
    Object.fromEntries(
      names.flatMap((name) => (row[name] === null || row[name] === '' ? [] : [[name, row[name]]])),
    )
  const {
    item_id,
    title,
    aliases,
    action,
    translations,
    collections,
    tags,
    attributes,
    published,
    gift_card,
    market_prices,
    group_prices,
    variants,
  } = row
  return {
    item_id,
    title,
    ...given(
      'url',
      'image_url',
      'platform_id',
      'category',
      'product_type',
      'brand',
      'replenish_days',
      'disclosure',
      'age_limit',
      'prior_price_30d',
    ),
    aliases,
    action,
    translations,
    collections,
    tags,
    attributes,
    published,
    gift_card,
    market_prices,
    group_prices,
    variants,
  }
}
