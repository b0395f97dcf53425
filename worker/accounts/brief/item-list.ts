import type { AccountItem } from '../../../schema/accounts/brief.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import type { ListedAccount } from '../../store/accounts/accounts.ts'
import { readAccountFacts, readItemsAndWords } from '../../store/accounts/brief.ts'
import type { Store } from '../../store/open.ts'
import { accountItem, isSellable } from './account-items.ts'
import { briefOf } from './brief.ts'

/** An item of a list with its pieces, and the number by which its platform knows the variant. */
export type ListedItem = AccountItem & { quantity: number; platform_id: string | null }

/** What an account usually orders, or the items with which its openings begin. Items that cannot be sold now are left out. */
export async function listOf(
  store: Store,
  shop: Shop,
  account: ListedAccount,
  of: 'usual' | 'openings',
  now: number,
): Promise<ListedItem[]> {
  const quantities = await quantitiesOf(store, shop, account, of, now)
  const { items } = await readItemsAndWords(store, [...quantities.keys()], [])
  return items.filter(isSellable).map((row) => ({
    ...accountItem(row, account.written.group, shop.currency),
    quantity: quantities.get(row.item_id ?? '') ?? 1,
    platform_id: row.variant_platform_id,
  }))
}

async function quantitiesOf(
  store: Store,
  shop: Shop,
  account: ListedAccount,
  of: 'usual' | 'openings',
  now: number,
): Promise<Map<string, number>> {
  if (of === 'usual') {
    const { analysis } = await readAccountFacts(store, account.account_id, now)
    return new Map(analysis?.usual.map(([item_id, quantity]) => [item_id, quantity]))
  }
  const { openings } = await briefOf(store, shop, account, now)
  return new Map(
    openings.flatMap(({ items }) => items.slice(0, 1).map(({ item_id }) => [item_id, 1] as const)),
  )
}

/** Pages of Shopify's online store that put variants into a cart: /cart/{variant}:{pieces},… */
const SHOPIFY_ID = /^\d+$/

/** The link that fills the shop's cart, where the items have the numbers of a platform that has such links. */
export function cartLink(items: readonly ListedItem[]): string | null {
  const [first] = items
  if (!first?.url || !items.every(({ platform_id }) => platform_id !== null && SHOPIFY_ID.test(platform_id)))
    return null
  if (!/\/products\//.test(first.url)) return null
  const lines = items.map(({ platform_id, quantity }) => `${platform_id}:${quantity}`)
  return URL.canParse(first.url) ? `${new URL(first.url).origin}/cart/${lines.join(',')}` : null
}
