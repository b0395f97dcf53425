import { sql } from 'drizzle-orm'
import { afterEach, expect, it, vi } from 'vitest'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { aCampaign, aCampaignShop, addCampaign, addOffer, membersOf, nextHour } from './a-campaign-shop.ts'

afterEach(() => void vi.useRealTimers())

it('a channel makes no more contacts in a day than it can, also after a day on which nobody is contacted', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const shop = await aCampaignShop(30, {
    blackout_days: [today],
    quiet_hours: { from: '00:00', to: '00:00' },
  })
  const offer_id = await addOffer(shop, 'pot')
  await addCampaign(
    shop,
    aCampaign([offer_id], { control_share: 0, capacity: { email: 5 } }),
    'check',
    'approve',
  )
  vi.useFakeTimers({ toFake: ['Date'], now: (Math.floor(Date.now() / DAY) + 1) * DAY + DAY / 2 })
  await nextHour(shop)
  const days = await shop.store.db.all(
    sql`select cast(at / ${DAY} as integer) as day, count(*) as n from contacts where shop_id = ${shop.shop_id} group by 1`,
  )
  expect(days.every((row) => (row as { n: number }).n <= 5)).toBe(true)
})

it('on the last day of an offer the customer is contacted now, if their hour is over', async () => {
  const shop = await aCampaignShop(12, { quiet_hours: { from: '00:00', to: '00:00' } })
  const noon = Math.floor(Date.now() / DAY) * DAY + DAY / 2
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
  const offer_id = await addOffer(shop, 'pot', { ends_at: noon + 8 * HOUR })
  for (let at = 0; at < 60; at += 1) {
    await shop.store.db.run(sql`insert into responses (shop_id, response_id, decision_id, customer, offer_id, channel, response, at, reason, note)
      values (${shop.shop_id}, ${`r${at}`}, 'dec_x', ${`other${at}`}, 'off_x', 'email', 'accepted', ${noon - DAY - 3 * HOUR}, null, null)`)
  }
  const { campaign_id } = await addCampaign(
    shop,
    aCampaign([offer_id], { control_share: 0 }),
    'check',
    'approve',
  )
  const members = await membersOf(shop, campaign_id)
  expect(members.filter(({ state }) => state === 'decided').length).toBeGreaterThan(0)
})
