import { dice } from '../../demo/shop/orders/random.ts'
import { DAY } from '../../vocabulary/time.ts'
import { aShop, type TestShop } from '../a-shop.ts'

/** Families of the range; accounts of a trade buy the first four, the others belong to another trade. */
export const FAMILIES = ['Cups', 'Coffee', 'Milk', 'Syrup', 'Paper', 'Pens', 'Toner', 'Folders'] as const
const OFFICE = 4

/** Two items of each family: the first costs 10.00 and is bought for 6.00. */
const items = FAMILIES.flatMap((family) =>
  [1, 2].map((number) => ({
    item_id: `${family.toLowerCase()}-${number}`,
    title: `${family} ${number}`,
    category: family,
    url: `https://shop.example/products/${family.toLowerCase()}-${number}`,
    image_url: 'https://shop.example/i.png',
    variants: [
      {
        variant_id: `${family.toLowerCase()}-${number}`,
        price: 900 + 100 * number,
        cost: 600,
        availability: 'in_stock',
      },
    ],
  })),
)

/** An account of the shop, by number: cafés are even, offices odd. */
export const accountId = (number: number): string => `A-${number}`
export const buyerId = (number: number): string => `buyer-${number}`

/**
 * A shop with accounts of two trades that order every two weeks for a year. Account 0, a café, never bought Syrup, which the other cafés buy; account 2
 * has not bought Milk for half a year, which it bought before.
 */
export async function aWholesaleShop(accounts = 30, more: object = {}): Promise<TestShop> {
  const shop = await aShop({ time_zone: 'UTC', pictures: 'optional', ...more })
  const put = await shop.call('/v1/items', 'PUT', { items })
  console.log(put.status, JSON.stringify(put.body))
  const list = Array.from({ length: accounts }, (_, number) => ({
    account_id: accountId(number),
    name: `${number % 2 === 0 ? 'Café' : 'Office'} ${number}`,
    tier: number < 10 ? 'A' : 'B',
  }))
  await shop.call('/v1/accounts', 'PUT', { accounts: list })
  for (let number = 0; number < accounts; number += 1) {
    await shop.call(`/v1/accounts/${accountId(number)}/buyers`, 'PUT', {
      buyers: [{ customer_id: buyerId(number), role: 'purchasing' }],
    })
  }
  const orders = ordersOf(accounts)
  for (let from = 0; from < orders.length; from += 500) {
    await shop.call('/v1/orders', 'POST', { orders: orders.slice(from, from + 500) })
  }
  await shop.call('/v1/accounts/analysis', 'POST')
  await shop.settle()
  return shop
}

function ordersOf(accounts: number): object[] {
  const roll = dice(7)
  const now = Date.now()
  return Array.from({ length: accounts }, (_, number) => number).flatMap((number) =>
    Array.from({ length: 26 }, (_, at) => {
      const days = 360 - 14 * at
      const own = number % 2 === 0 ? 0 : OFFICE
      const families = [0, 1, 2, 3]
        .filter((family) => family === 0 || roll.chance() < 0.6)
        .filter((family) => !(number === 0 && family === 3) && !(number === 2 && family === 2 && days < 180))
        .map((family) => FAMILIES[own + family] ?? '')
      return {
        order_id: `o-${number}-${at}`,
        ordered_at: new Date(now - days * DAY).toISOString(),
        customer_id: buyerId(number),
        lines: families.map((family) => ({
          item_id: `${family.toLowerCase()}-1`,
          quantity: 2 + (number % 3),
          price: 1_000,
        })),
      }
    }),
  )
}

/** A member of a role, signed in. */
export { aMember } from '../operate/console.ts'
