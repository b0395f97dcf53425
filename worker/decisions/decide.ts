import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { noSuchCustomer } from '../customers/no-such-customer.ts'
import type { Situation } from '../store/decisions/situation.ts'
import { writeDecision } from '../store/decisions/write.ts'
import type { Store } from '../store/open.ts'
import { decisionEvents } from './announce.ts'
import { type Decided, type Plan, planOf } from './plan.ts'
import { type Asked, askedOf } from './question.ts'

/** Attempts when other requests about the same person come in between. */
const MAX_ATTEMPTS = 10

/**
 * Finds the next best offer for a person on a channel. A decision that is valid and unanswered is returned again on every channel; on
 * an outbound one it takes a place in the windows of the contact policy, or is withheld.
 * @param more `trial` decides and writes nothing; `isVouched` for a person whom the shop's server has named by a signature, who may be new
 * @throws {PairwellError} `no_such_customer`, `busy`
 */
export async function decide(
  store: Store,
  shop: Shop,
  asked: Asked,
  now: number,
  { trial = false, isVouched = false } = {},
): Promise<Decided> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { situation, question } = await askedOf(store, shop, asked, now)
    if (situation.is_erased || !(isVouched || isKnown(situation))) throw noSuchCustomer()
    const plan = planOf(situation, question)
    const isWritten =
      plan.made !== undefined || plan.contact !== undefined || plan.withdrawn.length + plan.bought.length > 0
    if (trial) return withoutOwnCode(plan)
    const events = decisionEvents(plan, situation.decisions)
    if (!isWritten || (await writeDecision(store, situation, plan, events, now))) return plan.answer
  }
  throw new PairwellError('busy', 'Other requests came in between. Ask again.')
}

/** The answer to a trial: a code of the customer's own is not given by it, so it must not be read. */
function withoutOwnCode({ answer, code }: Plan): Decided {
  const { decision } = answer
  if (decision === null || code === undefined) return answer
  return { ...answer, decision: { ...decision, content: { ...decision.content, code: null } } }
}

/** Whether the shop knows the person by anything: otherwise a handle that was mistyped would get decisions of its own. */
export const isKnown = ({ purchases, details, decisions }: Situation): boolean =>
  purchases.totals.orders > 0 ||
  purchases.customer !== undefined ||
  details.length > 0 ||
  decisions.length > 0
