import type { PriceBands } from '../../vocabulary/price-bands.ts'
import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import type { ItemFeatures } from '../data/item-features.ts'
import { isInBand, priceDifference } from '../rank/price-bands.ts'
import { compareItems } from '../text/gains/compare.ts'
import type { Comparison } from '../text/gains/gain.ts'
import type { TfIdf } from '../text/tf-idf.ts'
import {
  type Alternative,
  type ItemAlternatives,
  MAX_DOWNGRADES,
  MAX_RELATED,
  MAX_UPGRADES,
} from './alternative.ts'
import type { Families } from './families.ts'
import { type LinkedItem, type LinkKind, LinkPatterns, type Links } from './link-patterns.ts'
import { RankedRows, strictlyDescending } from './ranked-rows.ts'
import type { ViewedItem } from './viewed-together.ts'
import { withViewed } from './with-viewed.ts'

/** Upgrades that a page shows. */
const MAX_SHOWN = 2

/** What the alternatives are made of; `arena` owns all arrays, those of `titles` and `families` included. */
export type AlternativeSource = {
  baskets: Baskets
  features: ItemFeatures
  links: Links
  bands: PriceBands
  titles: TfIdf
  families: Families
  family_lift: number | undefined
  arena: Arena
}

/** The alternatives of every item, and the families that they come from. */
export class Alternatives {
  readonly upgrades: RankedRows
  readonly downgrades: RankedRows
  readonly related: RankedRows
  /** Items that may replace an item and are viewed together with it, by item; none without views. */
  readonly viewed = new Map<number, readonly (ViewedItem & Pick<Alternative, 'switches' | 'owners'>)[]>()
  /** How much more often than by chance orders hold several items of a family; undefined when unknown. */
  readonly family_lift: number | undefined
  private readonly source: AlternativeSource
  private readonly patterns = new Map<LinkKind, LinkPatterns>()

  constructor(source: AlternativeSource) {
    const { baskets, arena } = source
    this.source = source
    this.family_lift = source.family_lift
    this.upgrades = new RankedRows(baskets.items, MAX_UPGRADES, arena)
    this.downgrades = new RankedRows(baskets.items, MAX_DOWNGRADES, arena)
    this.related = new RankedRows(baskets.items, MAX_RELATED, arena)
  }

  /** The alternatives of an item. */
  of(item: number): ItemAlternatives {
    const { baskets } = this.source
    const { orders } = baskets
    const upgrade = this.upgrades.of(item).map((one) => ({ ...one, ...this.compare(item, one.item) }))
    // Of equal scores one with a net gain comes first. Without any orders, two with a net gain come before all others.
    upgrade.sort((a, b) => b.score - a.score || Number(b.net) - Number(a.net))
    const withGain = orders === 0 ? upgrade.filter((one) => one.net && this.isNarrow(item, one.item)) : []
    const first = withGain.slice(0, MAX_SHOWN)
    const ordered = first.concat(upgrade.filter((one) => !first.includes(one)))
    return {
      upgrade: strictlyDescending(ordered),
      downgrade: strictlyDescending(this.downgrades.of(item)),
      related: strictlyDescending(
        withViewed(this.related.of(item), this.viewed.get(item) ?? [], baskets.ordersOf(item)),
      ),
    }
  }

  /** What the second item has over the first. */
  compare(item: number, other: number): Comparison {
    return compareItems(this.source.features, this.source.titles, item, other)
  }

  /** What the merchant would link an item to that has no links of the kind, best first, at most 24. */
  linkedBy(kind: LinkKind, item: number): LinkedItem[] {
    const { links, families, features } = this.source
    const patterns = this.patterns.get(kind) ?? new LinkPatterns(links[kind], families, features.offered)
    this.patterns.set(kind, patterns)
    return patterns.of(item)
  }

  /** Number of an item's family: two items of one family could replace each other. */
  familyOf(item: number): number {
    return this.source.families.familyOf(item)
  }

  private isNarrow(item: number, other: number): boolean {
    const { features, bands } = this.source
    const [own, price] = [features.prices[item] ?? 0, features.prices[other] ?? 0]
    return own > 0 && isInBand(priceDifference(own, price), bands.upgrade.narrow)
  }

  /** Releases the arrays. */
  close(): void {
    this.source.arena.releaseAll()
  }
}
