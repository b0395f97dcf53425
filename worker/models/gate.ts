import {
  compare,
  type Foreteller,
  faultsOfForetelling,
  type Question,
  questionsOf,
} from '../../engine/gate/holdout-evaluation.ts'
import type { GateCounts } from '../../engine/gate/structure.ts'
import { popularityOf } from '../../engine/mine/settings.ts'
import { scoreCart } from '../../engine/rank/score-cart.ts'
import type { List } from '../../schema/models/lists.ts'
import type { GateResult, MiningSettings, ModelRow } from '../../schema/models/models.ts'
import { readLists } from '../store/models/lists.ts'
import type { Store } from '../store/open.ts'
import type { Catalogue } from './catalogue.ts'

/** Fewer questions cannot tell a worse model from chance. */
const FEWEST_CASES = 200

/** What a model must say to be asked: its lists by key, how it mixes, and what it counted. */
type Asked = {
  lists: ReadonlyMap<string, List>
  settings: MiningSettings
  counts: GateCounts & { lines: number }
}

/** Collects the lists of a run that the gate will ask for. */
export class Examination {
  readonly questions: readonly Question[]
  private readonly catalogue: Catalogue
  private readonly wanted: ReadonlySet<string>
  private readonly fresh = new Map<string, List>()

  /** @param orders those that shaped no score, their items by number */
  constructor(catalogue: Catalogue, orders: readonly (readonly number[])[]) {
    this.catalogue = catalogue
    this.questions = questionsOf(orders)
    const items = this.questions.flatMap(({ seeds, cart }) => [...seeds, ...cart])
    this.wanted = new Set(items.map((item) => catalogue.ids[item] ?? ''))
  }

  /** Looks at a list of the run as it goes by. */
  note(list: List): void {
    if (list.kind === 'item' && this.wanted.has(list.key)) this.fresh.set(list.key, list)
  }

  /** How the new lists fare beside those that serve; undefined when there are too few questions or nothing serves. */
  async grade(
    store: Store,
    fresh: Omit<Asked, 'lists'>,
    live: ModelRow | undefined,
  ): Promise<{ result: GateResult; refusals: string[] } | undefined> {
    const cases = this.questions.reduce((sum, { seeds }) => sum + seeds.length + 1, 0)
    if (cases < FEWEST_CASES || !live?.counts?.pairs) return undefined
    const lists = new Map((await readLists(store, [...this.wanted])).map((list) => [list.key, list]))
    const result = compare(
      this.questions,
      this.foreteller({ ...fresh, lists: this.fresh }),
      this.foreteller({ lists, settings: live.settings, counts: live.counts }),
    )
    return { result, refusals: faultsOfForetelling(result) }
  }

  private foreteller({ lists, settings, counts }: Asked): Foreteller {
    const { catalogue } = this
    const number = (item_id: string) => catalogue.numberOf(`i:${item_id}`)
    const listOf = (item: number) => lists.get(catalogue.ids[item] ?? '')
    const popularity = settings.cart ? popularityOf(settings.cart, counts) : 0
    return {
      page: (seed) => (listOf(seed)?.companions ?? []).map(({ item_id }) => number(item_id)),
      cart: (items) => {
        const inCart = new Set(items)
        const scored = scoreCart(
          items.flatMap((item) => listOf(item) ?? []),
          popularity,
        )
        return scored.map(({ item_id }) => number(item_id)).filter((item) => !inCart.has(item))
      },
    }
  }
}
