import { expect, it } from 'vitest'
import { aCustomer, anOffer, answer, aPolicyShop, ask } from './a-policy-shop.ts'

const FREE = { windows: [], quiet_hours: { from: '00:00', to: '00:00' }, least_gap_hours: 0 }

it('a policy is tried on the contacts that were made: whose fall away, why, and which offers lose', async () => {
  const shop = await aPolicyShop({
    windows: [],
    rests: { accepted: 0, rejected: 0, rejected_category: 0, ignored: 0 },
  })
  for (const item of ['pot', 'mug'])
    await shop.call('/v1/offers', 'POST', anOffer(item, { margin: item === 'pot' ? 900 : 100 }))
  const send = async (customer: string, channel: string) => {
    const { decision } = await ask(shop, customer, channel)
    await shop.call(`/v1/decisions/${decision.decision_id}/deliver`, 'POST', { channel })
    await answer(shop, decision.decision_id, 'accepted', { channel })
  }
  const [ann, bob] = [await aCustomer(shop, 'ann'), await aCustomer(shop, 'bob')]
  for (const channel of ['email', 'sms', 'email']) await send(ann, channel)
  await send(bob, 'email')
  const simulate = async (contact_policy: object, days = 90) =>
    (await shop.call('/v1/contact-policy/simulate', 'POST', { contact_policy, days })).body
  const rests = { accepted: 0, rejected: 0, rejected_category: 0, ignored: 0 }
  expect(await simulate({ ...FREE, rests })).toMatchObject({
    ...{ contacts: 4, withheld: 0, moved: 0, people: 2, people_affected: 0, causes: [] },
  })
  const strict = await simulate({
    ...FREE,
    rests,
    windows: [{ channels: ['email', 'sms'], max: 1, days: 30 }],
  })
  expect(strict).toMatchObject({
    ...{ contacts: 4, withheld: 2, people_affected: 1 },
    causes: [{ code: 'window', max: 1, days: 30, contacts: 2 }],
    channels: [
      { channel: 'email', contacts: 3, withheld: 1 },
      { channel: 'sms', contacts: 1, withheld: 1 },
    ],
  })
  const [offer] = strict.offers
  expect(offer).toMatchObject({ name: 'Offer of pot', contacts: 4, withheld: 2, accepted_withheld: 2 })
  // The usual rest after an acceptance withholds the same offer.
  expect((await simulate({ ...FREE, rests: { accepted: 30 } })).causes).toMatchObject([
    { code: 'accepted_lately', days: 30, contacts: 2 },
  ])
  // Nothing is changed by trying.
  expect((await shop.call('/v1/settings')).body.contact_policy.windows).toEqual([])
  expect((await simulate({ windows: [{ max: 1, days: 0 }] })).code).toBe('invalid_input')
})

it('a decision of which one contact is left is not lost, and rests longer than the days that are looked at count', async () => {
  const shop = await aPolicyShop({ windows: [] })
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const customer = await aCustomer(shop, 'ann')
  const { decision_id } = (await ask(shop, customer, 'email')).decision
  for (const channel of ['email', 'sms']) {
    await ask(shop, customer, channel)
    await shop.call(`/v1/decisions/${decision_id}/deliver`, 'POST', { channel })
  }
  await answer(shop, decision_id, 'accepted', { channel: 'email' })
  const simulate = async (contact_policy: object, days = 90) =>
    (await shop.call('/v1/contact-policy/simulate', 'POST', { contact_policy, days })).body
  const { offers } = await simulate({ ...FREE, windows: [{ max: 1, days: 30 }] })
  expect(offers).toMatchObject([{ contacts: 2, withheld: 1, accepted_withheld: 0 }])
  expect((await simulate({ ...FREE, windows: [{ max: 0, days: 30 }] })).offers).toMatchObject([
    { withheld: 2, accepted_withheld: 1 },
  ])
})
