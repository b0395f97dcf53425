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
  expect(await read(shop, campaign_id)).toMatchObject({ status: 'done', results: { decided: contacts } })
  // An offer that is approved and not live is made by campaigns only.
  const [other] = observed
  const asked = await shop.call('/v1/decisions', 'POST', { customer: other.customer, channel: 'email' })
  expect(asked.body.decision).toBeNull()
})
