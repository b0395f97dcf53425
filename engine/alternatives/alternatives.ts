import type { Baskets } from '../data/baskets.ts'
import type { Goods } from '../data/item-features.ts'
import { compare } from '../text/gains/compare.ts'
import type { Comparison } from '../text/gains/gain.ts'
import type { Words } from '../text/tf-idf.ts'
import { type BandSettings, stepTo, within } from './best-in-bands.ts'
import type { Families } from './families.ts'
import type { LinkKind, Links, TailsOfItem } from './find-alternatives.ts'
import { type Linked, LinkHabits } from './link-patterns.ts'
import { falling, Shelf } from './ranked-rows.ts'
import { MOST_DOWNGRADES, MOST_RELATED, MOST_UPGRADES } from './score-alternatives.ts'

/** Upgrades that a page shows. */
const MOST_SHOWN = 2

/** What could be taken instead of each item. */
export class Tails {
  readonly upgrades: Shelf
  readonly downgrades: Shelf
  readonly related: Shelf
  /** How much more often items of one family are bought together than chance has it; undefined when nobody knows. */
  readonly lift_in_families: number | undefined
  private readonly baskets: Baskets
  private readonly goods: Goods
  private readonly links: Links
  private readonly bands: BandSettings
  private readonly habits = new Map<LinkKind, LinkHabits>()
  private readonly words: Words
  private readonly families: Families

  constructor(
    baskets: Baskets,
    goods: Goods,
    links: Links,
    bands: BandSettings,
    words: Words,
    families: Families,
    lift: number | undefined,
  ) {
    this.baskets = baskets
    this.goods = goods
    this.links = links
    this.bands = bands
    this.words = words
    this.families = families
    this.lift_in_families = lift
    this.upgrades = new Shelf(baskets.items, MOST_UPGRADES)
    this.downgrades = new Shelf(baskets.items, MOST_DOWNGRADES)
    this.related = new Shelf(baskets.items, MOST_RELATED)
    baskets.bytes.take(...this.arrays())
  }

  of(item: number): TailsOfItem {
    const upgrade = this.upgrades.of(item).map((tail) => ({ ...tail, ...this.compare(item, tail.item) }))
    // Of equals one that can say what is gained comes first; where nobody has bought yet, of all in the band that is shown.
    upgrade.sort((a, b) => b.score - a.score || Number(b.net) - Number(a.net))
    const said =
      this.baskets.orders === 0 ? upgrade.filter((one) => one.net && this.isNarrow(item, one.item)) : []
    const first = said.slice(0, MOST_SHOWN)
    const ordered = first.concat(upgrade.filter((one) => !first.includes(one)))
    const [downgrade, related] = [this.downgrades.of(item), this.related.of(item)]
    return { upgrade: falling(ordered), downgrade: falling(downgrade), related: falling(related) }
  }

  /** What the second item has over the first. */
  compare(item: number, other: number): Comparison {
    return compare(this.goods, this.words, item, other)
  }

  /** What the merchant would link an item to that has no links of the kind: best first, at most 24. */
  linked(kind: LinkKind, item: number): Linked[] {
    const habits =
      this.habits.get(kind) ?? new LinkHabits(this.links[kind], this.families, this.goods.offered)
    this.habits.set(kind, habits)
    return habits.of(item)
  }

  /** Number of an item's family: two items of one family could replace each other. */
  familyOf(item: number): number {
    return this.families.familyOf(item)
  }

  private isNarrow(item: number, other: number): boolean {
    const [own, price] = [this.goods.prices[item] ?? 0, this.goods.prices[other] ?? 0]
    return own > 0 && within(stepTo(own, price), this.bands.upgrade.narrow)
  }

  /** Lets go of the arrays. */
  close(): void {
    this.words.close()
    this.families.close()
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    return [...this.upgrades.arrays(), ...this.downgrades.arrays(), ...this.related.arrays()]
  }
}
