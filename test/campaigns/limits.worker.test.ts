import { describe, expect, it } from 'vitest'
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

const DAY = 86_400_000

describe('a campaign keeps its limits', () => {
  it('budget, stock of contacts and capacity of a day, with what each of them costs', async () => {
    const shop = await aCampaignShop(150)
    const [pot, mug] = [await addOffer(shop, 'pot'), await addOffer(shop, 'tin')]
    const limits = { budget: 300, stock: { [mug]: 10 }, capacity: { email: 20 }, channels: ['email', 'sms'] }
    const ends_at = Date.now() + 3 * DAY
    const campaign = await addCampaign(shop, aCampaign([pot, mug], { ...limits, ends_at }), 'check')
    const { plan } = campaign
    expect(plan.cost).toBeLessThanOrEqual(300)
    const of = (name: string) =>
      plan.offers
        .filter((one: { offer_id: string; channel: string }) => [one.offer_id, one.channel].includes(name))
        .reduce((sum: number, { contacts }: { contacts: number }) => sum + contacts, 0)
    expect(of(mug)).toBeLessThanOrEqual(10)
    expect(of('email')).toBeLessThanOrEqual(60)
    const budget = plan.limits.find(({ kind }: { kind: string }) => kind === 'budget')
    expect(budget).toMatchObject({ limit: 300 })
    expect(budget.price).toBeGreaterThan(0)
    expect(budget.costs).toBeGreaterThan(0)
    expect(plan.curve.length).toBeGreaterThan(5)
    const worths = plan.curve.map(({ worth }: { worth: number }) => worth)
    expect(worths).toEqual([...worths].sort((a, b) => a - b))
    expect(plan.gap).toBeLessThan(0.05)

    await actOn(shop, campaign.campaign_id, 'approve')
    await shop.settle()
    const members = await membersOf(shop, campaign.campaign_id, '&role=contact')
    const today = members.filter(({ state, channel }) => state === 'decided' && channel === 'email')
    expect(today.length).toBeLessThanOrEqual(20)
    const left = members.filter(({ state }) => state === 'planned')
    expect((await read(shop, campaign.campaign_id)).status).toBe(left.length > 0 ? 'running' : 'done')
  })

  it('a least number of customers of a segment are contacted before more valuable ones', async () => {
    const shop = await aCampaignShop(100)
    const offer = await addOffer(shop, 'pot')
    for (const at of [1, 2, 3, 4, 5, 6]) {
      await shop.call('/v1/customers', 'PUT', {
        customers: [{ customer_id: `buyer${at}`, attributes: { club: true } }],
      })
    }
    const condition = { attribute: 'club', values: [true] }
    const { segment_id } = (await shop.call('/v1/segments', 'POST', { name: 'Club', condition })).body
    const more = { budget: 30, control_share: 0, minimums: [{ segment_id, customers: 6 }] }
    const { plan } = await addCampaign(shop, aCampaign([offer], more), 'check')
    expect(plan.contacts).toBe(6)
    expect(plan.limits).toContainEqual(
      expect.objectContaining({ kind: 'minimum', name: segment_id, used: 6 }),
    )
  })
})

it('says who falls to what, and whom other campaigns address', async () => {
  const shop = await aCampaignShop(40)
  const offer = await addOffer(shop, 'pot')
  const [no, complains] = [{ email: { given: false, at: 2 } }, { complaint_open: true }]
  await shop.call('/v1/customers', 'PUT', {
    customers: [
      { customer_id: 'buyer1', consents: no },
      { customer_id: 'buyer2', ...complains },
      { customer_id: 'buyer3', objects_to_profiling: true },
    ],
  })
  const first = await addCampaign(shop, aCampaign([offer]), 'check', 'approve')
  expect(first.plan).toMatchObject({ audience: 40, eligible: 37 })
  expect(first.plan.blocked).toEqual([
    { stage: 'suitability', code: 'complaint', customers: 1 },
    { stage: 'consent', code: 'no_consent', customers: 1 },
    { stage: 'consent', code: 'objected', customers: 1 },
  ])
  // One e-mail in seven days: whoever was contacted is not contacted again, and the report says by what.
  const second = await addCampaign(shop, aCampaign([await addOffer(shop, 'tin')]), 'check')
  const window = second.plan.blocked.find(({ code }: { code: string }) => code === 'window')
  expect(window.customers).toBe(first.plan.contacts)
})

it('is refused where its state does not allow it, and a change makes it a draft again', async () => {
  const shop = await aCampaignShop(20)
  const offer = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(shop, aCampaign([offer]))
  expect((await actOn(shop, campaign_id, 'approve')).body).toMatchObject({ code: 'campaign_state' })
  await actOn(shop, campaign_id, 'check')
  await shop.settle()
  const changed = await shop.call(`/v1/campaigns/${campaign_id}`, 'PATCH', { budget: 50 })
  expect(changed.body).toMatchObject({ status: 'draft', plan: null, budget: 50 })
  expect(await shop.table('campaign_members')).toEqual([])
  const unknown = await addCampaign(shop, aCampaign(['off_none']))
  expect((await actOn(shop, unknown.campaign_id, 'check')).body).toMatchObject({ code: 'unknown_offer' })
  await actOn(shop, campaign_id, 'check')
  await shop.settle()
  await actOn(shop, campaign_id, 'approve')
  await shop.settle()
  expect((await shop.call(`/v1/campaigns/${campaign_id}`, 'PATCH', { budget: 60 })).status).toBe(409)
  expect((await shop.call(`/v1/campaigns/${campaign_id}`, 'DELETE')).status).toBe(409)
})

it('a first wave tries the offers, and the others get what was accepted', async () => {
  const shop = await aCampaignShop(200)
  const [good, bad] = [
    await addOffer(shop, 'tin', { margin: 4_000 }),
    await addOffer(shop, 'pot', { margin: 4_000 }),
  ]
  const more = { test_share: 0.3, test_days: 1, control_share: 0 }
  const campaign = await addCampaign(shop, aCampaign([good, bad], more), 'check', 'approve')
  const tested = (await membersOf(shop, campaign.campaign_id)).filter(({ state }) => state === 'decided')
  expect(tested.length).toBeGreaterThan(30)
  expect(new Set(tested.map(({ offer_id }) => offer_id))).toEqual(new Set([good, bad]))
  for (const { decision_id, offer_id } of tested) {
    await shop.call(`/v1/decisions/${decision_id}/deliver`, 'POST', { channel: 'email' })
    const response = offer_id === good ? 'accepted' : 'rejected'
    await shop.call('/v1/responses', 'POST', { decision_id, channel: 'email', response })
  }
  await later(shop, 2)
  const others = (await membersOf(shop, campaign.campaign_id)).filter(
    ({ state, decision_id }) => state === 'decided' && !tested.some((one) => one.decision_id === decision_id),
  )
  expect(others.length).toBeGreaterThan(50)
  expect(others.every(({ offer_id }) => offer_id === good)).toBe(true)
})

it.each(['margin', 'revenue', 'units', 'clear_stock'])(
  'the interval of a plan for %s contains its worth, in the same unit',
  async (goal) => {
    const shop = await aCampaignShop(60)
    const offer = await addOffer(shop, 'pot')
    const { plan } = await addCampaign(shop, aCampaign([offer], { goal }), 'check')
    const { value, low, high } = plan.worth
    // One contact in twenty is accepted, a quarter of that because of it: a purchase is 30.00, one piece, or 10.00 of capital.
    const each = { margin: 25 - 5, revenue: 37.5, units: 0.0125, clear_stock: 12.5 }[goal] ?? 0
    // The plan has four digits.
    expect(value / (each * plan.contacts)).toBeCloseTo(1, 2)
    const chance =
      1.96 * Math.sqrt(plan.contacts * 0.0125 * (1 - 0.0125)) * ((goal === 'margin' ? 25 : each) / 0.0125)
    expect((high - low) / 2 / chance).toBeCloseTo(1, 2)
    expect(plan.power.expected_effect).toBe(goal === 'margin' ? 25 : null)
  },
)
