import { modelFaults } from '../../engine/gate/structure.ts'
import type { MiningSettings, ModelCounts } from '../../schema/models/models.ts'
import { DAY } from '../../vocabulary/time.ts'
import { LostLease } from '../jobs/lease/lease.ts'
import { logFault } from '../log.ts'
import type { ExclusionCells } from '../store/catalogue/exclusions.ts'
import { writeReferences } from '../store/catalogue/references.ts'
import type { HeldPairCells } from '../store/models/held-pairs.ts'
import type { SlotLease } from '../store/models/lists.ts'
import { publish, readModel, refuse, type Slots } from '../store/models/models.ts'
import type { Store } from '../store/open.ts'
import type { AccuracyCheck } from './gate.ts'

/**
 * After this time in which every model was refused for its accuracy, the next model with a valid structure is published: what
 * shoppers buy may have changed.
 */
const MAX_REFUSED_TIME = 7 * DAY

/** A model whose lists are all in the idle slot. */
export type Written = {
  settings: MiningSettings
  counts: ModelCounts
  /** Faults of its lists, one by one (engine/gate/structure.ts). */
  faults: readonly string[]
  hash: string
  accuracy: AccuracyCheck
  /** Orders received one by one that it includes. */
  new_orders: number
  held: readonly HeldPairCells[]
  found: readonly ExclusionCells[]
  /** Names in order lines other than item ids, with the ids of their items. */
  references: ReadonlyMap<string, string>
}

/**
 * The gate: publishes a written model or refuses it, whoever has mined it.
 * @param slots as they were before it was written
 * @throws {LostLease} when another worker has taken the slot
 */
export async function conclude(
  store: Store,
  slotLease: SlotLease,
  slots: Slots | undefined,
  { settings, counts, faults, hash, accuracy, new_orders, held, found, references }: Written,
): Promise<void> {
  const { model } = slotLease
  const live = slots?.live_model ? await readModel(store, slots.live_model) : undefined
  // Lists are missing where reading ended with a fault.
  const structure = faults.length > 0 ? faults : modelFaults(counts, live?.counts ?? undefined)
  const check = await accuracy.compare(store, { settings, counts }, live)
  const facts = { counts, hash, now: Date.now(), new_orders, gate: check?.result ?? null }
  const inaccurate = check?.faults ?? []
  const refusedFor = slots?.refused_since ? facts.now - slots.refused_since : 0
  const isRefused = structure.length > 0 || (inaccurate.length > 0 && refusedFor < MAX_REFUSED_TIME)
  if (isRefused) {
    const refusals = [...structure, ...inaccurate]
    await refuse(store, model, { ...facts, refusals })
    logFault('model_refused', { shop_id: store.shop_id, model_id: model, refusals: refusals.join(', ') })
    return
  }
  const note =
    inaccurate.length > 0
      ? `Published although it predicts worse (${inaccurate.join(', ')}): every model of the last week was refused.`
      : null
  await writeReferences(store, references)
  if (!(await publish(store, slotLease, { ...facts, note }, { held, found }))) throw new LostLease()
}
