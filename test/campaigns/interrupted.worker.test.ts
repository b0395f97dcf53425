import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import { jobs } from '../../schema/jobs.ts'
import { advance } from '../../worker/jobs/advance.ts'
import type { TestShop } from '../a-shop.ts'
import { interruptedEnv } from '../an-interrupted-env.ts'
import {
  aCampaign,
  aCampaignShop,
  actOn,
  addCampaign,
  addOffer,
  membersOf,
  nextHour,
  read,
} from './a-campaign-shop.ts'

/** Runs the jobs of a shop, and kills them again and again, until nothing is left to do. */
async function settleWithKills(shop: TestShop, seed: number): Promise<number> {
  const { below, chance } = dice(seed)
  const { db } = shop.store
  const own = eq(jobs.shop_id, shop.shop_id)
  let kills = 0
  while ((await db.$count(jobs, own)) > 0) {
    try {
      await advance(interruptedEnv(5 + below(120), chance() < 0.5), shop.shop_id)
    } catch {
      kills += 1
    }
    // The lease of the killed invocation is over, as it is after a minute.
    await db.update(jobs).set({ lease: null, lease_until: 0, attempts: 0 }).where(own)
  }
  return kills
}

it('killed at random moments, a campaign contacts nobody twice, loses nobody, and never contacts the control', async () => {
  const shop = await aCampaignShop(60)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = (await shop.call('/v1/campaigns', 'POST', aCampaign([offer_id]))).body
  await actOn(shop, campaign_id, 'check')
  await settleWithKills(shop, 1)
  const { plan } = await read(shop, campaign_id)
  expect(plan).toMatchObject({ audience: 60, eligible: 60 })
  await actOn(shop, campaign_id, 'approve')
  const kills = await settleWithKills(shop, 2)
  await nextHour(shop)
  expect(kills).toBeGreaterThan(0)
  const members = await membersOf(shop, campaign_id)
  expect(members).toHaveLength(60)
  const contacted = members.filter(({ role }) => role === 'contact')
  expect(contacted).toHaveLength(plan.contacts)
  expect(contacted.filter(({ state }) => state !== 'decided')).toEqual([])
  const decisions = await shop.table('decisions')
  expect(decisions).toHaveLength(plan.contacts)
  expect(new Set(decisions.map(({ customer }) => customer)).size).toBe(plan.contacts)
  const control = members.filter(({ role }) => role === 'control').map(({ customer }) => customer)
  expect(decisions.filter(({ customer }) => control.includes(String(customer)))).toEqual([])
  expect(await shop.table('contacts')).toHaveLength(plan.contacts)
})

it('paused, it contacts nobody further; stopped, what nobody has got is withdrawn', async () => {
  const shop = await aCampaignShop(60)
  const offer_id = await addOffer(shop, 'pot')
  const campaign = aCampaign([offer_id], { capacity: { email: 10 }, control_share: 0 })
  const { campaign_id } = await addCampaign(shop, campaign, 'check', 'approve')
  const decided = async () =>
    (await membersOf(shop, campaign_id, '&role=contact')).filter(({ state }) => state === 'decided')
  expect(await decided()).toHaveLength(10)
  await actOn(shop, campaign_id, 'pause')
  await shop.store.db.run(`update campaigns set work = json_set(work, '$.released', json('{}'))` as never)
  await nextHour(shop)
  expect(await decided()).toHaveLength(10)
  const [sent] = await decided()
  await shop.call(`/v1/decisions/${sent.decision_id}/deliver`, 'POST', { channel: 'email' })
  await actOn(shop, campaign_id, 'stop', { reason: 'Wrong price' })
  await shop.settle()
  const status = (await shop.table('decisions')).map((row) => row.status).sort()
  expect(status).toEqual(['delivered', ...Array.from({ length: 9 }, () => 'withdrawn')])
  expect(await shop.table('contacts')).toHaveLength(1)
  expect(await read(shop, campaign_id)).toMatchObject({ status: 'stopped', reason: 'Wrong price' })
})
