import { dice } from '../../demo/shop/orders/random.ts'
import { DAY } from '../../vocabulary/time.ts'
import { aShop, type TestShop } from '../a-shop.ts'

/** Families of the range: cafés buy the first four, offices the others. */
export const FAMILIES = ['Cups', 'Coffee', 'Milk', 'Syrup', 'Paper', 'Pens', 'Toner', 'Folders'] as const
const OF_A_TRADE = 4

/** An item by its family and number, as the shop writes it. */
export const anItem = (family: string, number = 1, more: object = {}, variant: object = {}): object => {
  const item_id = `${family.toLowerCase()}-${number}`
  return {
    ...{ item_id, title: `${family} ${number}`, category: family },
    ...{ url: `https://shop.example/products/${item_id}`, image_url: 'https://shop.example/i.png' },
    variants: [{ variant_id: item_id, price: 1_000, cost: 600, availability: 'in_stock', ...variant }],
    ...more,
  }
}

/** An account and its buyer by number: cafés are even, offices odd. */
export const accountId = (number: number): string => `A-${number}`
export const buyerId = (number: number): string => `buyer-${number}`
export const accountName = (number: number): string => `${number % 2 === 0 ? 'Café' : 'Office'} ${number}`

/** The first account has never bought this family, which the accounts of its trade buy. */
export const MISSED = 'Syrup'

/**
 * A shop with accounts of two trades that order every two weeks for a year, and begin the families of their trade one after the other.
 * Each account has one buyer, and is written with what `about` says of it.
 */
export async function aWholesaleShop(
  accounts = 30,
  about: (number: number) => object = () => ({}),
  settings: object = {},
): Promise<TestShop> {
  const shop = await aShop({ time_zone: 'UTC', pictures: 'optional', ...settings })
  const { call, settle } = shop
  await call('/v1/items', 'PUT', {
    items: FAMILIES.flatMap((family) => [anItem(family, 1), anItem(family, 2)]),
  })
  const numbers = Array.from({ length: accounts }, (_, number) => number)
  await call('/v1/accounts', 'PUT', {
    accounts: numbers.map((number) => ({
      ...{ account_id: accountId(number), name: accountName(number), tier: number < 10 ? 'A' : 'B' },
      ...about(number),
    })),
  })
  for (const number of numbers) {
    const buyers = [{ customer_id: buyerId(number), role: 'purchasing' }]
    await call(`/v1/accounts/${accountId(number)}/buyers`, 'PUT', { buyers })
  }
  const orders = ordersOf(numbers)
  for (let from = 0; from < orders.length; from += 500) {
    await call('/v1/orders', 'POST', { orders: orders.slice(from, from + 500) })
  }
  await call('/v1/accounts/analysis', 'POST')
  await settle()
  return shop
}

/** Days before today on which an account begins a family of its trade; the first one is bought from the beginning. */
const beginning = (place: number, chance: number): number => (place === 0 ? 360 : Math.floor(chance * 360))

function ordersOf(numbers: readonly number[]): object[] {
  const roll = dice(7)
  const now = Date.now()
  return numbers.flatMap((number) => {
    const trade = FAMILIES.slice(number % 2 === 0 ? 0 : OF_A_TRADE).slice(0, OF_A_TRADE)
    const begun = trade.map((family, place) => ({ family, from: beginning(place, roll.chance()) }))
    return Array.from({ length: 26 }, (_, at) => {
      const days = 360 - 14 * at
      const bought = begun.filter(
        ({ family, from }, place) =>
          days <= from && (place === 0 || roll.chance() < 0.7) && !(number === 0 && family === MISSED),
      )
      return {
        ...{ order_id: `o-${number}-${at}`, customer_id: buyerId(number) },
        ordered_at: new Date(now - days * DAY).toISOString(),
        lines: bought.map(({ family }) => ({
          ...{ item_id: `${family.toLowerCase()}-1`, quantity: 2 + (number % 3), price: 1_000 },
        })),
      }
    })
  })
}

/** The handle of a buyer. */
export const handleOf = async (shop: TestShop, customer_id: string): Promise<string> =>
  (await shop.call('/v1/customers/lookup', 'POST', { customer_id })).body.customer

/** The rep's page of an account. */
export const briefOf = async (shop: TestShop, account_id: string) =>
  (await shop.call(`/v1/accounts/${account_id}/brief`)).body

type Named = { family: string }
/** The families of the openings that the page shows or has in reserve, by name. */
export const openFamilies = ({ openings, more }: { openings: Named[]; more: Named[] }): string[] =>
  [...openings, ...more].map(({ family }) => family).sort()
