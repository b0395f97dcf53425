import type * as v from 'valibot'
import type { customerDetailsList } from '../../../schema/customers/details.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
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
  const changes = customers.flatMap(({ customer, customer_id, customer_email: email, ...change }) => {
    const fact = customer === undefined ? identifier.factOf({ customer_id, email }) : undefined
    const key = customer ?? (fact && keysOfFact(fact)[0])
    return key === undefined ? [] : { key, change }
  })
  const { details, erased } = await readDetails(store, [...new Set(changes.map(({ key }) => key))])
  const kept = changes.filter(({ key }) => !erased.has(key))
  for (const { key, change } of kept) details.set(key, changedDetails(details.get(key) ?? {}, change))
  const keys = [...new Set(kept.map(({ key }) => key))]
  await writeDetails(
    store,
    keys.map((customer) => ({ customer, details: details.get(customer) ?? {} })),
    now,
  )
  return { written: keys.length, erased: changes.length - kept.length }
}
