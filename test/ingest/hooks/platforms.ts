import { env } from 'cloudflare:workers'
import { type Answer, type Row, send, type TestShop } from '../../a-shop.ts'
import { anIdentifier } from '../identity/an-identifier.ts'
import { type Sent, shopifyRequest, wooRequest } from './bodies.ts'

/** A simulated platform that sends messages to one shop, as documented. */
export type Simulator = {
  platform: 'shopify' | 'woocommerce'
  /** Delivers a message and returns the answer. */
  deliver(message: Sent, more?: Record<string, string>): Promise<Answer>
  /** Delivers until the answer is 2xx, as Shopify does (8 times at most). */
  insist(message: Sent): Promise<Answer>
}

export const SECRET = 'the-secret-that-the-platform-signs-with'

/** Connects a simulated platform to the shop. */
export async function connected(
  shop: TestShop,
  platform: Simulator['platform'],
  secret = SECRET,
): Promise<Simulator> {
  await shop.call(`/v1/hooks/${platform}`, 'PUT', { secret })
  return simulator(shop.shop_id, platform, secret)
}

export function simulator(shop_id: string, platform: Simulator['platform'], secret = SECRET): Simulator {
  const requestOf = platform === 'shopify' ? shopifyRequest : wooRequest
  const deliver = (message: Sent, more: Record<string, string> = {}) =>
    send(`/hooks/${shop_id}/${platform}`, requestOf(message, secret, more))
  const insist = async (message: Sent) => {
    let answer = await deliver(message)
    for (let tries = 0; tries < 8 && answer.status >= 300; tries += 1) answer = await deliver(message)
    return answer
  }
  return { platform, deliver, insist }
}

/** Customers of these tests, so that their keys, which differ between shops, can be compared. */
const PEOPLE = Array.from({ length: 40 }, (_, n) => `buyer${1000 + n}@shop.example`)

/** Returns the rows of a table without shop and time, with customers by e-mail address. */
export async function plainRows(shop: TestShop, table: string): Promise<Row[]> {
  const people = anIdentifier(env.MASTER_KEY, shop.shop_id)
  const names = new Map(PEOPLE.map((email) => [people.byEmail(email), email]))
  return (await shop.table(table)).map(({ shop_id: _, as_of: __, customer, ...row }) => ({
    ...row,
    ...(customer !== undefined && { customer: names.get(String(customer)) ?? customer }),
  }))
}
