import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { readSituation } from '../store/decisions/situation.ts'
import { writeDecision } from '../store/decisions/write.ts'
import type { Store } from '../store/open.ts'
import { decisionEvents } from './announce.ts'

const MAX_ATTEMPTS = 10

/**
 * Withdraws a decision that nobody has got: its planned contacts have no place any more, and webhooks are told. One that was delivered or answered
 * meanwhile stays.
 * @throws {PairwellError} `busy`
 */
export async function withdraw(
  store: Store,
  { currency }: Shop,
  { decision_id, customer }: { decision_id: string; customer: string },
  now: number,
): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const situation = await readSituation(store, customer, { currency, countsAccounts: false }, now)
    const isOpen = situation.decisions.some((row) => row.decision_id === decision_id && row.status === 'open')
    if (!isOpen) return
    const change = { withdrawn: [decision_id], bought: [] }
    const events = decisionEvents(change, situation.decisions)
    if (await writeDecision(store, situation, change, events, now)) return
  }
  throw new PairwellError('busy', 'Other requests about this customer came in between. Ask again.')
}
