import type { Baskets } from '../../engine/data/baskets.ts'
import { modelFaults } from '../../engine/gate/structure.ts'
import { mine } from '../../engine/mine/mine.ts'
import type { ModelCounts, ModelRow } from '../../schema/models/models.ts'
import { drained, type JobLease, LostLease } from '../jobs/lease/lease.ts'
import { writeReferences } from '../store/catalogue/references.ts'
import { allHeldPairs, type HeldPairCells } from '../store/models/held-pairs.ts'
import { type SlotLease, takeSlot } from '../store/models/lists.ts'
import { changeModel, publish, readModel, readSlots, refuse } from '../store/models/models.ts'
import { readTuned } from '../store/models/tunings.ts'
import type { Store } from '../store/open.ts'
import { tailsOfItems } from './alternatives.ts'
import { AccuracyCheck } from './gate.ts'
import { type DescribedCatalogue, readDescribed } from './item-features.ts'
import { ListWriter } from './list-writer.ts'
import { namedLists } from './mined-lists.ts'
import { type Filled, fillTable } from './read-orders.ts'

const DAY = 86_400_000
/** After so long with nothing but refusals a model of sound structure serves all the same: the season may have turned. */
const PATIENCE = 7 * DAY

/** Mines the shop's orders into the idle slot, checks what came out, and publishes it. */
export async function mineModel(store: Store, model_id: string, lease: JobLease): Promise<void> {
  const model = await begin(store, model_id)
  if (!model) return
  // Before the first order is read: what comes from here on asks for the next run.
  const slots = await readSlots(store)
  const new_orders = slots?.new_orders ?? 0
  const catalogue = await readDescribed(store)
  await lease.pause()
  const filled = await fillTable(store, catalogue, model.settings, lease)
  const baskets = await drained(filled.table.closing(), lease)
  const slotLease = await takeSlot(store, model_id)
  const made = await writeModel(store, slotLease, model, { catalogue, filled, baskets }, lease)
  const counted = { customers: baskets.customers, array_bytes: baskets.arena.peak }
  const counts: ModelCounts = { ...filled.counts, ...made.counts, ...counted }
  const live = slots?.live_model ? await readModel(store, slots.live_model) : undefined
  const structure = [...made.faults, ...modelFaults(counts, live?.counts ?? undefined)]
  const grade = await made.accuracy.compare(store, { settings: model.settings, counts }, live)
  const facts = { counts, hash: made.hash, now: Date.now(), new_orders, gate: grade?.result ?? null }
  const worse = grade?.faults ?? []
  const waited = slots?.refused_since ? facts.now - slots.refused_since : 0
  const patient = structure.length > 0 || waited < PATIENCE
  if (structure.length + worse.length > 0 && patient) {
    const refusals = [...structure, ...worse]
    await refuse(store, model_id, { ...facts, refusals })
    console.error(`model ${model_id} of shop ${store.shop_id} refused: ${refusals.join(', ')}`)
    return
  }
  const note =
    worse.length > 0
      ? `Serves although it foretells less (${worse.join(', ')}): for a week nothing else came.`
      : null
  await writeReferences(store, filled.references)
  if (!(await publish(store, slotLease, { ...facts, note }, made.held))) throw new LostLease()
}

/** The run, which goes by the settings that the newest search has found; undefined when it is over. */
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
  counts: Omit<ModelCounts, keyof Filled['counts'] | 'customers' | 'array_bytes'>
}

/** What the engine makes a model of. */
type Source = { catalogue: DescribedCatalogue; filled: Filled; baskets: Baskets }

async function writeModel(
  store: Store,
  slotLease: SlotLease,
  model: ModelRow,
  { catalogue, filled, baskets }: Source,
  lease: JobLease,
): Promise<Made> {
  const tails = await tailsOfItems(store, catalogue, baskets, filled.trend, lease)
  const words = new Map(
    (await allHeldPairs(store)).map(({ item_id, companion_id, status }) => [
      pairKey(item_id, companion_id),
      status,
    ]),
  )
  const held: HeldPairCells[] = []
  const { goods } = catalogue
  const isOffered = (item: number) => goods.offered[item] ?? false
  const writer = new ListWriter(store, slotLease, catalogue)
  const accuracy = new AccuracyCheck(
    catalogue,
    filled.newest.orders.map(({ items }) => items),
  )
  const lists = namedLists(mine(baskets, catalogue.categories, model.settings, goods.titles, isOffered), {
    catalogue,
    held: filled.newest.counts(),
    recent: filled.recent,
    tailsOf: tails.of,
    familyOf: tails.familyOf,
    wordOn: (item_id, companion_id) => words.get(pairKey(item_id, companion_id)),
    withhold: ({ item, companion, co_orders, customers }) => {
      const item_id = catalogue.ids[item] ?? ''
      const companion_id = catalogue.ids[companion] ?? ''
      held.push({ item_id, companion_id, status: 'waiting', held_at: model.created_at, co_orders, customers })
    },
  })
  let next = lists.next()
  for (; !next.done; next = lists.next()) {
    if (next.value === undefined) {
      await lease.pause()
      continue
    }
    accuracy.note(next.value)
    if (writer.add(next.value)) {
      await writer.flush(false)
      await lease.pause()
    }
  }
  await writer.finish()
  tails.close()
  const bought = catalogue.ids.filter((_, item) => baskets.ordersOf(item) > 0).length
  const { written, deleted } = writer.written
  return {
    faults: [...writer.faults],
    hash: writer.digest(),
    held,
    accuracy,
    counts: {
      items: catalogue.ids.length,
      items_bought: bought,
      ...writer.readiness(),
      ...tails.counts(),
      pairs: next.value.pairs,
      pairs_of_three: next.value.in_three_orders / 2,
      pairs_held: held.length,
      lists: writer.lists,
      lists_written: written,
      lists_deleted: deleted,
    },
  }
}

const pairKey = (item_id: string, companion_id: string): string => JSON.stringify([item_id, companion_id])
