import type { NamedItem } from '../../engine/choice/family-names.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { type Catalogue, catalogueOf } from '../models/catalogue.ts'
import { type DescribedItem, readDescriptions } from '../store/catalogue/items.ts'
import type { Store } from '../store/open.ts'

/** The catalogue as scoring uses it; arrays by item number. */
export type ScoreCatalogue = Catalogue & {
  named: NamedItem[]
  /** Minor units; null for none. */
  prices: (number | null)[]
  /** What an item costs the shop, minor units; null for none. */
  costs: (number | null)[]
  /** '' for none. */
  brands: string[]
  /** Whether the item may be offered. */
  offered: boolean[]
}

/** Reads the catalogue. */
export async function readScoreCatalogue(store: Store, lease: JobLease): Promise<ScoreCatalogue> {
  const named: NamedItem[] = []
  const [prices, costs]: [(number | null)[], (number | null)[]] = [[], []]
  const [brands, offered]: [string[], boolean[]] = [[], []]
  async function* noted(pages: AsyncIterable<DescribedItem[]>): AsyncGenerator<DescribedItem[]> {
    for await (const page of pages) {
      for (const item of page) {
        named.push({ category: item.category, product_type: item.product_type ?? '', title: item.title })
        prices.push(item.price)
        costs.push(item.cost)
        brands.push(item.brand ?? '')
        offered.push(item.published && item.recommendable && !item.gift_card)
      }
      yield page
    }
  }
  const catalogue = await catalogueOf(noted(readDescriptions(store)), () => lease.pause())
  return { ...catalogue, named, prices, costs, brands, offered }
}
