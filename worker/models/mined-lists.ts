import type { MinedList } from '../../engine/data/mined-list.ts'
import { type AnomalousPair, findAnomalousPairs, type RecentOrders } from '../../engine/gate/anomalies.ts'
import type { HoldoutCounts } from '../../engine/gate/holdout-orders.ts'
import type { PairCounts } from '../../engine/mine/pairs/neighbours.ts'
import type { List, Tails } from '../../schema/models/lists.ts'
import type { Catalogue } from './catalogue.ts'

/** What stands behind the lists of one run. */
export type Around = {
  catalogue: Catalogue
  held: HoldoutCounts
  recent: RecentOrders
  /** Everything about an item but its companions; {} for nothing. */
  tailsOf(item: number): Tails
  /** Number of an item's family; undefined when nothing could replace it. */
  familyOf(item: number): number | undefined
  /** What somebody has said of a pair: `refused` ones never show, `allowed` ones are not held. */
  wordOn(item_id: string, companion_id: string): 'waiting' | 'allowed' | 'refused' | undefined
  /** A pair that is held back from here on. */
  withhold(pair: AnomalousPair): void
}

/**
 * The mined lists by the shop's own ids, with their evidence whole and what else an item's row holds; items that have
 * nothing but that get a row, too. Yields undefined where the engine does.
 */
export function* namedLists(
  mined: Generator<MinedList | undefined, PairCounts>,
  around: Around,
): Generator<List | undefined, PairCounts> {
  let next = 0
  for (let step = mined.next(); ; step = mined.next()) {
    const list = step.done ? undefined : step.value
    if (!step.done && list === undefined) {
      yield undefined
      continue
    }
    const until = list?.kind === 'item' ? Number(list.key) : around.catalogue.ids.length
    for (; next < until; next += 1) yield* bareList(next, around)
    if (step.done) return step.value
    if (list?.kind === 'item') next = until + 1
    if (list) yield named(list, around)
  }
}

function* bareList(item: number, around: Around): Generator<List> {
  const tails = around.tailsOf(item)
  const { family: _, ...parts } = tails
  if (Object.keys(parts).length === 0) return
  const key = around.catalogue.ids[item] ?? ''
  yield { kind: 'item', key, seed_orders: around.held.ordersOf(item), companions: [], tails }
}

function named(list: MinedList, around: Around): List {
  const { catalogue } = around
  const { kind, key } = list
  const id = (item: number) => catalogue.ids[item] ?? ''
  const whole = withHeld(list, around)
  const companions = shownOf(whole, around).map(({ item, cart_weight, ...rest }) => {
    const family = around.familyOf(item)
    return {
      item_id: id(item),
      ...rest,
      cart_weight: threeDigits(cart_weight),
      ...(family !== undefined && { family }),
    }
  })
  return {
    kind,
    key: typeof key === 'number' ? id(key) : key,
    seed_orders: whole.seed_orders,
    companions,
    tails: typeof key === 'number' ? around.tailsOf(key) : {},
  }
}

/** The list with the orders that shaped no score in its evidence. */
function withHeld(list: MinedList, around: Around): MinedList {
  const evidence = evidenceOf(list, around)
  const companions = list.companions.map((companion) => ({
    ...companion,
    co_orders: companion.co_orders + evidence.both(companion.item),
    item_orders: companion.item_orders + around.held.ordersOf(companion.item),
  }))
  return { ...list, seed_orders: list.seed_orders + evidence.seed, companions }
}

/** Enough to sum by. More would follow what the whole shop does, and make every row another one each night. */
const threeDigits = (weight: number): number => Number(weight.toPrecision(3))

/** What the orders that shaped no score add to the evidence of a list. */
function evidenceOf({ kind, key }: MinedList, { catalogue, held }: Around) {
  if (typeof key === 'number') {
    return { seed: held.ordersOf(key), both: (item: number) => held.both(key, item) }
  }
  if (kind === 'shop') return { seed: held.withAny(() => true), both: held.ordersOf }
  const isMember = (item: number) => catalogue.categories[item] === key
  return { seed: held.withAny(isMember), both: (item: number) => held.withAnyAnd(isMember, item) }
}

/** The companions without those that somebody refused or has yet to look at. */
function shownOf(list: MinedList, around: Around): MinedList['companions'] {
  const { key, seed_orders, companions } = list
  if (typeof key !== 'number') return companions
  const { catalogue } = around
  const wordOn = (item: number) => around.wordOn(catalogue.ids[key] ?? '', catalogue.ids[item] ?? '')
  const out = new Set(companions.map(({ item }) => item).filter((item) => wordOn(item) === 'refused'))
  for (const pair of findAnomalousPairs({ key, seed_orders, companions }, around.recent)) {
    if (wordOn(pair.companion) === 'allowed') continue
    around.withhold(pair)
    out.add(pair.companion)
  }
  return out.size === 0 ? companions : companions.filter(({ item }) => !out.has(item))
}
