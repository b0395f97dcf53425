import {
  accuracyFaults,
  evaluateHoldout,
  type HoldoutQuestion,
  holdoutQuestions,
  type Predictor,
} from '../../engine/gate/holdout-evaluation.ts'
import type { ModelSize } from '../../engine/gate/structure.ts'
import { popularityOf } from '../../engine/mine/settings.ts'
import { scoreCart } from '../../engine/rank/score-cart.ts'
import type { Companion, List } from '../../schema/models/lists.ts'
import type { GateResult, MiningSettings, ModelRow } from '../../schema/models/models.ts'
import { BEST_SELLERS_KEY } from '../../vocabulary/lists.ts'
import { readBestSellers, readLists } from '../store/models/lists.ts'
import type { Store } from '../store/open.ts'
import type { Catalogue } from './catalogue.ts'

/** With fewer questions a worse model cannot be distinguished from chance. */
const MIN_CASES = 200

/** The parts of a model that predictions need: its lists by key, best sellers, settings and counts. */
type AskedModel = {
  lists: ReadonlyMap<string, List>
  bestSellers: readonly Companion[]
  settings: MiningSettings
  counts: ModelSize & { lines: number }
}

/**
 * Holdout evaluation of a new model against the one that serves, on the newest orders, which neither model was fitted to.
 * Carts are scored by the same function as for shoppers (engine/rank/score-cart.ts).
 */
export class AccuracyCheck {
  readonly questions: readonly HoldoutQuestion[]
  private readonly catalogue: Catalogue
  private readonly wanted: ReadonlySet<string>
  private readonly lists = new Map<string, List>()
  private bestSellers: readonly Companion[] = []

  /** @param orders the holdout orders, their items by number */
  constructor(catalogue: Catalogue, orders: readonly (readonly number[])[]) {
    this.catalogue = catalogue
    this.questions = holdoutQuestions(orders)
    const items = this.questions.flatMap(({ seeds, cart }) => [...seeds, ...cart])
    this.wanted = new Set(items.map((item) => catalogue.ids[item] ?? ''))
  }

  /** Keeps a list if a question needs it. */
  add(list: List): void {
    if (list.kind === 'item' && this.wanted.has(list.key)) this.lists.set(list.key, list)
    if (list.kind === 'shop' && list.key === BEST_SELLERS_KEY) this.bestSellers = list.companions
  }

  /** Keeps the lists that are in the idle slot, where they were not added one by one. */
  async addWritten(store: Store): Promise<void> {
    for (const list of await readLists(store, [...this.wanted], 'idle')) this.add(list)
    this.bestSellers = await readBestSellers(store, 'idle')
  }

  /**
   * Compares the new lists with those that serve.
   * @returns undefined when there are too few questions, or when no model with lists serves
   */
  async compare(
    store: Store,
    candidate: Pick<AskedModel, 'settings' | 'counts'>,
    live: ModelRow | undefined,
  ): Promise<{ result: GateResult; faults: string[] } | undefined> {
    const cases = this.questions.reduce((sum, { seeds }) => sum + seeds.length + 1, 0)
    if (cases < MIN_CASES || !live?.counts?.pairs) return undefined
    const lists = new Map((await readLists(store, [...this.wanted])).map((list) => [list.key, list]))
    const bestSellers = await readBestSellers(store)
    const result = evaluateHoldout(
      this.questions,
      this.predictor({ ...candidate, lists: this.lists, bestSellers: this.bestSellers }),
      this.predictor({ lists, bestSellers, settings: live.settings, counts: live.counts }),
    )
    return { result, faults: accuracyFaults(result) }
  }

  private predictor({ lists, bestSellers, settings, counts }: AskedModel): Predictor {
    const { catalogue } = this
    const number = (item_id: string) => catalogue.numberOf(`i:${item_id}`)
    const listOf = (item: number) => lists.get(catalogue.ids[item] ?? '')
    const popularity = settings.cart ? popularityOf(settings.cart, counts) : 0
    return {
      page: (seed) => (listOf(seed)?.companions ?? []).map(({ item_id }) => number(item_id)),
      cart: (items) => {
        const inCart = new Set(items)
        const scored = scoreCart({
          lists: items.flatMap((item) => listOf(item) ?? []),
          size: settings.cart?.best_sellers ? undefined : counts,
          popularity,
          bestSellers: settings.cart?.best_sellers ? bestSellers : [],
        })
        return scored.map(({ item_id }) => number(item_id)).filter((item) => !inCart.has(item))
      },
    }
  }
}
