import { sql } from 'drizzle-orm'
import { DAY } from '../../vocabulary/time.ts'
import { activeCampaigns, queueCampaigns } from '../../worker/store/campaigns/campaigns.ts'
import type { TestShop } from '../a-shop.ts'
import { anOffer, aPolicyShop } from '../decisions/a-policy-shop.ts'

/** A day in 2026 as a date, `days` before now. */
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY).toISOString().slice(0, 19)

/** A shop with so many customers, each with one order of tea some days ago, who allow e-mail; some allow text messages as well. */
export async function aCampaignShop(customers: number, policy: object = {}): Promise<TestShop> {
  const shop = await aPolicyShop({ contact_costs: { email: 5, sms: 20 }, ...policy })
  const rows = Array.from(
    { length: customers },
    (_, at) => `c${at},${dayBefore(20 + (at % 60))},tea,1,10.00,EUR,buyer${at}`,
  )
  await shop.give(
    'orders',
    ['order_id,order_date,item_id,quantity,price,currency,customer_id', ...rows].join('\n'),
  )
  for (let from = 0; from < customers; from += 200) {
    const some = Array.from({ length: Math.min(200, customers - from) }, (_, at) => from + at)
    await shop.call('/v1/customers', 'PUT', {
      customers: some.map((at) => ({
        customer_id: `buyer${at}`,
        consents: {
          email: { given: true, at: 1 },
          ...(at % 2 === 0 && { sms: { given: true, at: 1 } }),
        },
      })),
    })
  }
  return shop
}

/** Adds an approved offer. */
export const addOffer = async (shop: TestShop, item_id: string, more: object = {}): Promise<string> =>
  (await shop.call('/v1/offers', 'POST', anOffer(item_id, { status: 'approved', ...more }))).body.offer_id

/** A campaign for everybody by e-mail. */
export const aCampaign = (offer_ids: string[], more: object = {}) => ({
  ...{ name: 'Spring', audience: { type: 'everybody' }, offer_ids, channels: ['email'] },
  ...{ ends_at: Date.now() + 30 * DAY, control_share: 0.2, ...more },
})

export const actOn = (shop: TestShop, campaign_id: string, action: string, more: object = {}) =>
  shop.call(`/v1/campaigns/${campaign_id}/actions`, 'POST', { action, ...more })

/** Adds a campaign, and does these things with it, letting its job end after each. */
export async function addCampaign(shop: TestShop, campaign: object, ...actions: string[]) {
  const added = await shop.call('/v1/campaigns', 'POST', campaign)
  const { campaign_id } = added.body
  for (const action of actions) {
    await actOn(shop, campaign_id, action)
    await shop.settle()
  }
  return await read(shop, campaign_id)
}

export const read = async (shop: TestShop, campaign_id: string) =>
  (await shop.call(`/v1/campaigns/${campaign_id}`)).body

/** All members of a campaign. */
export async function membersOf(shop: TestShop, campaign_id: string, query = '') {
  const found = []
  for (let after = ''; ; ) {
    const { items, next } = (
      await shop.call(`/v1/campaigns/${campaign_id}/members?limit=200&after=${after}${query}`)
    ).body
    found.push(...items)
    if (next === null) return found
    after = encodeURIComponent(next)
  }
}

/** Lets the jobs of all campaigns run as they do each hour. */
export async function nextHour(shop: TestShop): Promise<void> {
  await queueCampaigns(shop.store, await activeCampaigns(shop.store), Date.now())
  await shop.settle()
}

/** Moves what campaigns did so many days into the past, and runs their jobs. */
export async function later(shop: TestShop, days: number): Promise<void> {
  const { db, shop_id } = shop.store
  await db.run(sql`update campaigns set started_at = started_at - ${days * DAY}, ended_at = ended_at - ${days * DAY},
      campaign = json_set(campaign, '$.ends_at', (campaign ->> '$.ends_at') - ${days * DAY}),
      work = json_set(work, '$.counted_at', 0, '$.released', json('{}'))
    where shop_id = ${shop_id}`)
  await db.run(
    sql`update campaign_members set released_at = released_at - ${days * DAY} where shop_id = ${shop_id}`,
  )
  await db.run(sql`update contacts set at = at - ${days * DAY} where shop_id = ${shop_id} and made`)
  await nextHour(shop)
}
