import { MAX_ACCOUNTS_A_CALL } from '../../schema/accounts/accounts.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Env } from '../env.ts'
import type { Store } from '../store/open.ts'
import { listMembers } from '../store/shop/members.ts'
import { readAccountFile } from './read-file.ts'
import { saveAccounts, saveBuyers } from './write.ts'

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
    return members.find(
      ({ member_id, name, email }) => member_id === cell || name.toLowerCase() === wanted || email === wanted,
    )?.member_id
  }
  const { accounts, rows, refused, refused_in_all, attributes } = await readAccountFile(body, shop, repOf)
  let [written, names_in_use, buyers] = [0, 0, 0]
  for (let from = 0; from < accounts.length; from += MAX_ACCOUNTS_A_CALL) {
    const part = accounts.slice(from, from + MAX_ACCOUNTS_A_CALL)
    const saved = await saveAccounts(
      env,
      store,
      shop,
      part.map(({ buyers: _, ...account }) => account),
      now,
    )
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
