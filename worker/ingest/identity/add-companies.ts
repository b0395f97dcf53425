import type { Shop } from '../../../schema/shop/shops.ts'
import { addFoundAccounts } from '../../store/accounts/accounts.ts'
import { batch } from '../../store/batch.ts'
import type { Store } from '../../store/open.ts'
import type { Identifier } from './identifier.ts'

/** Companies of one statement. */
const PAGE = 500

/** Makes accounts of the companies that orders have named, if the shop wants it; their names are stored only then. */
export async function addCompanies(
  store: Store,
  { accounts }: Pick<Shop, 'accounts'>,
  people: Identifier,
  now: number,
): Promise<void> {
  if (!accounts?.from_orders) return
  const found = people.named()
  for (let from = 0; from < found.length; from += PAGE) {
    await batch(store.d1, addFoundAccounts(store.shop_id, found.slice(from, from + PAGE), now))
  }
}
