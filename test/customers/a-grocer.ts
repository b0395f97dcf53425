import { DAY } from '../../vocabulary/time.ts'
import { aShop, itemsFile, type TestShop } from '../a-shop.ts'

export const COLUMNS = 'order_id,order_date,customer_id,customer_email,item_id,quantity,price'
const dayAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString()

/** Tastes of the customers by their number: what they buy, and after how many days again. */
const TASTES = [
  { items: ['assam', 'darjeeling'], every: 25 },
  { items: ['espresso', 'filter'], every: 40 },
  { items: ['mug', 'assam'], every: 60 },
] as const

/** Customers of the shop. */
export const CUSTOMERS = 120

/** A shop of 120 customers of three tastes: drinkers of tea, of coffee, and buyers of mugs. */
export async function aGrocer(): Promise<TestShop> {
  const shop = await aShop()
  const row = (id: string, category: string, price: string) =>
    `${id},The ${id},/i/${id},/i/${id}.png,${price},${category}`
  await shop.give(
    'items',
    itemsFile([
      row('assam', 'Tea', '6.00'),
      row('darjeeling', 'Tea', '8.00'),
      row('espresso', 'Coffee', '12.00'),
      row('filter', 'Coffee', '3.00'),
      row('mug', 'Kitchen', '15.00'),
    ]),
  )
  const orders = Array.from({ length: CUSTOMERS }, (_, who) => {
    const { items, every } = TASTES[who % TASTES.length] ?? TASTES[0]
    return Array.from({ length: Math.floor(330 / every) }, (_, n) => {
      // Nobody buys on the same days as the others, and everybody skips a time now and then.
      const days = 4 + every * n + ((who * 7 + n * 3) % 11)
      const item = (who + n) % 5 === 0 ? 'mug' : items[n % items.length]
      return (who + 2 * n) % 7 === 0 ? '' : `o${who}-${n},${dayAgo(days)},c${who},,${item},1,6.00`
    }).filter((line) => line !== '')
  })
  await shop.give('orders', [COLUMNS, ...orders.flat()].join('\n'))
  await shop.settle()
  return shop
}

/** The handle of a customer. */
export const handleOf = async (shop: TestShop, who: number): Promise<string> =>
  (await shop.call('/v1/customers/lookup', 'POST', { customer_id: `c${who}` })).body.customer
