import { MAX_ACCOUNTS_A_CALL, type WrittenAccount } from '../../schema/accounts/accounts.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Env } from '../env.ts'
import { hasRoomFor, readWritten } from '../store/accounts/accounts.ts'
import type { Store } from '../store/open.ts'
import { listMembers } from '../store/shop/members.ts'
import { type AccountFile, type FileAccount, readAccountFile, SEVERAL } from './read-file.ts'
import { saveAccounts, saveBuyers, tooManyAccounts } from './write.ts'

/** Writes the accounts of a file with their buyers; rows that cannot be read are named and left out. */
export async function importAccounts(
  env: Env,
  store: Store,
  shop: Shop,
  body: ReadableStream<Uint8Array>,
  now: number,
) {
  const members = await listMembers(store)
  const repOf = (cell: string) => {
    const wanted = cell.trim().toLowerCase()
    const exact = members.find(({ member_id, email }) => member_id === cell.trim() || email === wanted)
    if (exact) return exact.member_id
    const [first, ...others] = members.filter(({ name }) => name.toLowerCase() === wanted)
    return others.length > 0 ? SEVERAL : first?.member_id
  }
  const file = await readAccountFile(body, shop, repOf)
  const { accounts, rows, refused, refused_in_all, attributes } = file
  // Before anything is written: a file is taken as a whole, or not at all.
  if (
    !(await hasRoomFor(
      store,
      accounts.map(({ account_id }) => account_id),
    ))
  )
    throw tooManyAccounts()
  let [written, names_in_use, buyers] = [0, 0, 0]
  for (let from = 0; from < accounts.length; from += MAX_ACCOUNTS_A_CALL) {
    const part = accounts.slice(from, from + MAX_ACCOUNTS_A_CALL)
    const before = await readWritten(
      store,
      part.map(({ account_id }) => account_id),
    )
    const whole = part.map((account) => completed(account, before.get(account.account_id), file))
    const saved = await saveAccounts(env, store, shop, whole, now)
    written += saved.written
    names_in_use += saved.names_in_use
    const list = part.flatMap(({ account_id, buyers: named }) =>
      named.map(({ name, role }) => ({
        ...{ account_id, role },
        ...(name.includes('@') ? { customer_email: name } : { customer_id: name }),
      })),
    )
    buyers += (await saveBuyers(env, store, shop, list, now)).written
  }
  return { rows, written, buyers, names_in_use, refused, refused_in_all, attributes }
}

/** An account as the file says it, with what the file has no columns for as it was. */
function completed(
  { buyers: _, ...account }: FileAccount,
  before: WrittenAccount | undefined,
  { fields, attributes }: AccountFile,
): WrittenAccount & { account_id: string } {
  if (!before) return account
  const said = Object.entries(account).filter(([field]) => (fields as ReadonlySet<string>).has(field))
  const others = Object.entries(before.attributes).filter(([name]) => !attributes.includes(name))
  return {
    ...{ ...before, ...Object.fromEntries(said), account_id: account.account_id },
    name: account.name || before.name,
    attributes: { ...Object.fromEntries(others), ...account.attributes },
  }
}
