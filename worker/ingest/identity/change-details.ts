import type * as v from 'valibot'
import type {
  CustomerDetails,
  customerDetailsList,
  WrittenDetails,
} from '../../../schema/customers/details.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { changedDetails } from '../../customers/details.ts'
import type { Env } from '../../env.ts'
import { readDetails, writeDetails } from '../../store/customers/details.ts'
import type { Store } from '../../store/open.ts'
import { identifierOf } from './identifier.ts'
import { keysOfFact } from './join-people.ts'

type Written = v.InferOutput<typeof customerDetailsList>['customers']

/**
 * Changes what the merchant says of customers. A customer who is named several times gets the changes in the order of the list. Nobody
 * who was erased becomes known again.
 */
export async function changeDetails(
  env: Env,
  store: Store,
  shop: Shop,
  customers: Written,
  now: number,
): Promise<{ written: number; erased: number }> {
  const identifier = await identifierOf(env, shop)
  // A customer with two names is changed under both: which of them the next call gives is not known.
  const changes = customers.map(({ customer, customer_id, customer_email: email, ...change }) => {
    const fact = customer === undefined ? identifier.factOf({ customer_id, email }) : undefined
    const keys = customer === undefined ? (fact ? keysOfFact(fact) : []) : [customer]
    return { keys, change: notInFuture(change, now) }
  })
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { details: before, erased } = await readDetails(store, [
      ...new Set(changes.flatMap(({ keys }) => keys)),
    ])
    const kept = changes.filter(({ keys }) => keys.length > 0 && !keys.some((key) => erased.has(key)))
    const after = new Map<string, CustomerDetails>()
    for (const { keys, change } of kept) {
      for (const key of keys) {
        after.set(key, changedDetails(after.get(key) ?? before.get(key)?.details ?? {}, change))
      }
    }
    const rows = Array.from(after, ([customer, details]) => ({
      ...{ customer, details, version: before.get(customer)?.version ?? 0 },
    }))
    if (rows.length === 0 || (await writeDetails(store, rows, now))) {
      return { written: kept.length, erased: changes.length - kept.length }
    }
  }
  throw new PairwellError('busy', 'Other calls about these customers came in between. Send it again.')
}

const MAX_ATTEMPTS = 10

/** Consents with a time that is not after now: one from the future would outrank every later word. */
function notInFuture(change: WrittenDetails, now: number): WrittenDetails {
  if (!change.consents) return change
  const consents = Object.fromEntries(
    Object.entries(change.consents).map(([channel, one]) => [channel, { ...one, at: Math.min(one.at, now) }]),
  )
  return { ...change, consents }
}
