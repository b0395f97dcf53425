import type { OfferRow } from '../../schema/decisions/offers.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { FiringRow } from '../../schema/triggers/firings.ts'
import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import { readOptionsOf } from '../decisions/question.ts'
import { readShared, readSituations } from '../store/decisions/people.ts'
import type { Situation } from '../store/decisions/situation.ts'
import type { Store } from '../store/open.ts'
import type { FiringCells, FiringChange } from '../store/triggers/firings.ts'
import { type KnownReason, readReasons } from '../store/triggers/reasons.ts'
import { askedReason } from './gone.ts'

/** A firing at which the job looks, with everything that is known about it. */
export type Case = {
  store: Store
  shop: Shop
  firing: FiringRow
  /** Undefined when it is off or gone. */
  trigger: TriggerRow | undefined
  /** Those of its offers that are approved or live, by id. */
  offers: ReadonlyMap<string, OfferRow>
  situation: Situation
  known: KnownReason
  now: number
}

/** What becomes of a firing, and the step that follows it. */
export type Outcome = { change: FiringChange; next?: FiringCells }

/** Reads everything about firings in three round trips, whatever their number. @param firings at most 200 */
export async function readCases(
  store: Store,
  shop: Shop,
  firings: readonly FiringRow[],
  triggers: ReadonlyMap<string, TriggerRow>,
  now: number,
): Promise<Case[]> {
  const own = firings.map((firing) => triggers.get(firing.trigger_id))
  const offer_ids = new Set(own.flatMap((one) => one?.written.steps.map(({ offer_id }) => offer_id) ?? []))
  const shared = await readShared(store, [...offer_ids])
  const persons = [...new Set(firings.map(({ customer }) => customer))]
  const situations = await readSituations(store, persons, shared, readOptionsOf(shop), now)
  const bySomebody = new Map(persons.map((person, at) => [person, situations[at]]))
  const reasons = await readReasons(
    store,
    firings.map((firing, at) => askedReason(firing, own[at], shop.time_zone)),
  )
  const offers = new Map(shared.offers.map((row) => [row.offer_id, row]))
  return firings.flatMap((firing, at) => {
    const [situation, known] = [bySomebody.get(firing.customer), reasons[at]]
    if (!situation || !known) return []
    return [{ ...{ store, shop, firing, trigger: own[at], offers, situation, known, now } }]
  })
}

/** A firing in a state in which nothing can change any more. */
export function over(
  {
    firing: { trigger_id, customer, cause, step, state: from, decision_id },
    now,
  }: Pick<Case, 'firing' | 'now'>,
  state: FiringChange['state'],
  reason: string | null = null,
): FiringChange {
  return { trigger_id, customer, cause, step, from, state, reason, decision_id, due_at: null, done_at: now }
}
