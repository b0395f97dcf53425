import type { ViewedTogether } from '../../engine/alternatives/viewed-together.ts'
import type { Baskets } from '../../engine/data/baskets.ts'
import { mine } from '../../engine/mine/mine.ts'
import type { PairCounts } from '../../engine/mine/pairs/neighbours.ts'
import type { List } from '../../schema/models/lists.ts'
import type { ModelCounts, ModelRow } from '../../schema/models/models.ts'
import { drained, type JobLease } from '../jobs/lease/lease.ts'
import { allExclusions, type ExclusionCells } from '../store/catalogue/exclusions.ts'
import { writeReferences } from '../store/catalogue/references.ts'
import { allHeldPairs, type HeldPairCells } from '../store/models/held-pairs.ts'
import { type SlotLease, takeSlot } from '../store/models/lists.ts'
import { changeModel, readModel, readSlots, skip } from '../store/models/models.ts'
import { readTuned } from '../store/models/tunings.ts'
import type { Store } from '../store/open.ts'
import { readShop } from '../store/shop/shops.ts'
import { tailsOfItems } from './alternatives.ts'
import { conclude } from './conclude.ts'
import { AccuracyCheck } from './gate.ts'
import { type DescribedCatalogue, readDescribed } from './item-features.ts'
import { ListWriter } from './list-writer.ts'
import { isolate, type Machine } from './machine.ts'
import { namedLists } from './mined-lists.ts'
import { keptModel } from './outside/kept.ts'
import { type OrdersRead, readOrderTable } from './read-orders.ts'
import { type ReadBuyers, viewedTogether } from './viewed-together.ts'

/**
 * Mines the shop's orders into the slot that does not serve, checks the model, and publishes it or refuses it.
 * @param machine where this runs; the Worker's job runs in an isolate, `npm run mine` on a whole machine
 */
export async function mineModel(
  store: Store,
  model_id: string,
  readBuyers: ReadBuyers,
  lease: JobLease,
  machine = isolate,
): Promise<void> {
  const model = await begin(store, model_id)
  if (!model) return
  // Read before the orders: an order that arrives later counts towards the next run.
  const slots = await readSlots(store)
  const new_orders = slots?.new_orders ?? 0
  const catalogue = await readDescribed(store, lease)
  const viewed = await viewedTogether(store, catalogue, model.created_at, readBuyers, lease)
  const orders = await readOrderTable(store, catalogue, model.settings, lease, machine)
  const kept = await keptModel(store, slots, orders.counts)
  if (kept !== undefined) {
    // Later reports read by these names, whichever model serves.
    await writeReferences(store, orders.references)
    return await skip(store, model_id, { note: kept, new_orders, now: Date.now() })
  }
  const { hidden, found } = await hiddenItems(store, catalogue, model.created_at)
  const baskets = await drained(orders.table.closing(), lease)
  const slotLease = await takeSlot(store, model_id)
  const described = withoutHidden(catalogue, hidden)
  const source = { catalogue: described, orders, baskets, hidden, viewed, machine }
  const { faults, hash, held, accuracy, ...made } = await writeModel(store, slotLease, model, source, lease)
  const counted = { customers: baskets.customers, array_bytes: baskets.arena.peak }
  const counts: ModelCounts = { ...orders.counts, ...made.counts, ...counted, non_goods: found.length }
  machine.note?.({ holdout: orders.newest.oldest ?? null, held, found })
  const ended = { settings: model.settings, counts, faults, hash, accuracy, new_orders, held, found }
  await conclude(store, slotLease, slots, { ...ended, references: orders.references })
}

/**
 * The items that are in no list, by number, and those that the run has found to be no goods: a part of the former, unless the shop
 * shows them.
 * @param at UTC milliseconds of the run
 */
async function hiddenItems(
  store: Store,
  { ids, nonGoods }: DescribedCatalogue,
  at: number,
): Promise<{ hidden: Set<number>; found: ExclusionCells[] }> {
  const decided = await allExclusions(store)
  const showsAll = (await readShop(store))?.panel_rules.non_goods === 'show'
  const signals = nonGoods.found()
  const hidden = new Set<number>()
  const found: ExclusionCells[] = []
  for (const [item, item_id] of ids.entries()) {
    const status = decided.get(item_id)
    const ofItem = signals.get(item)
    if (ofItem) found.push({ item_id, status: 'found', signals: ofItem, at })
    const isLeftOut = status === 'excluded' || (ofItem && status !== 'allowed' && !showsAll)
    if (isLeftOut) hidden.add(item)
  }
  return { hidden, found }
}

const withoutHidden = (catalogue: DescribedCatalogue, hidden: ReadonlySet<number>): DescribedCatalogue => {
  const offered = catalogue.features.offered.map((isOffered, item) => isOffered && !hidden.has(item))
  return { ...catalogue, features: { ...catalogue.features, offered } }
}

/** Marks the run as running, with the settings of the newest tuning; undefined when the run has already ended. */
async function begin(store: Store, model_id: string): Promise<ModelRow | undefined> {
  const model = await readModel(store, model_id)
  if (model?.status === 'running') return model
  if (model?.status !== 'queued') return undefined
  const settings = (await readTuned(store))?.settings ?? model.settings
  await changeModel(store, model_id, { status: 'running', settings })
  return { ...model, status: 'running', settings }
}

type Made = {
  faults: string[]
  hash: string
  held: HeldPairCells[]
  accuracy: AccuracyCheck
  counts: Omit<ModelCounts, keyof OrdersRead['counts'] | 'customers' | 'array_bytes'>
}

/** Everything that a model is made of. */
type Source = {
  catalogue: DescribedCatalogue
  orders: OrdersRead
  baskets: Baskets
  hidden: ReadonlySet<number>
  viewed: ViewedTogether
  machine: Machine
}

/** Writes the lists into the slot; the model does not serve before it is published. */
async function writeModel(
  store: Store,
  slotLease: SlotLease,
  model: ModelRow,
  source: Source,
  lease: JobLease,
): Promise<Made> {
  const { catalogue, orders, baskets, hidden, viewed, machine } = source
  const learned = { trend: orders.trend, viewed }
  const alternatives = await tailsOfItems(store, catalogue, baskets, learned, lease)
  const held: HeldPairCells[] = []
  const writer = new ListWriter(store, slotLease, catalogue, machine)
  const accuracy = new AccuracyCheck(
    catalogue,
    // What is in no list is nobody's fault.
    orders.newest.orders.map(({ items }) => items.filter((item) => !hidden.has(item))),
  )
  const lists = namedLists(minedLists(model, source), {
    catalogue,
    held: orders.newest.counts(),
    recent: orders.recent,
    hidden,
    tailsOf: alternatives.of,
    charactersOf: (item) => catalogue.features.titles[item]?.length ?? 0,
    familyOf: alternatives.familyOf,
    decisionOn: decisionsOn(await allHeldPairs(store)),
    withhold: ({ item, companion, co_orders, customers }) => {
      const item_id = catalogue.ids[item] ?? ''
      const companion_id = catalogue.ids[companion] ?? ''
      held.push({ item_id, companion_id, status: 'waiting', held_at: model.created_at, co_orders, customers })
    },
  })
  const pairs = await writeLists(lists, writer, accuracy, lease)
  alternatives.close()
  const { written, deleted } = writer.written
  return {
    faults: [...writer.faults],
    hash: writer.digest(),
    held,
    accuracy,
    counts: {
      items: catalogue.ids.length,
      items_bought: catalogue.ids.filter((_, item) => baskets.ordersOf(item) > 0).length,
      ...writer.readiness.counts(),
      ...alternatives.counts(),
      pairs: pairs.pairs,
      pairs_of_three: pairs.in_three_orders / 2,
      pairs_held: held.length,
      lists: writer.lists,
      lists_written: written,
      lists_deleted: deleted,
    },
  }
}

function minedLists({ settings }: ModelRow, { catalogue, baskets, machine }: Source) {
  const { features, categories } = catalogue
  const isOffered = (item: number) => features.offered[item] ?? false
  return mine(baskets, categories, settings, features.titles, isOffered, machine.work)
}

/** Writes the lists one after the other and pauses between them. */
async function writeLists(
  lists: Generator<List | undefined, PairCounts>,
  writer: ListWriter,
  accuracy: AccuracyCheck,
  lease: JobLease,
): Promise<PairCounts> {
  for (let next = lists.next(); ; next = lists.next()) {
    if (next.done) {
      await writer.finish()
      return next.value
    }
    if (next.value === undefined) {
      await lease.pause()
      continue
    }
    accuracy.add(next.value)
    if (writer.add(next.value)) {
      await writer.flush(false)
      await lease.pause()
    }
  }
}

type Decision = HeldPairCells['status']

/** Looks up the decision on a withheld pair. */
function decisionsOn(pairs: readonly Pick<HeldPairCells, 'item_id' | 'companion_id' | 'status'>[]) {
  const key = (item_id: string, companion_id: string) => JSON.stringify([item_id, companion_id])
  const decisions = new Map(pairs.map((pair) => [key(pair.item_id, pair.companion_id), pair.status]))
  return (item_id: string, companion_id: string): Decision | undefined =>
    decisions.get(key(item_id, companion_id))
}
