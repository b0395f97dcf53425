import { DAY } from '../../../vocabulary/time.ts'
import { findItem } from '../catalogue.ts'
import { type Dice, dice } from '../orders/random.ts'
import { ACCOUNTS, TRADES, type WholesaleAccount } from './accounts.ts'

/** Days of wholesale orders. */
const SPAN = 400

/** Customer ids of the two buyers of an account. */
export const buyersOf = ({ account_id }: Pick<WholesaleAccount, 'account_id'>): readonly [string, string] => [
  `${account_id}-chef`,
  `${account_id}-office`,
]

/** An order as the API takes it. */
export type WholesaleOrder = {
  order_id: string
  ordered_at: string
  customer_id: string
  lines: { item_id: string; quantity: number; price: number }[]
}

/** All orders of the accounts, from `newest` (UTC milliseconds) back. Accounts open the families of their trade one after the other. */
export function wholesaleOrders(newest: number, seed = 12): WholesaleOrder[] {
  const roll = dice(seed)
  return ACCOUNTS.flatMap((account) => ordersOf(account, newest, roll))
}

function ordersOf(account: WholesaleAccount, newest: number, roll: Dice): WholesaleOrder[] {
  const { account_id, trade, rhythm, never, stopped, silent = 0 } = account
  const begun = new Map(
    TRADES[trade].map(([item], place) => [item, place === 0 ? SPAN : roll.chance() * (SPAN - 60) + 60]),
  )
  const orders: WholesaleOrder[] = []
  for (
    let age = SPAN - roll.below(rhythm);
    age > Math.max(silent, 0);
    age -= rhythm * (0.8 + 0.4 * roll.chance())
  ) {
    const lines = TRADES[trade].flatMap(([item, often, pieces]) => {
      const isOver = stopped?.[0] === item && age < stopped[1]
      const isBought = age <= (begun.get(item) ?? 0) && roll.chance() < often
      const [variant] = findItem(item)?.variants ?? []
      if (!variant || !isBought || isOver || never.includes(item)) return []
      return [
        {
          item_id: variant.id,
          quantity: Math.max(1, pieces - 1 + roll.below(3)),
          price: wholesalePrice(variant.price),
        },
      ]
    })
    const buyer = buyersOf(account)[roll.chance() < 0.75 ? 0 : 1]
    if (lines.length > 0) {
      orders.push({
        order_id: `${account_id}-${orders.length + 1}`,
        ordered_at: new Date(newest - age * DAY).toISOString(),
        ...{ customer_id: buyer, lines },
      })
    }
  }
  return orders
}

/** Wholesale costs a fifth less. */
export const wholesalePrice = (price: number): number => Math.round(price * 0.8)
