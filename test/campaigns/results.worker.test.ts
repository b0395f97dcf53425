import { expect, it } from 'vitest'
import { readUpliftModel, writeUpliftModel } from '../../worker/store/campaigns/uplift-models.ts'
import {
  aCampaign,
  aCampaignShop,
  actOn,
  addCampaign,
  addOffer,
  later,
  membersOf,
  read,
} from './a-campaign-shop.ts'

/** Each third customer of the control buys afterwards, and two thirds of the others: what the contacts bring is known. */
it('results compare everybody whose turn came with the control, and effects are learned from them', async () => {
  const shop = await aCampaignShop(300)
  const offer_id = await addOffer(shop, 'pot')
  const campaign = aCampaign([offer_id], { control_share: 0.4, outcome_days: 10 })
  const { campaign_id } = await addCampaign(shop, campaign, 'check', 'approve')
  const members = (await membersOf(shop, campaign_id)).filter(({ role }) => role !== 'spare')
  const handles = new Map<string, string>()
  for (let at = 0; at < 300; at += 1) {
    const { body } = await shop.call('/v1/customers/lookup', 'POST', { customer_id: `buyer${at}` })
    handles.set(body.customer, `buyer${at}`)
  }
  const now = new Date().toISOString().slice(0, 19)
  const buyers = members.filter(({ role }, at) => at % 3 === 0 || (role === 'contact' && at % 3 === 1))
  const lines = buyers.map(({ customer }, at) => `after${at},${now},pot,1,30.00,EUR,${handles.get(customer)}`)
  await shop.give(
    'orders',
    ['order_id,order_date,item_id,quantity,price,currency,customer_id', ...lines].join('\n'),
  )
  await later(shop, 1)
  const { results, status } = await read(shop, campaign_id)
  const of = (role: string) => members.filter((one) => one.role === role).length
  const bought = (role: string) => buyers.filter((one) => one.role === role).length
  expect(status).toBe('done')
  // The shop earns 20.00 with a pot.
  expect(results.arms).toEqual(
    ['contact', 'control'].map((role) => ({
      ...{ role, customers: of(role), buyers: bought(role), orders: bought(role) },
      ...{ revenue: 3_000 * bought(role), margin: 2_000 * bought(role) },
    })),
  )
  const gain = 2_000 * (bought('contact') / of('contact') - bought('control') / of('control'))
  expect(results.margin.value).toBeCloseTo(gain, 6)
  expect(results.margin.low).toBeGreaterThan(0)
  expect(results.net.value).toBeCloseTo(gain * of('contact') - results.contact_cost, 4)
  expect(await readUpliftModel(shop.store)).toBeUndefined()

  await later(shop, 10)
  const learned = await readUpliftModel(shop.store)
  expect(learned).toMatchObject({ members: of('contact') + of('control') })
  const next = await addCampaign(shop, aCampaign([await addOffer(shop, 'tin', { margin: 5_000 })]), 'check')
  expect(next.plan.basis).not.toBe('prior')
})

it('a campaign that loses margin is stopped, and says why', async () => {
  const shop = await aCampaignShop(300)
  const offer_id = await addOffer(shop, 'pot')
  const campaign = aCampaign([offer_id], { control_share: 0.4, capacity: { email: 150 } })
  const { campaign_id } = await addCampaign(shop, campaign, 'check', 'approve')
  await actOn(shop, campaign_id, 'pause')
  await actOn(shop, campaign_id, 'resume')
  const handles = new Map<string, string>()
  for (let at = 0; at < 300; at += 1) {
    const { body } = await shop.call('/v1/customers/lookup', 'POST', { customer_id: `buyer${at}` })
    handles.set(body.customer, `buyer${at}`)
  }
  const released = (await membersOf(shop, campaign_id)).filter(({ released_at }) => released_at !== null)
  const now = new Date().toISOString().slice(0, 19)
  const buyers = released.filter(({ role }, at) => role === 'control' || at % 3 === 0)
  const lines = buyers.map(({ customer }, at) => `x${at},${now},pot,1,30.00,EUR,${handles.get(customer)}`)
  await shop.give(
    'orders',
    ['order_id,order_date,item_id,quantity,price,currency,customer_id', ...lines].join('\n'),
  )
  await later(shop, 1)
  expect(await read(shop, campaign_id)).toMatchObject({
    status: 'stopped',
    reason: 'Those who were contacted bought less than the control.',
  })
  const { items } = (await shop.call('/v1/audit?limit=5')).body
  expect(items.map(({ action }: { action: string }) => action)).toContain('stop a harmful campaign')
})

it('effects that an earlier release learned from other numbers are not used', async () => {
  const shop = await aCampaignShop(20)
  const model = { width: 3, treatments: [], contrasts: [], reference: null }
  await writeUpliftModel(shop.store, { fitted_at: 1, members: 2, model, acceptances: {} })
  const { plan } = await addCampaign(shop, aCampaign([await addOffer(shop, 'pot')]), 'check')
  expect(plan).toMatchObject({ eligible: 20, basis: 'prior' })
})
