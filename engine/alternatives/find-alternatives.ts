import { DEFAULT_PRICE_BANDS, type PriceBands } from '../../vocabulary/price-bands.ts'
import type { Baskets } from '../data/baskets.ts'
import { InvertedIndex } from '../data/inverted-index.ts'
import type { ItemFeatures } from '../data/item-features.ts'
import { AttributeIndex } from '../text/attributes.ts'
import { ItemSimilarity } from '../text/item-similarity.ts'
import { TfIdf } from '../text/tf-idf.ts'
import { Alternatives } from './alternatives.ts'
import { Families } from './families.ts'
import { familyLift } from './family-lift.ts'
import type { Links } from './link-patterns.ts'
import { AlternativeScorer } from './score-alternatives.ts'
import type { Trend } from './trend.ts'
import type { ViewedTogether } from './viewed-together.ts'

/** Work between two pauses, in order lines: about 2 ms. */
const SLICE_WORK = 60_000

/**
 * `trend`: what has sold more of late; without it all items are taken to sell as before. `viewed`: what is viewed together; it
 * concerns the related items alone.
 */
export type AlternativeOptions = {
  bands?: PriceBands
  trend?: Trend | undefined
  viewed?: ViewedTogether | undefined
}

/**
 * Finds what could be taken instead of each item. Yields now and then.
 * @param orders may hold no orders at all: then the text decides
 * @param links  what the merchant states; empty lists for nothing
 */
export function* findAlternatives(
  orders: Baskets,
  features: ItemFeatures,
  links: Links,
  { bands = DEFAULT_PRICE_BANDS, trend, viewed }: AlternativeOptions = {},
): Generator<undefined, Alternatives> {
  const baskets = orders.scoped()
  const { arena, items } = baskets
  const titles = new TfIdf(features.titles, arena, { dropsStopWords: true })
  yield* titles.build()
  const attributes = new AttributeIndex(features.attributes, arena)
  yield* attributes.build()
  const families = new Families(features, titles, baskets)
  yield* families.build()
  const family_lift = yield* familyLift(baskets, families)
  const linkCounts = countLinks(links, items)
  yield undefined
  const similarity = new ItemSimilarity(titles, attributes)
  const scorer = new AlternativeScorer({ baskets, features, families, similarity, linkCounts, bands, trend })
  yield undefined
  const found = new Alternatives({ baskets, features, links, bands, titles, families, family_lift, arena })
  yield undefined
  const index = new InvertedIndex(baskets)
  let rested = 0
  for (let item = 0; item < items; item += 1) {
    yield* index.load(item)
    const { upgrade, downgrade, related } = scorer.of(item, index.ordersOf(item))
    const { owners } = scorer.switches
    found.upgrades.set(item, owners, upgrade)
    found.downgrades.set(item, owners, downgrade)
    found.related.set(item, owners, related)
    const together = scorer.replacementsAmong(item, viewed?.get(item) ?? [])
    if (together.length > 0)
      found.viewed.set(
        item,
        together.map((one) => ({ ...one, owners })),
      )
    if (scorer.work + titles.work - rested > SLICE_WORK) {
      rested = scorer.work + titles.work
      yield undefined
    }
  }
  index.close()
  scorer.close()
  attributes.close()
  return found
}

/** How many items the merchant links to each. */
function countLinks(links: Links, items: number): Uint32Array {
  const counts = new Uint32Array(items)
  for (const pairs of Object.values(links)) for (const [, to] of pairs) counts[to] = (counts[to] ?? 0) + 1
  return counts
}
