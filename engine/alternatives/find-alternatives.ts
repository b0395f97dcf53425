import type { Baskets } from '../data/baskets.ts'
import type { Goods } from '../data/item-features.ts'
import { Attributes } from '../text/attributes.ts'
import type { Comparison } from '../text/gains/gain.ts'
import { Likeness } from '../text/item-similarity.ts'
import { Words } from '../text/tf-idf.ts'
import { Tails } from './alternatives.ts'
import { type BandSettings, DEFAULT_BANDS } from './best-in-bands.ts'
import { Families } from './families.ts'
import { liftInFamilies } from './family-lift.ts'
import type { LinkPairs } from './link-patterns.ts'
import { Upgrades } from './score-alternatives.ts'
import type { Trend } from './trend.ts'

/** In order lines, between two pauses: about 2 ms. */
const WORK_A_SLICE = 60_000

/** One item of a tail. */
export type Tail = {
  item: number
  /** > 0; only the order means anything. */
  score: number
  /** Of the owners, how many later bought this item for the first time. */
  switches: number
  /** Customers who had the seed; an order without a customer is one of its own. */
  owners: number
}
/** A dearer item, and what it has over the seed. */
export type Upgrade = Tail & Comparison

/** What could be taken instead of an item: each best first. */
export type TailsOfItem = {
  /** At most 8 dearer ones of its family: of the narrow band, and where it has fewer, of the wide one. */
  upgrade: Upgrade[]
  /** At most 6 cheaper ones of its family, likewise. */
  downgrade: Tail[]
  /** At most 12 similar ones, of any price. */
  related: Tail[]
}

/** What the merchant says of two items, by the number of either. */
export type Links = Readonly<Record<LinkKind, LinkPairs>>
export type LinkKind = 'upgrade' | 'complement' | 'related' | 'substitute'

/** `trend`: what is sold of late; without it all are taken to be sold alike. */
export type TailOptions = { bands?: BandSettings; trend?: Trend | undefined }

/**
 * Finds what could be taken instead of each item; yields now and then.
 * @param baskets may hold no orders at all: then the text decides
 * @param links   what the merchant says; empty lists for nothing
 */
export function* findTails(
  baskets: Baskets,
  goods: Goods,
  links: Links,
  { bands = DEFAULT_BANDS, trend }: TailOptions = {},
): Generator<undefined, Tails> {
  const { bytes, items } = baskets
  const words = new Words(goods.titles, bytes, { bare: true })
  yield* words.reading()
  const attributes = new Attributes(goods.attributes, bytes)
  yield* attributes.reading()
  const families = new Families(goods, words, baskets)
  yield* families.reading()
  const lift = yield* liftInFamilies(baskets, families)
  const linked = countLinks(links, items)
  yield undefined
  const likeness = new Likeness(words, attributes)
  const upgrades = new Upgrades(baskets, goods, families, likeness, linked, bands, trend)
  yield undefined
  const tails = new Tails(baskets, goods, links, bands, words, families, lift)
  yield undefined
  const inverse = baskets.byItem()
  let rested = 0
  for (let item = 0; item < items; item += 1) {
    yield* inverse.reach(item)
    const found = upgrades.of(item, inverse.placesOf(item))
    const { owners } = upgrades.switches
    tails.upgrades.set(item, owners, found.upgrade)
    tails.downgrades.set(item, owners, found.downgrade)
    tails.related.set(item, owners, found.related)
    if (upgrades.work + words.work - rested > WORK_A_SLICE) {
      rested = upgrades.work + words.work
      yield undefined
    }
  }
  inverse.close()
  upgrades.close()
  attributes.close()
  return tails
}

/** How many items point to each. */
function countLinks(links: Links, items: number): Uint32Array {
  const linked = new Uint32Array(items)
  for (const pairs of Object.values(links)) for (const [, to] of pairs) linked[to] = (linked[to] ?? 0) + 1
  return linked
}
