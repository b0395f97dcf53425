import type { MinedList } from '../../engine/data/mined-list.ts'
import { type AnomalousPair, findAnomalousPairs, type RecentOrders } from '../../engine/gate/anomalies.ts'
import type { HoldoutCounts } from '../../engine/gate/holdout-orders.ts'
import type { PairCounts } from '../../engine/mine/pairs/neighbours.ts'
import type { List, Tails } from '../../schema/models/lists.ts'
import type { Catalogue } from './catalogue.ts'

/** The data that turns mined lists into stored ones. */
export type ListContext = {
  catalogue: Catalogue
  held: HoldoutCounts
  recent: RecentOrders
  /** Alternatives and further facts of an item, stored in its row beside its companions; {} for none. */
  tailsOf(item: number): Tails
  /** Length of an item's title: upgrades are compared by their titles. */
  charactersOf(item: number): number
  /** Number of an item's family; undefined for none. */
  familyOf(item: number): number | undefined
  /** Items that are in no list: no goods, and those that the merchant excludes. */
  hidden: ReadonlySet<number>
  /** Decision of the merchant on a pair: a `refused` pair is never shown, an `allowed` pair is not withheld. */
  decisionOn(item_id: string, companion_id: string): 'waiting' | 'allowed' | 'refused' | undefined
  /** Called for each pair that is withheld until the merchant decides. */
  withhold(pair: AnomalousPair): void
}

/** Characters that are compared between two pauses: about 2 ms of work; and what an item without upgrades counts for. */
const SLICE_CHARACTERS = 10_000
const LEAST_WORK = 20

/**
 * The mined lists under the shop's own ids, with complete evidence and alternatives. Items with alternatives but without
 * companions get a row too. Yields undefined where the engine pauses.
 */
export function* namedLists(
  mined: Generator<MinedList | undefined, PairCounts>,
  context: ListContext,
): Generator<List | undefined, PairCounts> {
  let next = 0
  let work = 0
  /** Whether the tails of an item were so much work, with those before, that it is time to pause. */
  const isSpent = (item: number, { upgrade = [] }: Tails): boolean => {
    work += LEAST_WORK + upgrade.length * context.charactersOf(item)
    if (work < SLICE_CHARACTERS) return false
    work = 0
    return true
  }
  for (let step = mined.next(); ; step = mined.next()) {
    const list = step.done ? undefined : step.value
    if (!step.done && list === undefined) {
      yield undefined
      continue
    }
    const until = list?.kind === 'item' ? Number(list.key) : context.catalogue.ids.length
    for (; next < until; next += 1) {
      const tails = context.tailsOf(next)
      yield* emptyList(next, tails, context)
      if (isSpent(next, tails)) yield undefined
    }
    if (step.done) return step.value
    if (list?.kind === 'item') next = until + 1
    if (!list) continue
    const whole = named(list, context)
    yield whole
    if (list.kind === 'item' && isSpent(Number(list.key), whole.tails)) yield undefined
  }
}

function* emptyList(item: number, tails: Tails, context: ListContext): Generator<List> {
  const { family: _, ...parts } = tails
  if (Object.keys(parts).length === 0) return
  const key = context.catalogue.ids[item] ?? ''
  yield { kind: 'item', key, seed_orders: context.held.ordersOf(item), companions: [], tails }
}

function named(list: MinedList, context: ListContext): List {
  const { catalogue } = context
  const { kind, key } = list
  const id = (item: number) => catalogue.ids[item] ?? ''
  const counted = withHoldoutCounts(list, context)
  const shown = counted.companions.filter(({ item }) => !context.hidden.has(item))
  const companions = withoutWithheld({ ...counted, companions: shown }, context).map(
    ({ item, cart_weight, ...rest }) => {
      const family = context.familyOf(item)
      return {
        item_id: id(item),
        ...rest,
        cart_weight: threeDigits(cart_weight),
        ...(family !== undefined && { family }),
      }
    },
  )
  return {
    kind,
    key: typeof key === 'number' ? id(key) : key,
    seed_orders: counted.seed_orders,
    companions,
    tails: typeof key === 'number' ? context.tailsOf(key) : {},
  }
}

/** The list with the holdout orders added to its evidence; they do not change scores. */
function withHoldoutCounts(list: MinedList, context: ListContext): MinedList {
  const evidence = evidenceOf(list, context)
  const companions = list.companions.map((companion) => ({
    ...companion,
    co_orders: companion.co_orders + evidence.both(companion.item),
    item_orders: companion.item_orders + context.held.ordersOf(companion.item),
  }))
  return { ...list, seed_orders: list.seed_orders + evidence.seed, companions }
}

/** More digits would change, and bill, every row each night. */
const threeDigits = (weight: number): number => Number(weight.toPrecision(3))

/** Counts of the holdout orders for the evidence of a list. */
function evidenceOf({ kind, key }: MinedList, { catalogue, held }: ListContext) {
  if (typeof key === 'number') {
    return { seed: held.ordersOf(key), both: (item: number) => held.both(key, item) }
  }
  if (kind === 'shop') return { seed: held.withAny(() => true), both: held.ordersOf }
  const isMember = (item: number) => catalogue.categories[item] === key
  return { seed: held.withAny(isMember), both: (item: number) => held.withAnyAnd(isMember, item) }
}

/** The companions without refused and withheld pairs. */
function withoutWithheld(list: MinedList, context: ListContext): MinedList['companions'] {
  const { key, seed_orders, companions } = list
  if (typeof key !== 'number') return companions
  const { catalogue } = context
  const decisionOn = (item: number) => context.decisionOn(catalogue.ids[key] ?? '', catalogue.ids[item] ?? '')
  const out = new Set(companions.map(({ item }) => item).filter((item) => decisionOn(item) === 'refused'))
  for (const pair of findAnomalousPairs({ key, seed_orders, companions }, context.recent)) {
    if (decisionOn(pair.companion) === 'allowed') continue
    context.withhold(pair)
    out.add(pair.companion)
  }
  return out.size === 0 ? companions : companions.filter(({ item }) => !out.has(item))
}
