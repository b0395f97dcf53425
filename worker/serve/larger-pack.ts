import { largerPack } from '../../engine/alternatives/larger-pack.ts'
import type { Variant } from '../../schema/catalogue/items.ts'
import type { PriceBandPair } from '../../vocabulary/price-bands.ts'
import type { Card } from './card.ts'

/** Nothing is more similar than the item itself; scores of other items are at most 1. */
const FIRST = 2

/**
 * The next larger pack of the item on the page, as a card of its own; [] for none.
 * @param name any name by which the page calls the item or one of its variants
 */
export function packCards(card: Card, name: string, bands: PriceBandPair): Card[] {
  const variants: Variant[] = card.variants === null ? [] : JSON.parse(card.variants)
  const own =
    variants.find((variant) => isNamed(variant, name)) ??
    variants.find((variant) => isNamed(variant, card.variant_id))
  const packs = variants.filter(({ availability }) => availability !== 'out_of_stock')
  const found = own && largerPack(own, packs, bands)
  if (!found) return []
  const { pack, gains } = found
  const titled = (title: string) => `${title} – ${pack.title}`
  return [
    {
      ...card,
      ...{
        variant_id: pack.variant_id,
        variant_sku: pack.sku ?? null,
        variant_platform_id: pack.platform_id ?? null,
      },
      title: titled(card.title),
      translations: Object.fromEntries(
        Object.entries(card.translations).map(([tag, texts]) => [
          tag,
          { ...texts, ...(texts.title && { title: titled(texts.title) }) },
        ]),
      ),
      price: pack.price ?? null,
      // Prices of markets and groups, and the lowest of 30 days, are those of the item's first variant.
      ...{ market_prices: {}, group_prices: {}, prior_price_30d: null, variants: null },
      ...{ source: 'similar', score: FIRST, seed_item_id: card.item_id, parts: { pack: 1 } },
      alternative: { owners: 0, switches: 0, gains, clear: true, same_item: true },
    },
  ]
}

const isNamed = ({ variant_id, sku, platform_id, gtin }: Variant, name: string): boolean =>
  [variant_id, sku, platform_id, gtin].includes(name)
