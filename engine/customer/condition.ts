import type { CustomerNumber } from '../../vocabulary/customers.ts'
import type { Channel } from '../../vocabulary/decisions/offers.ts'
import { DAY } from '../../vocabulary/time.ts'
import { folded, isWithin, prepareTest } from '../rules/item-test.ts'
import type { ItemFacts, ItemTest, Range } from '../rules/rule.ts'

/** An item that a customer bought, at the times of the orders; UTC milliseconds, 0 for an order without a date. */
export type BoughtItem = { item: ItemFacts; at: readonly number[] }

/** What is known of a customer; a number or a consent that is missing is unknown, which is not the same as none. */
export type CustomerFacts = {
  numbers: Partial<Record<CustomerNumber, number>>
  bought: readonly BoughtItem[]
  tags: readonly string[]
  group?: string
  /** The name of the customer's cluster; missing where there are none. */
  cluster?: string
  account?: string
  attributes: Readonly<Record<string, string | number | boolean>>
  consents: Partial<Record<Channel, boolean>>
  /** The shop's segments by id. */
  segments: ReadonlyMap<string, CustomerCondition>
}

/** A condition on customers. */
export type CustomerCondition =
  | { all: readonly CustomerCondition[] }
  | { any: readonly CustomerCondition[] }
  | { not: CustomerCondition }
  | ({ number: CustomerNumber } & Range)
  | { bought: ItemTest; within_days?: number | undefined; times?: number | undefined }
  | { tag: readonly string[] }
  | { group: readonly string[] }
  | { cluster: readonly string[] }
  | { account: 'any' | readonly string[] }
  | { attribute: string; values: readonly (string | number | boolean)[] }
  | { consent: Channel }
  /** A member of a segment; unknown when there is no such segment. */
  | { segment: string }

/** Kleene's logic of three values: an unknown part decides nothing that the others do not decide. */
type Truth = boolean | 'unknown'

/** Whether the condition holds for the customer; `unknown` if that depends on a fact that is missing. @param now UTC milliseconds */
export function holds(condition: CustomerCondition, facts: CustomerFacts, now: number): Truth {
  if ('all' in condition) return allOf(condition.all.map((one) => holds(one, facts, now)))
  if ('any' in condition) return negated(allOf(condition.any.map((one) => negated(holds(one, facts, now)))))
  if ('not' in condition) return negated(holds(condition.not, facts, now))
  if ('number' in condition) {
    const value = facts.numbers[condition.number]
    return value === undefined ? 'unknown' : isWithin(value, condition)
  }
  if ('bought' in condition) return hasBought(condition, facts.bought, now)
  if ('tag' in condition) return isAnyOf(facts.tags, condition.tag)
  if ('group' in condition) return isAnyOf(facts.group === undefined ? [] : [facts.group], condition.group)
  if ('cluster' in condition)
    return facts.cluster === undefined ? 'unknown' : condition.cluster.includes(facts.cluster)
  if ('account' in condition) {
    const { account } = facts
    if (condition.account === 'any') return account !== undefined
    return account !== undefined && condition.account.includes(account)
  }
  if ('attribute' in condition) {
    const value = facts.attributes[condition.attribute]
    return value === undefined ? 'unknown' : condition.values.some((one) => sameText(one, value))
  }
  if ('segment' in condition) {
    const segment = facts.segments.get(condition.segment)
    // A segment is not made of others, so it needs none.
    return segment ? holds(segment, { ...facts, segments: new Map() }, now) : 'unknown'
  }
  return facts.consents[condition.consent] ?? 'unknown'
}

const negated = (truth: Truth): Truth => (truth === 'unknown' ? truth : !truth)

function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes('unknown') ? 'unknown' : true
}

const sameText = (a: string | number | boolean, b: string | number | boolean) =>
  folded(String(a)) === folded(String(b))

const isAnyOf = (own: readonly string[], wanted: readonly string[]): boolean => {
  const set = new Set(own.map(folded))
  return wanted.some((one) => set.has(folded(one)))
}

function hasBought(
  { bought: test, within_days, times = 1 }: Extract<CustomerCondition, { bought: ItemTest }>,
  bought: readonly BoughtItem[],
  now: number,
): boolean {
  const since = within_days === undefined ? Number.NEGATIVE_INFINITY : now - within_days * DAY
  const matches = prepareTest(test)
  const purchases = bought
    .filter(({ item }) => matches(item))
    .reduce((sum, { at }) => sum + at.filter((time) => time >= since).length, 0)
  return purchases >= times
}
