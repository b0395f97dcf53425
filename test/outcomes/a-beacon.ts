import { env } from 'cloudflare:workers'
import { createHash, createHmac } from 'node:crypto'
import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'
import { signedId } from '../../worker/auth/answer-id.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { type Answer, send, type TestShop } from '../a-shop.ts'
import { newTokenKey } from './a-token.ts'

export const ANN = 'ann-s-browser-0001'
export const BEA = 'bea-s-browser-0002'

let events = 0

/** Returns an event of a panel on a product page, with one item, at the current time. */
export const anEvent = (name: EventInput['name'], more: Partial<EventInput> = {}): EventInput => {
  events += 1
  const panel = { placement: 'product', intent: 'complementary', seed_item_id: 'tea' } as const
  const items = [{ item_id: 'mug', index: 0, source: 'mined' }]
  return {
    event_id: `event-${String(events).padStart(6, '0')}`,
    name,
    at: Date.now(),
    ...panel,
    items,
    ...more,
  }
}

/** Returns a beacon of these events, with consent if a visitor is given. */
export const aBeacon = (list: readonly EventInput[], visitor_id?: string): BeaconInput => ({
  consent: visitor_id !== undefined,
  ...(visitor_id !== undefined && { visitor_id }),
  sent_at: Date.now(),
  events: [...list],
})

/** The id of an answer that the shop gave for a panel, which a test calls by any name. */
export const answerId = (
  shop: TestShop,
  panel: Pick<EventInput, 'placement' | 'intent'>,
  name = '',
): string => {
  const { placement = 'product', intent = 'complementary' } = panel
  const id = `r_${createHash('sha256').update(name).digest('hex')}`
  return signedId(env, shop.shop_id, id, { placement, intent })
}

/**
 * Events as a page of the shop sends them: about panels with the ids of answers that the shop gave, and purchases with the signature
 * of its server, unless a test gives its own.
 */
export async function completed(
  shop: TestShop,
  { events: list = [], ...rest }: BeaconInput,
): Promise<BeaconInput> {
  const complete = async (event: EventInput): Promise<EventInput> => {
    const { name, transaction_id, order_token, placement, recommendation_id } = event
    const isSigned =
      name === 'purchase' && transaction_id !== undefined && order_token === undefined && rest.visitor_id
    return {
      ...event,
      ...(placement && { recommendation_id: answerId(shop, event, recommendation_id) }),
      ...(isSigned && { order_token: await orderToken(shop, transaction_id) }),
    }
  }
  return { ...rest, events: await Promise.all(list.map(complete)) }
}

/** Adds items to the catalogue that events about panels name, because those of others do not count. */
export async function addItems(shop: TestShop, { events: list = [] }: BeaconInput): Promise<void> {
  const shown = list.filter(({ placement }) => placement !== undefined)
  const named = shown.flatMap(({ seed_item_id = '', items = [] }) => [
    seed_item_id,
    ...items.map(({ item_id }) => item_id),
  ])
  const has = new Set((await shop.table('items')).map(({ item_id }) => item_id))
  const missing = [...new Set(named)].filter((item_id) => item_id !== '' && !has.has(item_id))
  if (missing.length > 0) await env.DB.prepare(ADD_ITEMS).bind(shop.shop_id, JSON.stringify(missing)).run()
}

/** Writes items without the jobs that a call would queue. */
const ADD_ITEMS = `
  insert into items (shop_id, item_id, title, category, tags, attributes, published, gift_card, market_prices, group_prices,
    variants, variant_id, availability, recommendable)
  select ?1, value, value, '', '[]', '{}', 1, 0, '{}', '{}', '[]', value, 'in_stock', 1 from json_each(?2) where true
  on conflict do nothing`

/** Sends a beacon as a page of the shop does; a text is sent as it is. */
export async function report(
  shop: TestShop,
  body: BeaconInput | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  if (typeof body !== 'string') await addItems(shop, body)
  return await send(`/p/${shop.pk}/events`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(await completed(shop, body)),
    headers: { 'Content-Type': 'text/plain', ...headers },
  })
}

/** The signature of the shop's server for an order. */
export const orderToken = async (shop: TestShop, transaction_id: string): Promise<string> =>
  createHmac('sha256', await tokenKeyOf(shop))
    .update(`order:${transaction_id}`)
    .digest('hex')

const tokenKeys = new Map<string, Promise<string>>()

function tokenKeyOf(shop: TestShop): Promise<string> {
  const found = tokenKeys.get(shop.shop_id) ?? newTokenKey(shop).then(({ token_key }) => token_key)
  tokenKeys.set(shop.shop_id, found)
  return found
}

/** Counts all waiting beacons, as the cron does every minute. */
export async function count(shop: TestShop): Promise<void> {
  await queueFold(shop.store, Date.now())
  await shop.settle()
}
