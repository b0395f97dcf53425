import type { ShopBeacon } from '../../schema/outcomes/events.ts'
import type { Env } from '../env.ts'
import { logFault } from '../log.ts'
import { open } from '../store/open.ts'
import { addBeacons } from '../store/outcomes/beacons.ts'
import { weightOf } from './budget.ts'
import { countPage } from './page-counter.ts'

/** Maximum delay in seconds before a failed message is retried; the delay doubles each time. */
const MAX_RETRY_DELAY = 3_600

/** Why the merchant reads that events were not kept. */
export const OVER_BUDGET = 'over_budget'

/** A beacon before it is known whether the shop's budget allows it. */
export type ArrivedBeacon = Omit<ShopBeacon, 'weight'> & {
  /** What it costs of the budget: see schema/outcomes/intakes.ts. */
  units: number
  /** 0 ≤ draw < 1, which decides whether it is kept when only some are. */
  draw: number
}

/**
 * Stores a beacon if the shop's budget allows it; once this returns, it is stored durably, or counted as dropped. Beacons of a shop
 * that sends faster than the deployment's write rate are queued, so that a peak is written in few statements and does not delay the
 * database's other shops.
 */
export async function keepBeacon(env: Env, { units, draw, ...arrived }: ArrivedBeacon): Promise<void> {
  const store = open(env, arrived.shop_id)
  const now = arrived.received_at
  const weight = await weightOf(store, units, draw, now)
  if (weight === 0) {
    await countPage(store, { events_refused: { [OVER_BUDGET]: arrived.events.length } }, now)
    return
  }
  const beacon = { ...arrived, weight }
  if (!(await isQueued(env, beacon))) await addBeacons(store, [beacon])
}

/**
 * Whether the queue accepted the beacon; otherwise it is written at once. A beacon is at most half as long as a message may be.
 */
async function isQueued({ BEACONS, BEACON_RATE }: Env, row: ShopBeacon): Promise<boolean> {
  if (!BEACONS || !BEACON_RATE) return false
  if ((await BEACON_RATE.limit({ key: row.shop_id })).success) return false
  try {
    await BEACONS.send(row)
    return true
  } catch (thrown) {
    logFault('beacon_not_queued', { shop_id: row.shop_id }, thrown)
    return false
  }
}

/** Writes queued beacons, shop by shop. A shop whose write fails is retried and does not delay the others. */
export async function writeQueued(batch: MessageBatch<ShopBeacon>, env: Env): Promise<void> {
  for (const shop_id of new Set(batch.messages.map(({ body }) => body.shop_id))) {
    const messages = batch.messages.filter(({ body }) => body.shop_id === shop_id)
    try {
      await addBeacons(
        open(env, shop_id),
        messages.map(({ body }) => body),
      )
      for (const message of messages) message.ack()
    } catch (thrown) {
      logFault('beacons_not_written', { shop_id, beacons: messages.length }, thrown)
      for (const message of messages) {
        message.retry({ delaySeconds: Math.min(MAX_RETRY_DELAY, 2 ** message.attempts) })
      }
    }
  }
}
