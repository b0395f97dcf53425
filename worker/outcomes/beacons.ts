import type { BeaconRow } from '../../schema/outcomes/events.ts'
import type { Env } from '../env.ts'
import { open } from '../store/open.ts'
import { addBeacons } from '../store/outcomes/events.ts'

/** A message that failed waits twice as long each time, and at most so many seconds. */
const LONGEST_WAIT = 3_600

/**
 * Keeps a beacon: when this returns, it is not lost any more. A shop that sends faster than the deployment lets it write has
 * its beacons queued, so that a rush is written in few statements and other shops of the database are not held up.
 */
export async function keepBeacon(env: Env, row: BeaconRow): Promise<void> {
  if (await isQueued(env, row)) return
  await addBeacons(open(env, row.shop_id), [row])
}

/** Whether the queue has taken it; what it does not take is written at once. A beacon is half of what a message may be. */
async function isQueued({ BEACONS, BEACON_RATE }: Env, row: BeaconRow): Promise<boolean> {
  if (!BEACONS || !BEACON_RATE) return false
  if ((await BEACON_RATE.limit({ key: row.shop_id })).success) return false
  try {
    await BEACONS.send(row)
    return true
  } catch (thrown) {
    console.warn(`A beacon of shop ${row.shop_id} was not queued:`, thrown)
    return false
  }
}

/** Writes what was queued, shop by shop. One that fails is tried again and holds up no other. */
export async function writeQueued(batch: MessageBatch<BeaconRow>, env: Env): Promise<void> {
  for (const shop_id of new Set(batch.messages.map(({ body }) => body.shop_id))) {
    const messages = batch.messages.filter(({ body }) => body.shop_id === shop_id)
    try {
      const rows = messages.map(({ body }) => body)
      await addBeacons(open(env, shop_id), rows)
      for (const message of messages) message.ack()
    } catch (thrown) {
      console.error(`queued beacons of shop ${shop_id}:`, thrown)
      for (const message of messages) {
        message.retry({ delaySeconds: Math.min(LONGEST_WAIT, 2 ** message.attempts) })
      }
    }
  }
}
