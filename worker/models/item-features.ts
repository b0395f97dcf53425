import type { Links } from '../../engine/alternatives/link-patterns.ts'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import type { RelationshipType } from '../../vocabulary/relations.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { type DescribedItem, readDescriptions } from '../store/catalogue/items.ts'
import { listRelations } from '../store/catalogue/relations.ts'
import type { Store } from '../store/open.ts'
import { readShop } from '../store/shop/shops.ts'
import { type Catalogue, catalogueOf } from './catalogue.ts'
import { NonGoods } from './non-goods.ts'

/** Relations in one read. */
const RELATIONS_A_READ = 5_000

/** The catalogue with the features that the engine uses. */
export type DescribedCatalogue = Catalogue & {
  features: ItemFeatures
  /** Replenishment interval in days that the merchant set; null for none. */
  replenish_days: (number | null)[]
  /** Finds items that are no goods, once the orders are counted. */
  nonGoods: NonGoods
}

/** Reads the catalogue with its features, and the attributes that the merchant marked as gains. */
export async function readDescribed(store: Store, lease: JobLease): Promise<DescribedCatalogue> {
  const shop = await readShop(store)
  const features = {
    titles: [] as string[],
    collections: [] as string[][],
    product_types: [] as string[],
    attributes: [] as Record<string, string>[],
    prices: [] as (number | null)[],
    offered: [] as boolean[],
    gain_attributes: new Set(shop?.panel_rules.upgrade?.gain_attributes),
  }
  const replenish_days: (number | null)[] = []
  const nonGoods = new NonGoods()
  const describe = (item: DescribedItem) => {
    features.titles.push(item.title)
    features.collections.push(item.collections.length > 0 ? item.collections : ownPath(item.category))
    features.product_types.push(item.product_type ?? '')
    features.attributes.push(item.attributes)
    features.prices.push(item.price)
    features.offered.push(item.published && item.recommendable && !item.gift_card)
    replenish_days.push(item.replenish_days)
    nonGoods.note(item)
  }
  const catalogue = await catalogueOf(noting(readDescriptions(store), describe), () => lease.pause())
  return { ...catalogue, features, replenish_days, nonGoods }
}

const ownPath = (category: string): string[] => (category === '' ? [] : [category])

async function* noting<Item>(
  pages: AsyncIterable<Item[]>,
  note: (item: Item) => void,
): AsyncGenerator<Item[]> {
  for await (const page of pages) {
    page.forEach(note)
    yield page
  }
}

/** Kind of link for the engine by the type of the relation. */
const KIND: Readonly<Partial<Record<RelationshipType, keyof Links>>> = {
  required_part: 'complement',
  accessory: 'complement',
  often_bought_with: 'complement',
  part_of_set: 'complement',
  substitute: 'substitute',
  different_brand: 'related',
  up_sell: 'upgrade',
}

/** The merchant's relations by item numbers. Dates are ignored: a pattern of links is valid beyond one season. */
export async function readLinks(store: Store, catalogue: Catalogue, lease: JobLease): Promise<Links> {
  const links: Record<keyof Links, [number, number][]> = {
    upgrade: [],
    complement: [],
    related: [],
    substitute: [],
  }
  for (let after: readonly [string, string, string] = ['', '', '']; ; ) {
    const page = await listRelations(store, after, RELATIONS_A_READ)
    for (const { item_id, related_item_id, relationship_type } of page) {
      const from = catalogue.numberOf(`i:${item_id}`)
      const to = catalogue.numberOf(`i:${related_item_id}`)
      const kind = KIND[relationship_type]
      if (kind && from >= 0 && to >= 0) links[kind].push([from, to])
      // A down-sell is an up-sell in the other direction.
      if (relationship_type === 'down_sell' && from >= 0 && to >= 0) links.upgrade.push([to, from])
    }
    const last = page.at(-1)
    await lease.pause()
    if (page.length < RELATIONS_A_READ || !last) return links
    after = [last.item_id, last.related_item_id, last.relationship_type]
  }
}
