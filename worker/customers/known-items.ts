import { COMPANIONS, type ItemFacts } from '../../engine/choice/best-items.ts'
import { readCompanions } from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'
import type { StoredModel } from './model.ts'
import type { Bought } from './person-purchases.ts'
import type { ScoreCatalogue } from './score-catalogue.ts'

type Weighted = (readonly [item: number, weight: number])[]

/** Items whose companions are kept: 10 MB. Of further ones none count. */
const MAX_ITEMS = 20_000
/** Items of one read. */
const PAGE = 2_000

/** The most bought items, and the companions of what people bought, read when somebody has bought the item for the first time. */
export class KnownItems implements ItemFacts {
  readonly popular: Weighted
  private readonly catalogue: ScoreCatalogue
  private readonly companions = new Map<number, Weighted>()

  constructor(catalogue: ScoreCatalogue, popular: StoredModel['popular']) {
    this.catalogue = catalogue
    this.popular = popular.flatMap(([item_id, share]) => this.withNumber(item_id, share))
  }

  companionsOf(item: number): Weighted {
    return this.companions.get(item) ?? []
  }

  /** Reads the companions of what these people bought. */
  async read(store: Store, people: readonly Bought[]): Promise<void> {
    const wanted = new Set<number>()
    for (const { items } of people) {
      for (const item of items.keys()) {
        if (this.companions.size + wanted.size >= MAX_ITEMS) break
        if (!this.companions.has(item)) wanted.add(item)
      }
    }
    const items = [...wanted]
    for (let from = 0; from < items.length; from += PAGE) {
      const page = items.slice(from, from + PAGE)
      for (const item of page) this.companions.set(item, [])
      const ids = page.map((item) => this.catalogue.ids[item] ?? '')
      for (const { item_id, companions } of await readCompanions(store, ids, COMPANIONS)) {
        this.companions.set(
          this.catalogue.numberOf(`i:${item_id}`),
          companions.flatMap(([other, weight]) => this.withNumber(other, weight)),
        )
      }
    }
  }

  private withNumber(item_id: string, weight: number): Weighted {
    const item = this.catalogue.numberOf(`i:${item_id}`)
    return item < 0 ? [] : [[item, weight]]
  }
}
