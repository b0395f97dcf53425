import type { AccountRow, WrittenAccount } from '../../schema/accounts/accounts.ts'
import type { WrittenBuyers } from '../../schema/accounts/buyers.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { Env } from '../env.ts'
import { changedMeanwhile } from '../http/etag.ts'
import { type Identifier, identifierOf } from '../ingest/identity/identifier.ts'
import { keysOfFact } from '../ingest/identity/join-people.ts'
import { knownMembers, writeAccounts } from '../store/accounts/accounts.ts'
import { readStints, type Stint, writeStints } from '../store/accounts/buyers.ts'
import type { Store } from '../store/open.ts'
import { readPersons } from '../store/orders/people.ts'
import { type Move, moved } from './move-buyer.ts'

export const tooManyAccounts = () =>
  new PairwellError(
    'too_many_accounts',
    'The shop would have too many accounts. Delete those that buy no longer.',
  )

/** The keyed hashes of every name by which orders may call an account. */
const companiesOf = (
  identifier: Identifier,
  account_id: string,
  { name, companies }: WrittenAccount,
): string[] => [
  ...new Set([name, account_id, ...companies].flatMap((one) => identifier.byAccount(one) ?? [])),
]

/**
 * Writes accounts in place of what was said of them.
 * @throws {PairwellError} `changed_meanwhile` when another version than the given one is in force; `unknown_member` for a rep who is none; `too_many_accounts`; `invalid_input` for an account that is named twice
 */
export async function saveAccounts(
  env: Env,
  store: Store,
  shop: Shop,
  list: readonly (WrittenAccount & Pick<AccountRow, 'account_id'> & { version?: number | undefined })[],
  now: number,
): Promise<{ written: number; names_in_use: number }> {
  const ids = new Set(list.map(({ account_id }) => account_id))
  if (ids.size < list.length) {
    throw new PairwellError('invalid_input', 'An account is named twice. Send each account once.', {
      field: 'accounts',
    })
  }
  const reps = [...new Set(list.flatMap(({ rep }) => (rep === null ? [] : [rep])))]
  const known = await knownMembers(store, reps)
  const unknown = reps.filter((rep) => !known.has(rep))
  if (unknown.length > 0) {
    throw new PairwellError('unknown_member', 'A rep is no member of the shop. GET /v1/members lists them.', {
      reps: unknown,
    })
  }
  const identifier = await identifierOf(env, shop)
  const rows = list.map(({ account_id, version: expected, ...written }) => ({
    ...{ account_id, name: written.name, tier: written.tier, rep: written.rep, written },
    companies: companiesOf(identifier, account_id, written),
    expected,
  }))
  const names_in_use = await writeAccounts(store, rows, now)
  if (names_in_use === 'changed') throw changedMeanwhile()
  if (names_in_use === 'full') throw tooManyAccounts()
  return { written: rows.length, names_in_use }
}

/** A buyer and the account. */
export type NamedBuyer = WrittenBuyers[number] & { account_id: string }

/** People whose stints are read and written at once. */
const PEOPLE = 2_000

/** Writes buyers of accounts; people who were erased stay unknown. Of a person who is named several times the moves follow each other. */
export async function saveBuyers(
  env: Env,
  store: Store,
  shop: Shop,
  buyers: readonly NamedBuyer[],
  now: number,
): Promise<{ written: number; erased: number }> {
  const identifier = await identifierOf(env, shop)
  const given = buyers.flatMap(({ customer, customer_id, customer_email: email, ...move }) => {
    const fact = customer === undefined ? identifier.factOf({ customer_id, email }) : undefined
    const key = customer ?? (fact && keysOfFact(fact)[0])
    return key === undefined ? [] : [{ key, move }]
  })
  const done = { written: 0, erased: 0 }
  for (let from = 0; from < given.length; from += PEOPLE) {
    const part = await savePart(store, given.slice(from, from + PEOPLE), now)
    done.written += part.written
    done.erased += part.erased
  }
  return done
}

async function savePart(store: Store, given: readonly { key: string; move: Move }[], now: number) {
  // A person has one history, under whichever of their names they are given.
  const persons = await readPersons(store, [...new Set(given.map(({ key }) => key))])
  const named = given.map(({ key, move }) => ({ customer: persons.get(key) ?? key, move }))
  const { stints, erased } = await readStints(store, [...new Set(named.map(({ customer }) => customer))])
  const after = new Map<string, readonly Stint[]>()
  const kept = named.filter(({ customer }) => !erased.has(customer))
  for (const { customer, move } of kept) {
    after.set(customer, moved(after.get(customer) ?? stints.get(customer) ?? [], move, now))
  }
  if (after.size > 0) await writeStints(store, after)
  return { written: kept.length, erased: named.length - kept.length }
}
