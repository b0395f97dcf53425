import { PairwellError } from '../../../vocabulary/errors.ts'
import { writeTaken } from '../../store/orders/platform-records.ts'
import { linkPeople } from '../identity/link-people.ts'
import type { Hook, OrderMessage, RecordMessage, Step } from './records.ts'
import { stepOfOrder } from './take-order.ts'
import { stepOfProduct, stepOfStock } from './take-product.ts'

/** Maximum number of attempts: simultaneous messages about one record conflict, and each is retried this often. */
const MAX_ATTEMPTS = 5

/**
 * Joins a message to the stored state of its record and writes the resulting row. Returns false when the message contains nothing
 * new.
 * @throws {RowProblem} when the state does not make a valid item or order
 * @throws {PairwellError} `unavailable` when too many messages about the same record arrive at once
 */
export async function take(hook: Hook, message: RecordMessage): Promise<boolean> {
  if (message.about === 'order' && message.buyer && isPaid(message)) {
    await linkPeople(hook.store, [message.buyer], hook.now)
  }
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    const step = await stepOf(hook, message)
    if (step === 'late') return false
    if (await writeTaken(hook.store, hook, step.seen, step.taken)) return true
  }
  throw new PairwellError(
    'unavailable',
    'Too many messages about the same record arrived at once. Send this one again.',
  )
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

/** Only an order that was paid joins names: anybody can begin one under somebody else's address. */
export const isPaid = ({ part }: OrderMessage): boolean => {
  const { status = 'paid' } = part.word ?? {}
  return status === 'paid' || status === 'refunded'
}
