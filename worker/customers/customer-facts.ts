import type { BoughtItem, CustomerCondition, CustomerFacts } from '../../engine/customer/condition.ts'
import { bareFacts } from '../../engine/rules/rule.ts'
import type { CustomerDetails } from '../../schema/customers/details.ts'
import type { CustomerNumber } from '../../vocabulary/customers.ts'
import { DAY } from '../../vocabulary/time.ts'
import { factsOf } from '../serve/facts.ts'
import type { BoughtRow, StoredFacts } from '../store/customers/facts.ts'
import { NO_ANSWERS } from '../store/customers/purchases.ts'
import { profileOf } from './profile.ts'

/** Lists of a profile that no condition compares. */
const NOTHING_LISTED = { items: [], categories: [], brands: [], channels: [], answers: NO_ANSWERS }

/** What conditions compare of a person. @param details of the person, see detailsOfPerson */
export function customerFacts(
  { purchases, bought }: Pick<StoredFacts, 'purchases' | 'bought'>,
  details: CustomerDetails,
  segments: ReadonlyMap<string, CustomerCondition>,
  currency: string,
  now: number,
): CustomerFacts {
  const profile = profileOf('', { ...purchases, ...NOTHING_LISTED }, currency, now)
  const since = (at: number | null) => (at === null ? null : (now - at) / DAY)
  const numbers: Record<CustomerNumber, number | null | undefined> = {
    orders: profile.orders,
    total_spent: profile.total_spent,
    average_order_value: profile.average_order_value,
    margin: profile.margin,
    return_rate: profile.return_rate,
    discount_share: profile.discount_share,
    average_item_price: profile.average_item_price,
    days_since_first_order: since(profile.first_order_at),
    days_since_last_order: since(profile.last_order_at),
    days_between_orders: profile.days_between_orders,
    probability_active: profile.expected?.probability_active,
    orders_90_days: profile.expected?.orders_90_days,
    spent_365_days: profile.expected?.spent_365_days,
    recency_score: profile.groups?.recency_score,
    frequency_score: profile.groups?.frequency_score,
    monetary_score: profile.groups?.monetary_score,
    satisfaction: details.satisfaction,
    age: ageOf(details, now),
  }
  const { group, account, attributes = {}, consents = {} } = details
  const { accepts_email, accepts_sms } = profile
  return {
    numbers: Object.fromEntries(Object.entries(numbers).filter(([, value]) => typeof value === 'number')),
    bought: bought.map(boughtItem),
    tags: profile.tags,
    attributes,
    segments,
    consents: {
      ...Object.fromEntries(Object.entries(consents).map(([channel, { given }]) => [channel, given])),
      // A file of customers has no times, so its no counts beside any yes.
      ...withFile('email', accepts_email, consents.email?.given),
      ...withFile('sms', accepts_sms, consents.sms?.given),
    },
    ...(group !== undefined && { group }),
    ...(profile.groups?.cluster && { cluster: profile.groups.cluster }),
    ...(account !== undefined && { account }),
  }
}

const boughtItem = (row: BoughtRow): BoughtItem => ({
  item: factsOf(row.category === null ? { ...row, category: '' } : row) ?? bareFacts(row.item_id, row.price),
  at: JSON.parse(row.at),
})

/** Whole years that a person has lived for sure: in the year of a birthday it may still come. */
const ageOf = ({ birth_year }: CustomerDetails, now: number): number | undefined =>
  birth_year === undefined ? undefined : new Date(now).getUTCFullYear() - birth_year - 1

/** The consent to a channel by the file of customers and by what the merchant says besides. */
const withFile = (channel: 'email' | 'sms', file: boolean | null, said: boolean | undefined) =>
  file === null ? {} : { [channel]: file && (said ?? true) }
