import { type CustomerCondition, holds } from '../../engine/customer/condition.ts'
import { wilson } from '../../engine/numbers/intervals.ts'
import type { SegmentRow, SegmentSize } from '../../schema/customers/segments.ts'
import { readFacts } from '../store/customers/facts.ts'
import { listBuyerKeys } from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'
import { customerFacts } from './customer-facts.ts'
import { detailsOfPerson } from './details.ts'

/** Customers that are judged in one round trip. */
const PAGE = 20
/** Customers of a sample: 6 statements each are 600 of the 1,000 that an invocation has. */
const SAMPLE = 100

/** Whether each of these people is a member, or it depends on something that is not known. */
async function judged(
  store: Store,
  persons: readonly string[],
  conditions: readonly CustomerCondition[],
  currency: string,
  now: number,
): Promise<(boolean | 'unknown')[][]> {
  const known = await readFacts(store, persons, currency)
  return known.map((stored) => {
    const details = detailsOfPerson(stored.details)
    // Nobody who objects to profiling is in a segment.
    if (details.objects_to_profiling) return conditions.map(() => false)
    const facts = customerFacts(stored, details, new Map(), currency, now)
    return conditions.map((condition) => holds(condition, facts, now))
  })
}

/** The next buyers after a key. A person is listed under the first of their keys that bought, so no page repeats another. */
async function nextPersons(store: Store, after: string, limit: number) {
  const buyers = await listBuyerKeys(store, after, limit)
  return {
    persons: buyers.filter(({ isFirst }) => isFirst).map(({ person }) => person),
    last: buyers.at(-1)?.key,
    count: buyers.length,
  }
}

/** The size of a condition on a random sample of the buyers, and its overlap with the shop's segments. */
export async function sizeOf(
  store: Store,
  condition: CustomerCondition,
  others: readonly SegmentRow[],
  currency: string,
  now: number,
): Promise<SegmentSize> {
  const { persons } = await nextPersons(store, '', SAMPLE)
  const conditions = [condition, ...others.map((one) => one.condition as CustomerCondition)]
  const answers: (boolean | 'unknown')[][] = []
  for (let at = 0; at < persons.length; at += PAGE) {
    answers.push(...(await judged(store, persons.slice(at, at + PAGE), conditions, currency, now)))
  }
  const members = answers.filter(([own]) => own === true)
  const { low, high } = answers.length > 0 ? wilson(members.length, answers.length) : { low: 0, high: 1 }
  return {
    sampled: answers.length,
    members: members.length,
    undecided: answers.filter(([own]) => own === 'unknown').length,
    share: answers.length > 0 ? members.length / answers.length : 0,
    ...{ low, high },
    overlaps: others.map(({ segment_id, name }, at) => ({
      ...{ segment_id, name },
      members: members.filter((one) => one[at + 1] === true).length,
    })),
  }
}

/** Buyers that a call looks through for members. */
const LOOKED_THROUGH = 100

/** A page of the members of a segment among the buyers after a key. */
export async function membersAfter(
  store: Store,
  condition: CustomerCondition,
  after: string,
  currency: string,
  now: number,
): Promise<{ items: { customer: string }[]; next: string | null }> {
  const { persons, last, count } = await nextPersons(store, after, LOOKED_THROUGH)
  const found: { customer: string }[] = []
  for (let at = 0; at < persons.length; at += PAGE) {
    const page = persons.slice(at, at + PAGE)
    const answers = await judged(store, page, [condition], currency, now)
    found.push(...page.filter((_, place) => answers[place]?.[0] === true).map((customer) => ({ customer })))
  }
  return { items: found, next: count < LOOKED_THROUGH ? null : (last ?? null) }
}

/** The names of the segments that a person is in. */
export async function segmentsOf(
  store: Store,
  customer: string,
  segments: readonly SegmentRow[],
  currency: string,
  now: number,
): Promise<string[]> {
  const conditions = segments.map(({ condition }) => condition as CustomerCondition)
  const [answers = []] = await judged(store, [customer], conditions, currency, now)
  return segments.filter((_, at) => answers[at] === true).map(({ name }) => name)
}
