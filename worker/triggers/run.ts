import type { Shop } from '../../schema/shop/shops.ts'
import type { FiringRow } from '../../schema/triggers/firings.ts'
import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { readShop } from '../store/shop/shops.ts'
import { dueFirings, writeLooked } from '../store/triggers/firings.ts'
import { readTriggersOn } from '../store/triggers/triggers.ts'
import { type Case, type Outcome, readCases } from './case.ts'
import { lookAgain } from './look-again.ts'
import { takeOrders } from './take-orders.ts'
import { takeTurn } from './take-turn.ts'
import { walkCustomers } from './walk-customers.ts'
import { walkDates } from './walk-dates.ts'
import { walkViews } from './walk-views.ts'

/**
 * Looks for causes, and does what is due. Called again after an interruption, it goes on where the last call ended: causes that were noted
 * are noted once, and a decision that was made before the interruption is found again.
 */
export async function runTriggers(store: Store, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  if (!shop) return
  const now = Date.now()
  const triggers = await readTriggersOn(store)
  await takeOrders(store, triggers, now, lease)
  await doDue(store, shop, triggers, now, lease)
  await walkDates(store, shop, triggers, now, lease)
  await walkViews(store, shop, triggers, now, lease)
  await walkCustomers(store, shop, triggers, now, lease)
  await doDue(store, shop, triggers, now, lease)
}

/** Firings of one read. */
const PAGE = 25

/** Does what is due, the oldest first, until nothing is left. */
async function doDue(
  store: Store,
  shop: Shop,
  triggers: readonly TriggerRow[],
  now: number,
  lease: JobLease,
): Promise<void> {
  const byId = new Map(triggers.map((row) => [row.trigger_id, row]))
  for (;;) {
    lease.handOverIfSpent()
    const page = await dueFirings(store, now, PAGE)
    if (page.length === 0) return
    await doPage(store, await readCases(store, shop, page, byId, now), page, lease)
  }
}

async function doPage(
  store: Store,
  cases: readonly Case[],
  page: readonly FiringRow[],
  lease: JobLease,
): Promise<void> {
  if (cases.length < page.length) throw new Error('A firing was read without its customer.')
  /** Decisions that were made for the firings of this page. */
  const made: string[] = []
  let outcomes: Outcome[] = []
  const write = async () => {
    const changes = outcomes.map(({ change }) => change)
    await writeLooked(
      store,
      changes,
      outcomes.flatMap(({ next }) => next ?? []),
    )
    outcomes = []
  }
  try {
    for (const one of cases) {
      lease.handOverIfSpent()
      const outcome = await outcomeOf({
        ...one,
        known: { ...one.known, claimed: [...one.known.claimed, ...made] },
      })
      outcomes.push(outcome)
      const { decision_id, state } = outcome.change
      if (decision_id !== null && state === 'decided') made.push(decision_id)
      // A decision and its note are as near to each other as can be.
      if (one.firing.decision_id !== decision_id) await write()
    }
  } finally {
    await write()
  }
  await lease.pause()
}

const outcomeOf = async (one: Case): Promise<Outcome> =>
  one.firing.state === 'decided' ? await lookAgain(one) : { change: await takeTurn(one) }
