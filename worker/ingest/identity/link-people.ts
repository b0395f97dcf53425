import { PairwellError } from '../../../vocabulary/errors.ts'
import type { Store } from '../../store/open.ts'
import { readKeys, readKeysAndErasures, writePeople } from '../../store/orders/people.ts'
import { eraseKeys } from '../../store/orders/privacy.ts'
import { isJoining, isNews, joinPeople, type KeyRow, keysOfFact, type PersonFact } from './join-people.ts'

/** Facts in one transaction: their rows are one bound value, of which D1 takes 2 MB. */
const MAX_FACTS = 400
/** How often a transaction is tried that conflicts with another writer. */
const MAX_ATTEMPTS = 8
/** Rows read for one transaction. Facts that lead to more are stored in smaller parts; one person has 50 keys at most. */
const MAX_ROWS = 4_000

/**
 * Stores what a source says about people, and joins those who are the same. Facts that are known already write nothing.
 * @returns the keys among them that are erased: an order or event of such a key names nobody
 * @throws {PairwellError} `unavailable` when too many writers change the same people at once
 */
export async function linkPeople(
  store: Store,
  facts: readonly PersonFact[],
  now: number,
): Promise<ReadonlySet<string>> {
  const erased = new Set<string>()
  for (let from = 0; from < facts.length; from += MAX_FACTS) {
    for (const key of await linkSome(store, facts.slice(from, from + MAX_FACTS), now)) erased.add(key)
  }
  return erased
}

async function linkSome(
  store: Store,
  facts: readonly PersonFact[],
  now: number,
): Promise<ReadonlySet<string>> {
  const keys = [...new Set(facts.flatMap(keysOfFact))]
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { rows, erased } = await readKeysAndErasures(store, keys)
    const gone = new Set(erased.map(({ customer }) => customer))
    const spreading = new Set(erased.flatMap(({ customer, spreads }) => (spreads ? customer : [])))
    const fresh = namedWith(spreading, facts).filter((key) => !gone.has(key))
    if (fresh.length > 0) {
      await eraseKeys(store, fresh, now)
      continue
    }
    const known = new Map(rows.map((row) => [row.key, row]))
    const news = facts.map((fact) => withoutErased(fact, gone)).filter((fact) => isNews(fact, known))
    if (news.length === 0) return gone
    const around = await withNeighbours(store, known, news.flatMap(keysOfFact))
    if (around.size >= MAX_ROWS && facts.length > 1) return await linkHalves(store, facts, now)
    const change = joinPeople(around, news)
    if (change.keys.length === 0 || (await writePeople(store, change))) return gone
  }
  throw new PairwellError('unavailable', 'Too much about the same customers arrived at once. Send it again.')
}

async function linkHalves(store: Store, facts: readonly PersonFact[], now: number): Promise<Set<string>> {
  const middle = Math.ceil(facts.length / 2)
  const first = await linkSome(store, facts.slice(0, middle), now)
  return new Set([...first, ...(await linkSome(store, facts.slice(middle), now))])
}

/** Keys that stand together with one of these in a fact. */
const namedWith = (keys: ReadonlySet<string>, facts: readonly PersonFact[]): string[] =>
  facts.map(keysOfFact).flatMap((named) => (named.some((key) => keys.has(key)) ? named : []))

/** The fact without erased keys, of which nothing may be stored. */
const withoutErased = (
  { customer_id, email, sealed }: PersonFact,
  gone: ReadonlySet<string>,
): PersonFact => ({
  ...(customer_id !== undefined &&
    !gone.has(customer_id) && { customer_id, ...(sealed !== undefined && { sealed }) }),
  ...(email !== undefined && !gone.has(email) && { email }),
})

/** These rows, and all rows that joining may change: partners, and their partners, as far as keys join. */
async function withNeighbours(
  store: Store,
  known: ReadonlyMap<string, KeyRow>,
  touched: readonly string[],
): Promise<Map<string, KeyRow>> {
  const rows = new Map(known)
  const start = new Set(touched)
  const asked = new Set(known.keys())
  const partnersOf = (keys: Iterable<string>): string[] => {
    const found = [...keys].flatMap((key) => {
      const row = rows.get(key)
      return row && (isJoining(row) || start.has(key)) ? row.partners : []
    })
    const next = [...new Set(found)].filter((key) => !asked.has(key))
    for (const key of next) asked.add(key)
    return next
  }
  for (let keys = partnersOf(start); keys.length > 0 && rows.size < MAX_ROWS; keys = partnersOf(keys)) {
    for (const row of await readKeys(store, keys)) rows.set(row.key, row)
  }
  return rows
}

/**
 * Applies the merchant's decision about a key. Returns false when there is no such key.
 * @throws {PairwellError} `unavailable` when too many writers change the same people at once
 */
export async function decideKey(store: Store, key: string, joins: boolean): Promise<boolean> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const [row] = await readKeys(store, [key])
    if (!row) return false
    const rows = await withNeighbours(store, new Map([[key, row]]), [key])
    const change = joinPeople(rows, [], new Map([[key, joins]]))
    if (change.keys.length === 0 || (await writePeople(store, change))) return true
  }
  throw new PairwellError('unavailable', 'Too much about the same customers arrived at once. Try again.')
}
