import type { List } from '../../schema/models/lists.ts'
import type { ModelCounts } from '../../schema/models/models.ts'
import { MIN_ITEMS } from '../../vocabulary/limits.ts'
import type { Catalogue } from './catalogue.ts'

/** Counts so far: items with a list of their own, their number by category, and categories with a list. */
export type ReadinessState = {
  ready: number
  ofCategory: [category: string, items: number][]
  pooled: string[]
}

/** Counts items by what their answers are based on. */
export class Readiness {
  private readonly catalogue: Catalogue
  private ready: number
  private readonly ofCategory: Map<string, number>
  private readonly pooled: Set<string>

  constructor(catalogue: Catalogue, { ready, ofCategory, pooled }: ReadinessState = NOTHING) {
    this.catalogue = catalogue
    this.ready = ready
    this.ofCategory = new Map(ofCategory)
    this.pooled = new Set(pooled)
  }

  state(): ReadinessState {
    return { ready: this.ready, ofCategory: [...this.ofCategory], pooled: [...this.pooled] }
  }

  /** Counts a list that is served. Lists of items come before those of categories. */
  note({ kind, key, companions }: List): void {
    if (companions.filter(({ popular }) => !popular).length < MIN_ITEMS) return
    if (kind === 'category') this.pooled.add(key)
    if (kind !== 'item') return
    this.ready += 1
    const category = this.catalogue.categories[this.catalogue.numberOf(`i:${key}`)] ?? ''
    this.ofCategory.set(category, (this.ofCategory.get(category) ?? 0) + 1)
  }

  /** Numbers of items with a list of their own, with that of their category, and with only the shop's. */
  counts(): Pick<ModelCounts, 'items_ready' | 'items_pooled' | 'items_fallback'> {
    const { ids, categories } = this.catalogue
    let items_pooled = categories.filter((category) => this.pooled.has(category)).length
    for (const category of this.pooled) items_pooled -= this.ofCategory.get(category) ?? 0
    return { items_ready: this.ready, items_pooled, items_fallback: ids.length - this.ready - items_pooled }
  }
}

const NOTHING: ReadinessState = { ready: 0, ofCategory: [], pooled: [] }
