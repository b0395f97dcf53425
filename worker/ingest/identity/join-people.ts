import type { KeyKind, KeyState, Person, PersonKey } from '../../../schema/orders/people.ts'

/** A key's row without its shop. */
export type KeyRow = Omit<PersonKey, 'shop_id'>

/** What one source says about one person: keyed hashes, and the merchant's own id encrypted. */
export type PersonFact = { customer_id?: string; email?: string; sealed?: string }

/** The keys of a fact, the one that stands for the person first. */
export const keysOfFact = ({ customer_id, email }: PersonFact): string[] =>
  [customer_id, email].filter((key) => key !== undefined)

/** Partners with which a key still joins people. An account rarely has more addresses; a shared address has more accounts. */
const MAX_PARTNERS = 5
/** Keys of one person. Larger groups are chains of shared keys, in which every key stays alone. */
const MAX_KEYS = 50

/** Whether a key joins the people of its partners. */
export const isJoining = ({ state }: Pick<KeyRow, 'state'>): boolean =>
  state === 'single' || state === 'several'

/** Whether the fact says anything that the rows do not say yet. */
export function isNew(
  { customer_id, email, sealed }: PersonFact,
  rows: ReadonlyMap<string, KeyRow>,
): boolean {
  if (customer_id === undefined) return false
  const row = rows.get(customer_id)
  if (!row || (sealed !== undefined && row.sealed === null)) return true
  if (email === undefined) return false
  return !row.partners.includes(email) && !(isFull(row) && isFull(rows.get(email)))
}

const isFull = (row: KeyRow | undefined): boolean => (row?.partners.length ?? 0) > MAX_PARTNERS

/** The rows to write: changed keys, and people with their keys; `gone` are people that are no longer. */
export type PeopleChange = { keys: KeyRow[]; people: Omit<Person, 'shop_id'>[]; gone: string[] }

/**
 * Adds facts to what is known, and derives the people again. The result does not depend on the order in which facts arrive.
 * @param stored the rows of all keys in the facts and decisions, of their partners, and of everybody joined with them
 * @param decisions keys of which the merchant says whether they join people
 */
export function joinPeople(
  stored: ReadonlyMap<string, KeyRow>,
  facts: readonly PersonFact[],
  decisions: ReadonlyMap<string, boolean> = new Map(),
): PeopleChange {
  const rows = new Map(Array.from(stored, ([key, row]) => [key, { ...row }]))
  for (const fact of facts) addFact(rows, fact)
  for (const [key, joins] of decisions) {
    const row = rows.get(key)
    if (row && row.state !== 'shared') row.state = joins ? stateOf(row.partners) : 'separate'
  }
  const groups = groupsOf(rows)
  const change: PeopleChange = { keys: [], people: [], gone: [] }
  const labels = new Set<string>()
  for (const group of groups) {
    const [person = ''] = group
    if (group.length > 1) {
      labels.add(person)
      change.people.push({ person, keys: group })
    }
    for (const key of group) {
      const row = rows.get(key)
      if (row) row.person = person
    }
  }
  for (const [key, row] of rows) {
    const before = stored.get(key)
    if (JSON.stringify(before) !== JSON.stringify(row)) change.keys.push({ ...row, version: row.version + 1 })
  }
  const were = new Set(Array.from(stored.values(), ({ person }) => person))
  change.gone = [...were].filter((person) => !labels.has(person))
  return change
}

function addFact(rows: Map<string, KeyRow>, { customer_id, email, sealed }: PersonFact): void {
  if (customer_id === undefined) return
  const own = rowOf(rows, customer_id, 'customer_id')
  own.sealed ??= sealed ?? null
  if (email === undefined) return
  addPartner(own, email)
  addPartner(rowOf(rows, email, 'email'), customer_id)
}

function rowOf(rows: Map<string, KeyRow>, key: string, kind: KeyKind): KeyRow {
  const found = rows.get(key)
  if (found) return found
  const made: KeyRow = { key, kind, person: key, partners: [], state: 'single', sealed: null, version: 0 }
  rows.set(key, made)
  return made
}

function addPartner(row: KeyRow, partner: string): void {
  if (row.partners.includes(partner) || isFull(row)) return
  row.partners = [...row.partners, partner].sort()
  // A shared key stays shared, whatever is decided about it, and even if people who used it have been erased since: it has had
  // more users than its row names.
  if (isJoining(row) || isFull(row)) row.state = stateOf(row.partners)
}

const stateOf = ({ length }: readonly string[]): KeyState =>
  length > MAX_PARTNERS ? 'shared' : length > 1 ? 'several' : 'single'

/** Keys by person, sorted: connected by partners, where both join. */
function groupsOf(rows: ReadonlyMap<string, KeyRow>): string[][] {
  const seen = new Set<string>()
  const groups: string[][] = []
  for (const start of rows.keys()) {
    if (seen.has(start)) continue
    seen.add(start)
    const group = [start]
    for (let at = 0; at < group.length; at += 1) {
      const row = rows.get(group[at] ?? '')
      if (!row || !isJoining(row)) continue
      for (const partner of row.partners) {
        const other = rows.get(partner)
        // A partner that is full may not name this key in return, so only its own state counts.
        if (!other || !isJoining(other) || seen.has(partner)) continue
        seen.add(partner)
        group.push(partner)
      }
    }
    if (group.length > MAX_KEYS) groups.push(...group.map((key) => [key]))
    else groups.push(group.sort())
  }
  return groups
}
