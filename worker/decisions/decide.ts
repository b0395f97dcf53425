import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { noSuchCustomer } from '../customers/no-such-customer.ts'
import { writeDecision } from '../store/decisions/write.ts'
import type { Store } from '../store/open.ts'
import { type Decided, planOf } from './plan.ts'
import { type Asked, askedOf } from './question.ts'

/** Attempts when other requests about the same person come in between. */
const MAX_ATTEMPTS = 10

/**
 * Finds the next best offer for a person on a channel. A decision that is valid and unanswered is returned again on every channel; on
 * an outbound one it takes a place in the windows of the contact policy, or is withheld.
 * @param trial decides, and writes nothing
 * @throws {PairwellError} `no_such_customer`, `busy`
 */
export async function decide(
  store: Store,
  shop: Shop,
  asked: Asked,
  now: number,
  trial = false,
): Promise<Decided> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { situation, question } = await askedOf(store, shop, asked, now)
    if (situation.is_erased) throw noSuchCustomer()
    const plan = planOf(situation, question)
    const isWritten = plan.made !== undefined || plan.contact !== undefined || plan.withdrawn.length > 0
    if (trial || !isWritten || (await writeDecision(store, situation, plan, now))) return plan.answer
  }
  throw new PairwellError('busy', 'Other requests about this customer came in between. Ask again.')
}
