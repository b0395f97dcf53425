import type { ShopBeacon } from '../../schema/outcomes/events.ts'
import { MINUTE } from '../../vocabulary/time.ts'
import type { Env, JobMessage } from '../env.ts'
import { logFault } from '../log.ts'
import { writeQueued } from '../outcomes/beacons.ts'
import { Budget } from '../store/budget.ts'
import { advance } from './advance.ts'
import { tickDatabase } from './tick.ts'

/** Maximum delay in seconds before a message that failed is delivered again; the delay doubles each time. */
const MAX_RETRY_DELAY = 3_600

/** Age at which the message of a tick is dropped: its claims would end before its work does. */
const MAX_TICK_AGE = 5 * MINUTE

export type Message = JobMessage | ShopBeacon

/** All messages of a batch are from one queue: beacons, or jobs. */
const isOfBeacons = (batch: MessageBatch<Message>): batch is MessageBatch<ShopBeacon> =>
  batch.messages.some(({ body }) => 'beacon_id' in body)
const isOfJobs = (batch: MessageBatch<Message>): batch is MessageBatch<JobMessage> => !isOfBeacons(batch)

/** Receives a batch of either queue. */
export async function receive(batch: MessageBatch<Message>, env: Env): Promise<void> {
  if (isOfBeacons(batch)) await writeQueued(batch, env)
  else if (isOfJobs(batch)) await receiveJobs(batch, env)
}

/** Does the work of queue messages, one after the other. A message whose work throws is delivered again, and only that one. */
async function receiveJobs(batch: MessageBatch<JobMessage>, env: Env): Promise<void> {
  // One for all messages: D1 counts the statements of the invocation.
  const budget = new Budget()
  for (const message of batch.messages) {
    try {
      await handle(env, message.body, budget)
      message.ack()
    } catch (thrown) {
      logFault('message_failed', { attempts: message.attempts, ...message.body }, thrown)
      message.retry({ delaySeconds: Math.min(MAX_RETRY_DELAY, 2 ** message.attempts) })
    }
  }
}

async function handle(env: Env, message: JobMessage, budget: Budget): Promise<void> {
  if ('database' in message) {
    // A later tick has done its work.
    if (Date.now() - message.now > MAX_TICK_AGE) return
    return await tickDatabase(env, message.database, message.now)
  }
  await advance(env, message.shop_id, budget, message.lane && [message.lane])
}
