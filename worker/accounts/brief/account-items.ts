import type { AccountItem } from '../../../schema/accounts/brief.ts'
import { showable } from '../../decisions/propose.ts'
import type { ItemRow } from '../../store/accounts/brief.ts'

/** Whether an item can be sold now. */
export const isSellable = (row: ItemRow): boolean =>
  showable([row]).length > 0 && (row.stock === null || row.stock === undefined || row.stock > 0)

/** An item with the price of the account: that of its customer group where the item has one, else the listed one. */
export function accountItem(row: ItemRow, group: string | null, currency: string): AccountItem {
  const prices: Record<string, { amount: number; currency: string }> = JSON.parse(row.group_prices)
  const own = group !== null && Object.hasOwn(prices, group) ? prices[group] : undefined
  const price = own?.currency === currency ? own.amount : row.price
  return {
    ...{ item_id: row.item_id ?? '', title: row.title, url: row.url, image_url: row.image_url },
    ...{ price, list_price: price === row.price ? null : row.price },
    ...{ availability: row.availability, stock: row.stock ?? null, required_parts: JSON.parse(row.required) },
  }
}
