import type { Links } from '../../engine/alternatives/link-patterns.ts'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import type { RelationshipType } from '../../vocabulary/relations.ts'
import { type DescribedItem, readDescriptions } from '../store/catalogue/items.ts'
import { listRelations } from '../store/catalogue/relations.ts'
import type { Store } from '../store/open.ts'
import { readShop } from '../store/shop/shops.ts'
import { type Catalogue, catalogueOf } from './catalogue.ts'

/** Relations read in one go. */
const RELATIONS_A_READ = 5_000

/** The catalogue as the engine takes it. */
export type DescribedCatalogue = Catalogue & {
  goods: ItemFeatures
  /** Days until an item is needed again, where the merchant says so; null elsewhere. */
  replenish_days: (number | null)[]
}

/** The catalogue with everything that mining looks at, and the shop's rule which attributes are gains. */
export async function readDescribed(store: Store): Promise<DescribedCatalogue> {
  const shop = await readShop(store)
  const goods = {
    titles: [] as string[],
    collections: [] as string[][],
    product_types: [] as string[],
    attributes: [] as Record<string, string>[],
    prices: [] as (number | null)[],
    offered: [] as boolean[],
    gain_attributes: new Set(shop?.panel_rules.upgrade?.gain_attributes),
  }
  const replenish_days: (number | null)[] = []
  const describe = (item: DescribedItem) => {
    goods.titles.push(item.title)
    goods.collections.push(item.collections.length > 0 ? item.collections : ownPath(item.category))
    goods.product_types.push(item.product_type ?? '')
    goods.attributes.push(item.attributes)
    goods.prices.push(item.price)
    goods.offered.push(item.published && item.recommendable && !item.gift_card)
    replenish_days.push(item.replenish_days)
  }
  const catalogue = await catalogueOf(noting(readDescriptions(store), describe))
  return { ...catalogue, goods, replenish_days }
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

/** What a type of relation says of two items, for the engine. */
const KIND: Readonly<Partial<Record<RelationshipType, keyof Links>>> = {
  required_part: 'complement',
  accessory: 'complement',
  often_bought_with: 'complement',
  part_of_set: 'complement',
  substitute: 'substitute',
  different_brand: 'related',
  up_sell: 'upgrade',
}

/** All that the merchant says of two items, by their numbers. What is dated counts whatever the day: a rule outlives a season. */
export async function readLinks(store: Store, catalogue: Catalogue): Promise<Links> {
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
      // A cheaper one is the same statement from the other end.
      if (relationship_type === 'down_sell' && from >= 0 && to >= 0) links.upgrade.push([to, from])
    }
    const last = page.at(-1)
    if (page.length < RELATIONS_A_READ || !last) return links
    after = [last.item_id, last.related_item_id, last.relationship_type]
  }
}
