import { PairwellError } from '../../../vocabulary/errors.ts'
import { writeTaken } from '../../store/orders/platform-records.ts'
import type { Hook, RecordMessage, Step } from './records.ts'
import { stepOfOrder } from './take-order.ts'
import { stepOfProduct, stepOfStock } from './take-product.ts'

/** Messages about one thing that come at once get into each other's way; each gives way so often. */
const MOST_TRIES = 5

/**
 * Joins a message to what the platform has said before and writes the row that comes of it. False when it says nothing
 * new.
 * @throws {RowProblem} when what it says makes no item or order
 * @throws {PairwellError} `unavailable` when too many messages about the same thing come at once
 */
export async function take(hook: Hook, message: RecordMessage): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const step = await stepOf(hook, message)
    if (step === 'late') return false
    if (await writeTaken(hook.store, hook, step.seen, step.taken)) return true
  }
  throw new PairwellError('unavailable', 'Too many messages about the same thing at once. Send it again.')
}

function stepOf(hook: Hook, message: RecordMessage): Promise<Step> {
  switch (message.about) {
    case 'product':
      return stepOfProduct(hook, message)
    case 'stock':
      return stepOfStock(hook, message)
    case 'order':
      return stepOfOrder(hook, message)
  }
}
