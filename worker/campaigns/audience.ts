import { type CustomerCondition, holds } from '../../engine/customer/condition.ts'
import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import { loadModel } from '../customers/model.ts'
import { bestCustomers, findFamily } from '../customers/target-lists.ts'
import type { Question } from '../decisions/stages.ts'
import { listBuyerKeys } from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'

/** The next customers of an audience, and the key after which the next page begins; null at the end. */
export type AudiencePage = { persons: string[]; next: string | null }

type Audience = CampaignRow['campaign']['audience']

/** Reads the customers among whom the audience is, page by page. */
export type NextCustomers = (after: string, limit: number) => Promise<AudiencePage>

/** How the customers of an audience are read. Conditions are judged afterwards, with what is read of each. */
export async function customersOf(store: Store, audience: Audience): Promise<NextCustomers> {
  if (audience.type !== 'list' && audience.type !== 'family') {
    return async (after, limit) => await nextBuyers(store, after, limit)
  }
  const listed = audience.type === 'list' ? audience.customers : await likeliest(store, audience)
  const customers = [...new Set(listed)].sort()
  return async (after, limit) => {
    const persons = customers.filter((one) => one > after).slice(0, limit)
    return { persons, next: persons.length < limit ? null : (persons.at(-1) ?? null) }
  }
}

async function nextBuyers(store: Store, after: string, limit: number): Promise<AudiencePage> {
  const buyers = await listBuyerKeys(store, after, limit)
  return {
    // A person is listed under the first of their keys that bought, so no page repeats another.
    persons: buyers.filter(({ isFirst }) => isFirst).map(({ person }) => person),
    next: buyers.length < limit ? null : (buyers.at(-1)?.key ?? null),
  }
}

async function likeliest(
  store: Store,
  { family, customers }: Extract<Audience, { type: 'family' }>,
): Promise<string[]> {
  const model = await loadModel(store)
  const found = model && (await findFamily(store, { family }, model))
  return found ? (await bestCustomers(store, found.number, customers)).map(({ customer }) => customer) : []
}

/** The condition that members of the audience meet; null for none. Undefined for a segment that is gone: nobody is in it. */
export function conditionOf(
  audience: Audience,
  segments: readonly { segment_id: string; condition: unknown }[],
): CustomerCondition | null | undefined {
  if (audience.type === 'condition') return audience.condition
  if (audience.type !== 'segment') return null
  const segment = segments.find(({ segment_id }) => segment_id === audience.segment_id)
  return segment?.condition as CustomerCondition | undefined
}

/** Whether a customer is in the audience: what cannot be decided counts as no. */
export const isIn = (condition: CustomerCondition | null, { facts, now }: Question): boolean =>
  condition === null || holds(condition, facts, now) === true
