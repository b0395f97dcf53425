import type { Actor } from '../../schema/audit.ts'
import { MAX_TRIGGERS_ON, type TriggerRow, type WrittenTrigger } from '../../schema/triggers/triggers.ts'
import type { TriggerStatus } from '../../vocabulary/decisions/triggers.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { changedMeanwhile } from '../http/etag.ts'
import { readShared } from '../store/decisions/people.ts'
import { timeId } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { countTriggers, writeTrigger } from '../store/triggers/triggers.ts'

export const noSuchTrigger = () =>
  new PairwellError('unknown_trigger', 'There is no such trigger. GET /v1/triggers lists them.')

/**
 * Writes what a trigger says, as the next version of it. Whoever changes one that is on approves it.
 * @throws {PairwellError} `unknown_offer`, `changed_meanwhile`
 */
export async function saveTrigger(
  store: Store,
  before: TriggerRow | undefined,
  written: WrittenTrigger,
  actor: Actor,
  now: number,
): Promise<TriggerRow> {
  const row: Omit<TriggerRow, 'shop_id'> = {
    ...{ trigger_id: before?.trigger_id ?? timeId('trg', now), version: (before?.version ?? 0) + 1 },
    ...{ status: before?.status ?? 'off', written, created_at: before?.created_at ?? now, changed_at: now },
    ...{ author_kind: actor.kind, author_id: actor.id, on_at: before?.on_at ?? null },
    ...(before?.status === 'on'
      ? { approver_kind: actor.kind, approver_id: actor.id, approved_at: now }
      : { approver_kind: null, approver_id: null, approved_at: null }),
  }
  if (row.status === 'on') await checkOffers(store, written)
  return await write(store, row, now)
}

/**
 * Turns a trigger on, from which time on causes count, or off, which cancels what waits. One that is so already stays as it is.
 * @throws {PairwellError} `unknown_offer`, `too_many_triggers`, `changed_meanwhile`
 */
export async function turn(
  store: Store,
  before: TriggerRow,
  status: TriggerStatus,
  actor: Actor,
  now: number,
): Promise<TriggerRow> {
  if (before.status === status) return before
  const { shop_id: _, ...same } = before
  const next = { ...same, version: before.version + 1, status, changed_at: now }
  if (status === 'off') return await write(store, { ...next, on_at: null }, now)
  await checkOffers(store, before.written)
  if ((await countTriggers(store)).on >= MAX_TRIGGERS_ON) {
    throw new PairwellError(
      'too_many_triggers',
      `A shop has at most ${MAX_TRIGGERS_ON} triggers that are on. Turn one of them off first.`,
    )
  }
  const approver = { approver_kind: actor.kind, approver_id: actor.id, approved_at: now }
  return await write(store, { ...next, ...approver, on_at: now }, now)
}

/** Refuses a trigger with an offer that cannot be made. */
async function checkOffers(store: Store, { steps }: WrittenTrigger): Promise<void> {
  const wanted = steps.map(({ offer_id }) => offer_id)
  const { offers } = await readShared(store, wanted)
  const missing = wanted.filter((id) => !offers.some(({ offer_id }) => offer_id === id))
  if (missing.length === 0) return
  throw new PairwellError(
    'unknown_offer',
    'An offer of the trigger is not approved or live. Approve it first: PATCH /v1/offers/{offer_id}.',
    { offer_ids: missing },
  )
}

async function write(store: Store, row: Omit<TriggerRow, 'shop_id'>, now: number): Promise<TriggerRow> {
  if (!(await writeTrigger(store, row, now))) throw changedMeanwhile()
  return { ...row, shop_id: store.shop_id }
}
