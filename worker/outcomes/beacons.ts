import type { BeaconRow } from '../../schema/outcomes/events.ts'
import type { Env } from '../env.ts'
import { loggable } from '../store/loggable.ts'
import { open } from '../store/open.ts'
import { addBeacons } from '../store/outcomes/events.ts'

/** Maximum delay in seconds before a failed message is retried; the delay doubles each time. */
const MAX_RETRY_DELAY = 3_600

/**
 * Stores a beacon; once this returns, the beacon is stored durably. Beacons of a shop that sends faster than the deployment's
 * write rate are queued, so that a peak is written in few statements and does not delay the database's other shops.
 */
export async function keepBeacon(env: Env, row: BeaconRow): Promise<void> {
  if (await isQueued(env, row)) return
  await addBeacons(open(env, row.shop_id), [row])
}

/**
 * Whether the queue accepted the beacon; otherwise it is written at once. A beacon is at most half as long as a message may be.
 */
async function isQueued({ BEACONS, BEACON_RATE }: Env, row: BeaconRow): Promise<boolean> {
  if (!BEACONS || !BEACON_RATE) return false
  if ((await BEACON_RATE.limit({ key: row.shop_id })).success) return false
  try {
    await BEACONS.send(row)
    return true
  } catch (thrown) {
    console.warn(`A beacon of shop ${row.shop_id} could not be queued and is written directly:`, thrown)
    return false
  }
}

/** Writes queued beacons, shop by shop. A shop whose write fails is retried and does not delay the others. */
export async function writeQueued(batch: MessageBatch<BeaconRow>, env: Env): Promise<void> {
  for (const shop_id of new Set(batch.messages.map(({ body }) => body.shop_id))) {
    const messages = batch.messages.filter(({ body }) => body.shop_id === shop_id)
    try {
      const rows = messages.map(({ body }) => body)
      await addBeacons(open(env, shop_id), rows)
      for (const message of messages) message.ack()
    } catch (thrown) {
      console.error(
        `Queued beacons of shop ${shop_id} could not be written and will be retried:`,
        loggable(thrown),
      )
      for (const message of messages) {
        message.retry({ delaySeconds: Math.min(MAX_RETRY_DELAY, 2 ** message.attempts) })
      }
    }
  }
}
