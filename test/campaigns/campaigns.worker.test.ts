import { expect, it } from 'vitest'
import { aCampaign, aCampaignShop, actOn, addCampaign, addOffer, membersOf, read } from './a-campaign-shop.ts'

it('is checked, approved and run: those who are contacted, and a control that the same rule chose', async () => {
  const shop = await aCampaignShop(120)
  const offer_id = await addOffer(shop, 'pot')
  const checked = await addCampaign(shop, aCampaign([offer_id]), 'check')
  expect(checked).toMatchObject({ status: 'checked', plan: { eligible: 120, audience: 120, blocked: [] } })
  const { contacts, control, spare, cost, worth } = checked.plan
  expect(contacts + control + spare).toBe(120)
  expect(control).toBeGreaterThan(10)
  expect(control).toBeLessThan(40)
  expect(cost).toBe(5 * contacts)
  expect(worth.low).toBeLessThan(worth.value)
  const { campaign_id } = checked
  await actOn(shop, campaign_id, 'approve')
  await shop.settle()
  const members = await membersOf(shop, campaign_id)
  const sent = members.filter(({ role }) => role === 'contact')
  expect(sent).toHaveLength(contacts)
  expect(sent.every(({ state, content }) => state === 'decided' && content.title.includes('Tea pot'))).toBe(
    true,
  )
  const observed = members.filter(({ role }) => role === 'control')
  expect(observed.every(({ state, decision_id }) => state === 'observed' && decision_id === null)).toBe(true)
  const done = await read(shop, campaign_id)
  expect(done).toMatchObject({ status: 'done', results: { decided: contacts }, approver: { kind: 'key' } })
  expect([checked.approved_at, done.approved_at <= done.started_at]).toEqual([null, true])
  // An offer that is approved and not live is made by campaigns only.
  const [other] = observed
  const asked = await shop.call('/v1/decisions', 'POST', { customer: other.customer, channel: 'email' })
  expect(asked.body.decision).toBeNull()
})

it('the calendar has what was sent and what is planned, and a customer what is to come', async () => {
  const shop = await aCampaignShop(20)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(shop, aCampaign([offer_id]), 'check', 'approve')
  const [first, ...others] = (await membersOf(shop, campaign_id, '&role=contact')) as [Member, ...Member[]]
  await shop.call(`/v1/decisions/${first.decision_id}/deliver`, 'POST', { channel: 'email' })
  const from = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const { days } = (await shop.call(`/v1/contact-calendar?from=${from}&days=3`)).body
  expect(sum(days, 'made')).toBe(1)
  expect(sum(days, 'planned')).toBe(others.length)
  const own = (await shop.call(`/v1/customers/${first.customer}/contacts`)).body
  expect(own.contacts).toMatchObject([
    { decision_id: first.decision_id, offer_name: 'Offer of pot', made: true },
  ])
})

type Member = { customer: string; decision_id: string }

const sum = (days: { made: number; planned: number }[], what: 'made' | 'planned') =>
  days.reduce((all, day) => all + day[what], 0)
