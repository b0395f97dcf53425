import type { SQL } from 'drizzle-orm'
import type * as v from 'valibot'
import type {
  CustomerDetails,
  customerDetailsList,
  WrittenDetails,
} from '../../../schema/customers/details.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { crosses } from '../../customers/crossings.ts'
import { changedDetails, detailsOfPerson } from '../../customers/details.ts'
import type { Env } from '../../env.ts'
import { readDetails, type VersionedDetails, writeDetails } from '../../store/customers/details.ts'
import type { Store } from '../../store/open.ts'
import type { FiringCells } from '../../store/triggers/firings.ts'
import { readDetailsOfPeople, readThresholds } from '../../store/triggers/thresholds.ts'
import { firingOf } from '../../triggers/causes.ts'
import { identifierOf } from './identifier.ts'
import { keysOfFact, type PersonFact } from './join-people.ts'
import { linkPeople } from './link-people.ts'

type Written = v.InferOutput<typeof customerDetailsList>['customers']

/** A change with the keys of its customer; none for one whom it does not name. */
export type Change = { keys: readonly string[]; change: WrittenDetails }

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
  const joined: PersonFact[] = []
  const changes = customers.map(({ customer, customer_id, customer_email: email, ...change }) => {
    const fact = customer === undefined ? identifier.factOf({ customer_id, email }) : undefined
    const keys = customer === undefined ? (fact ? keysOfFact(fact) : []) : [customer]
    if (fact && keys.length > 1) joined.push(fact)
    return { keys, change: notInFuture(change, now) }
  })
  // Both names mean one person from then on, as in every other source.
  await linkPeople(store, joined, now)
  const { written, erased } = await changeDetailsOfKeys(store, changes, now)
  return { written, erased }
}

/** How the details of a file are changed. */
export type FileChange = {
  /** UTC milliseconds of its upload: where something was said later, that stays. */
  as_of: number
  /** Only counts. */
  dry_run: boolean
  /** What is stored with the change, if it is. @param found what is counted */
  also: (found: Counted, isOurs: SQL) => SQL[]
}

/** The customers who were named, those of them who were erased, those of whom anything is new, and of these those of whom nothing was known. */
export type Counted = { written: number; erased: number; changed: number; added: number }

/** The same for customers whose keys are known. Rows of a file that say nothing new are not written. */
export async function changeDetailsOfKeys(
  store: Store,
  changes: readonly Change[],
  now: number,
  file?: FileChange,
): Promise<Counted> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { details: before, erased } = await readDetails(store, [
      ...new Set(changes.flatMap(({ keys }) => keys)),
    ])
    const kept = changes.filter(({ keys }) => keys.length > 0 && !keys.some((key) => erased.has(key)))
    const after = new Map<string, CustomerDetails>()
    const taken = kept.map(({ keys, change }): Change => {
      const changedSince = keys.some((key) => (before.get(key)?.changed_at ?? 0) > (file?.as_of ?? now))
      const said = keys.map((key) => after.get(key) ?? before.get(key)?.details ?? {})
      const allowed = file ? allowedFromFile(said, change, changedSince) : change
      for (const [at, key] of keys.entries()) after.set(key, changedDetails(said[at] ?? {}, allowed))
      return { keys, change: allowed }
    })
    const rows = Array.from(after, ([customer, details]) => ({
      ...{ customer, details, version: before.get(customer)?.version ?? 0 },
    })).filter(({ customer, details }) => !file || !isSame(before.get(customer)?.details, details))
    const found = countedOf(changes, kept, rows, before)
    if (file?.dry_run || rows.length === 0) return found
    const firings = await crossingsOf(store, taken, before, now)
    const more = { firings, ...(file && { also: (isOurs: SQL) => file.also(found, isOurs) }) }
    if (await writeDetails(store, rows, now, more)) return found
  }
  throw new PairwellError('busy', 'Other calls about these customers came in between. Send it again.')
}

function countedOf(
  changes: readonly Change[],
  kept: readonly Change[],
  rows: readonly { customer: string }[],
  before: ReadonlyMap<string, VersionedDetails>,
): Counted {
  const news = new Set(rows.map(({ customer }) => customer))
  const changed = new Map(
    kept.flatMap(({ keys }) => (keys.some((key) => news.has(key)) ? [[keys[0], keys]] : [])),
  )
  const added = [...changed.values()].filter((keys) => !keys.some((key) => before.has(key)))
  return {
    ...{ written: kept.length, erased: changes.length - kept.length },
    ...{ changed: changed.size, added: added.length },
  }
}

/**
 * What of a file is said to a customer. A file may be of any age, so it forbids offers for longer and never for shorter, and where something was said after
 * its upload only consents count, which have times of their own, and what forbids offers.
 */
function allowedFromFile(
  before: readonly CustomerDetails[],
  change: WrittenDetails,
  isOlder: boolean,
): WrittenDetails {
  const { consents, do_not_offer_until: until, complaint_open, objects_to_profiling, ...others } = change
  const isLonger =
    typeof until === 'number' && before.every(({ do_not_offer_until = 0 }) => until > do_not_offer_until)
  const { do_not_offer_reason: reason, ...told } = others
  return {
    ...(isOlder ? {} : told),
    ...(consents && { consents }),
    ...(complaint_open && { complaint_open }),
    ...(objects_to_profiling && { objects_to_profiling }),
    ...(isLonger && { do_not_offer_until: until, ...(reason && { do_not_offer_reason: reason }) }),
  }
}

/** Whether two details say the same, whatever the order of their fields. */
const isSame = (a: CustomerDetails | undefined, b: CustomerDetails): boolean =>
  a !== undefined && sorted(a) === sorted(b)

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

const MAX_ATTEMPTS = 10

/**
 * The firings of triggers for numbers that these changes lift to a threshold. The number before is that of the person, under whichever key it
 * was said, so that a customer who is named now by the one and now by the other key crosses once.
 */
async function crossingsOf(
  store: Store,
  changes: readonly Change[],
  before: ReadonlyMap<string, VersionedDetails>,
  now: number,
): Promise<FiringCells[]> {
  const numeric = changes.filter(({ change }) =>
    Object.values(change.attributes ?? {}).some((value) => typeof value === 'number'),
  )
  const triggers = numeric.length > 0 ? await readThresholds(store) : []
  if (triggers.length === 0) return []
  const people = await readDetailsOfPeople(store, [...new Set(numeric.flatMap(({ keys }) => keys))])
  const known = new Map<string, CustomerDetails>()
  return numeric.flatMap(({ keys, change }) => {
    const [key = ''] = keys
    const own = keys.flatMap((one) => people.get(one) ?? [])
    const person = own[0]?.person ?? key
    const was = known.get(person) ?? detailsOfPerson(own.flatMap(({ details }) => details))
    known.set(person, changedDetails(was, change))
    const version = (before.get(key)?.version ?? 0) + 1
    return triggers.flatMap((trigger) => {
      const { on } = trigger.written
      if (on.type !== 'attribute' || !crosses(on, was, change)) return []
      const cause = { customer: key, cause: `attribute:${key}:${version}`, caused_at: now }
      return firingOf(trigger, cause, now) ?? []
    })
  })
}

/** Consents with a time that is not after now: one from the future would outrank every later word. */
function notInFuture(change: WrittenDetails, now: number): WrittenDetails {
  if (!change.consents) return change
  const consents = Object.fromEntries(
    Object.entries(change.consents).map(([channel, one]) => [channel, { ...one, at: Math.min(one.at, now) }]),
  )
  return { ...change, consents }
}
