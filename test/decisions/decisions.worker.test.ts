import { describe, expect, it } from 'vitest'
import { codeOf } from '../../engine/choice/probability-codes.ts'
import { writePropensities, writePropensityModel } from '../../worker/store/customers/propensities.ts'
import { itemsFile } from '../a-shop.ts'
import { aCustomer, anOffer, answer, aPolicyShop, ask } from './a-policy-shop.ts'

/** Codes of the offers that were withheld, by the name of the offer. */
const codes = (considered: { name: string; blocked_by: { code: string } | null }[]) =>
  Object.fromEntries(considered.map(({ name, blocked_by }) => [name, blocked_by?.code ?? 'made']))

describe('the next best offer', () => {
  it('is the one with the highest product of its parts, which the answer states', async () => {
    const shop = await aPolicyShop()
    for (const item of ['pot', 'mug']) await shop.call('/v1/offers', 'POST', anOffer(item))
    const customer = await aCustomer(shop, 'ann')
    const { decision } = await ask(shop, customer, 'web')
    expect(decision).toMatchObject({
      item_ids: ['pot'],
      status: 'open',
      content: { title: 'For you: Tea pot at €30.00', url: '/i/pot' },
      // 30.00 less its cost of 10.00; one in twenty accepts.
      parts: {
        value: 2_000,
        margin: 2_000,
        propensity: 0.05,
        context: 1,
        lever: 1,
        margin_assumed: false,
        chance: 1,
      },
    })
    expect(decision.considered).toMatchObject([{ name: 'Offer of mug', blocked_by: null, priority: 25 }])
  })

  it('prefers what this person is likely to buy, where customers are scored', async () => {
    const shop = await aPolicyShop()
    for (const item of ['pot', 'tea']) await shop.call('/v1/offers', 'POST', anOffer(item, { margin: 1_000 }))
    const customer = await aCustomer(shop, 'ann')
    const row = { job_id: 'job_1', fitted_at: 1, scored_to: null, fitted: 1, scored: 1 }
    const families = ['Kitchen', 'Tea']
    await writePropensityModel(shop.store, {
      ...{ ...row, families },
      model: { features: 'none', window_days: 30, names: { depth: 1, kinds: { tin: 3 } } },
    })
    const scores = { person: customer, day: 1, buys: 0.5, best: [], items: [] }
    const codes = [0.001, 0.2].map(codeOf).join('')
    await writePropensities(shop.store, 'job_1', [{ ...scores, codes }], customer)
    const { decision } = await ask(shop, customer, 'web')
    expect(decision.item_ids).toEqual(['tea'])
    expect(decision.parts.propensity).toBeCloseTo(0.2, 2)
    // The pot is in Kitchen > Pots: 0.001, but never below 0.005.
    expect(decision.considered).toMatchObject([{ name: 'Offer of pot', priority: 5 }])
  })

  it('knows the family of an item without a category by what its title names', async () => {
    const shop = await aPolicyShop()
    const box = itemsFile(['box,Biscuit tin,/i/box,/i/box.png,9.00,'])
    await shop.give('items', box, '&partial=1')
    await shop.call('/v1/offers', 'POST', anOffer('box', { margin: 1_000 }))
    const customer = await aCustomer(shop, 'ann')
    const row = { job_id: 'job_1', fitted_at: 1, scored_to: null, fitted: 1, scored: 1 }
    const model = { features: 'none', window_days: 30, names: { depth: 1, kinds: { tin: 3 } } }
    await writePropensityModel(shop.store, { ...row, families: ['tin'], model })
    const scores = { person: customer, day: 1, buys: 0.5, best: [], items: [], codes: codeOf(0.2) }
    await writePropensities(shop.store, 'job_1', [scores], customer)
    expect((await ask(shop, customer, 'web')).decision.parts.propensity).toBeCloseTo(0.2, 2)
  })

  it('is the same on every channel until it is answered, with the text of the channel', async () => {
    const shop = await aPolicyShop()
    const texts = [{ title: 'Anywhere' }, { title: 'By e-mail', channels: ['email'] }]
    await shop.call('/v1/offers', 'POST', anOffer('pot', { texts }))
    const customer = await aCustomer(shop, 'ann')
    const first = (await ask(shop, customer, 'web')).decision
    await shop.call('/v1/offers', 'POST', anOffer('mug', { margin: 900_000 }))
    const second = (await ask(shop, customer, 'email')).decision
    expect(second.decision_id).toBe(first.decision_id)
    expect([first.content.title, second.content.title]).toEqual(['Anywhere', 'By e-mail'])
    expect(second.contacts).toMatchObject([{ channel: 'email', made: false }])
    await answer(shop, first.decision_id, 'accepted')
    const third = (await ask(shop, customer, 'sms')).decision
    expect(third.item_ids).toEqual(['mug'])
  })

  it('withholds each offer at a stage, and names it', async () => {
    const shop = await aPolicyShop()
    const soon = Date.now() + 86_400_000
    const offers: Record<string, object> = {
      not_yet_valid: { starts_at: soon },
      channel: { channels: ['till'] },
      market: { markets: ['CH'] },
      no_text: { texts: [{ title: 'Hallo', locale: 'de' }] },
      not_eligible: { eligibility: { bought: { item_ids: ['mug'] } } },
      eligibility_unknown: { eligibility: { number: 'satisfaction', from: 5 } },
      not_a_follow_up: { follow_up_of: ['ofr_other'] },
      age_unknown: { least_age: 18 },
      below_margin_floor: { margin_floor: 1_500, incentive: { type: 'percent', percent: 25 } },
      no_value: { incentive: { type: 'amount', amount: 3_000 } },
    }
    for (const [code, more] of Object.entries(offers)) {
      await shop.call('/v1/offers', 'POST', { ...anOffer('pot', more), name: code })
    }
    await shop.call('/v1/offers', 'POST', { ...anOffer('gone'), name: 'no_item' })
    const { decision, considered } = await ask(shop, await aCustomer(shop, 'ann'), 'web')
    expect(decision).toBeNull()
    expect(codes(considered)).toEqual(
      Object.fromEntries([...Object.keys(offers), 'no_item'].map((code) => [code, code])),
    )
  })

  it('makes no contact without consent, and none at all to who objects', async () => {
    const shop = await aPolicyShop()
    await shop.call('/v1/offers', 'POST', anOffer('pot'))
    const customer = await aCustomer(shop, 'ann', [])
    expect(codes((await ask(shop, customer, 'email')).considered)).toEqual({
      'Offer of pot': 'consent_unknown',
    })
    const consents = { email: { given: true, at: 2 } }
    await shop.call('/v1/customers', 'PUT', { customers: [{ customer, consents }] })
    // An older word does not count.
    const older = { email: { given: false, at: 1 } }
    await shop.call('/v1/customers', 'PUT', { customers: [{ customer, consents: older }] })
    const { decision } = await ask(shop, customer, 'email')
    expect(decision.item_ids).toEqual(['pot'])
    await shop.call('/v1/customers', 'PUT', { customers: [{ customer, objects_to_profiling: true }] })
    expect(codes((await ask(shop, customer, 'web')).considered)).toEqual({ 'Offer of pot': 'objected' })
    expect((await shop.call(`/v1/decisions/${decision.decision_id}`)).body.status).toBe('withdrawn')
  })

  it('is refused: the offer and its category rest, and its follow-up may be made', async () => {
    const shop = await aPolicyShop()
    const pot = (await shop.call('/v1/offers', 'POST', anOffer('pot', { margin: 9_000 }))).body
    const follow_up_of = [pot.offer_id]
    await shop.call('/v1/offers', 'POST', anOffer('mug', { kind: 'downgrade', follow_up_of, margin: 100 }))
    await shop.call('/v1/offers', 'POST', { ...anOffer('pot'), name: 'Pots again' })
    const customer = await aCustomer(shop, 'ann')
    const first = (await ask(shop, customer, 'web')).decision
    expect(first.offer_id).toBe(pot.offer_id)
    const { body } = await answer(shop, first.decision_id, 'rejected', { reason: 'price_sensitivity' })
    expect(body.decision.status).toBe('rejected')
    const { decision } = await ask(shop, customer, 'rep')
    expect(decision.item_ids).toEqual(['mug'])
    expect(codes(decision.considered)).toEqual({
      'Offer of pot': 'rejected_lately',
      'Pots again': 'category_rejected_lately',
    })
  })

  it('stands on a page until it was seen three times, and then rests there', async () => {
    const shop = await aPolicyShop()
    await shop.call('/v1/offers', 'POST', anOffer('pot'))
    const customer = await aCustomer(shop, 'ann')
    const { decision_id } = (await ask(shop, customer, 'web')).decision
    // Looks within half an hour are one.
    for (let n = 0; n < 3; n += 1) await answer(shop, decision_id, 'viewed')
    expect((await ask(shop, customer, 'web')).decision.decision_id).toBe(decision_id)
    for (const hours of [1, 2])
      await answer(shop, decision_id, 'viewed', { at: Date.now() - hours * 3_600_000 })
    expect(codes((await ask(shop, customer, 'web')).considered)).toEqual({ 'Offer of pot': 'seen_often' })
    expect((await ask(shop, customer, 'email')).decision.decision_id).toBe(decision_id)
  })
})

it('stores a repeated answer once, and at most fifty to one decision', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const { decision_id } = (await ask(shop, await aCustomer(shop, 'ann'), 'web')).decision
  for (const response of ['accepted', 'accepted', 'rejected']) {
    await answer(shop, decision_id, response, { response_id: 'mine' })
  }
  expect(await shop.table('responses')).toMatchObject([{ response_id: 'mine', response: 'accepted' }])
  for (let n = 0; n < 60; n += 1) await answer(shop, decision_id, n % 2 ? 'accepted' : 'rejected')
  expect(await shop.table('responses')).toHaveLength(50)
  expect(await shop.table('offer_results')).toMatchObject([{ accepted: 0, rejected: 1 }])
})

it('counts as accepted when the customer buys what it proposes, on whatever channel', async () => {
  const shop = await aPolicyShop()
  for (const item of ['pot', 'mug']) await shop.call('/v1/offers', 'POST', anOffer(item))
  const customer = await aCustomer(shop, 'ann')
  const first = (await ask(shop, customer, 'email')).decision
  const bought = {
    order_id: 'o-ann',
    customer_id: 'ann',
    lines: [{ item_id: 'pot' }],
    ordered_at: new Date(Date.now() + 60_000).toISOString(),
  }
  expect((await shop.call('/v1/orders', 'POST', { orders: [bought] })).status).toBe(200)
  const second = (await ask(shop, customer, 'rep')).decision
  expect(second.item_ids).toEqual(['mug'])
  const after = (await shop.call(`/v1/decisions/${first.decision_id}`)).body
  expect([after.status, after.contacts]).toEqual(['accepted', []])
  expect(await shop.table('offer_results')).toMatchObject([
    { channel: 'email', decided: 1, accepted: 1 },
    { channel: 'rep' },
  ])
})

it('answers of others correct what is expected of a person, by what was expected of them', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const send = async (name: string) => {
    const { decision } = await ask(shop, await aCustomer(shop, name), 'email')
    await shop.call(`/v1/decisions/${decision.decision_id}/deliver`, 'POST', { channel: 'email' })
    return decision
  }
  for (const name of ['ann', 'bob', 'cid', 'dan']) await send(name)
  const [results] = await shop.table('offer_results')
  expect(results).toMatchObject({ delivered: 4, accepted: 0 })
  // One in twenty was expected of each.
  expect(results?.expected).toBeCloseTo(0.2, 12)
  const { parts } = await send('eve')
  // The odds, 1 to 19, times 1 / 1.2.
  expect([parts.expected, parts.propensity]).toEqual([0.05, expect.closeTo(1 / 1.2 / (19 + 1 / 1.2), 12)])
  // On another channel nothing is known yet.
  expect((await ask(shop, await aCustomer(shop, 'fay'), 'sms')).decision.parts.propensity).toBeCloseTo(
    0.05,
    12,
  )
})

it('an answer that a tool reports late or with a wrong time ends no rest', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const customer = await aCustomer(shop, 'ann')
  const { decision_id } = (await ask(shop, customer, 'web')).decision
  // Seconds instead of milliseconds.
  await answer(shop, decision_id, 'rejected', { at: 1_800_000_000 })
  expect(codes((await ask(shop, customer, 'web')).considered)).toEqual({ 'Offer of pot': 'rejected_lately' })
  const refused = (await shop.call(`/v1/decisions/${decision_id}`)).body
  await answer(shop, decision_id, 'rejected')
  const late = await answer(shop, decision_id, 'accepted', { at: refused.created_at })
  expect(late.body.decision.status).toBe('rejected')
})

it('is sent once on a channel, and not without the consent of that moment', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const customer = await aCustomer(shop, 'ann')
  const { decision_id } = (await ask(shop, customer, 'email')).decision
  const send = (channel: string) => shop.call(`/v1/decisions/${decision_id}/deliver`, 'POST', { channel })
  expect((await send('email')).status).toBe(200)
  const twice = await send('email')
  expect([twice.status, twice.body.blocked_by.code]).toEqual([409, 'already_sent'])
  expect((await ask(shop, customer, 'email')).considered[0].blocked_by.code).toBe('already_sent')
  // A consent from the future would outrank every later word.
  const future = { sms: { given: true, at: Date.now() + 9e9 } }
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer, consents: future }] })
  const no = { sms: { given: false, at: Date.now() + 1 } }
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer, consents: no }] })
  expect((await send('sms')).body.blocked_by.code).toBe('no_consent')
})

it('changes of details at the same time lose nothing', async () => {
  const shop = await aPolicyShop()
  const customer = await aCustomer(shop, 'ann')
  const change = (one: object) => shop.call('/v1/customers', 'PUT', { customers: [{ customer, ...one }] })
  const consents = { email: { given: false, at: Date.now() } }
  await Promise.all([
    ...['a', 'b', 'c', 'd'].map((name) => change({ attributes: { [name]: 1 } })),
    change({ consents }),
    change({ complaint_open: true }),
  ])
  const { details } = (await shop.call(`/v1/customers/${customer}/data`)).body
  expect(details).toMatchObject({
    ...{ attributes: { a: 1, b: 1, c: 1, d: 1 }, complaint_open: true },
    consents: { email: { given: false } },
  })
})

describe('the contact policy', () => {
  it('allows two offers in any 90 days and one e-mail in any week', async () => {
    const shop = await aPolicyShop()
    for (const item of ['pot', 'mug', 'tin']) await shop.call('/v1/offers', 'POST', anOffer(item))
    const customer = await aCustomer(shop, 'ann')
    const made = []
    for (const channel of ['email', 'email', 'sms', 'sms']) {
      const { decision, considered } = await ask(shop, customer, channel)
      if (decision) {
        await shop.call(`/v1/decisions/${decision.decision_id}/deliver`, 'POST', { channel })
        await answer(shop, decision.decision_id, 'accepted', { channel })
      }
      made.push(decision ? decision.item_ids[0] : considered.at(-1).blocked_by)
    }
    expect(made).toEqual([
      'pot',
      { stage: 'policy', code: 'window', max: 1, days: 7 },
      'mug',
      { stage: 'policy', code: 'window', max: 2, days: 90 },
    ])
  })

  it('frees the place of a decision that is withdrawn, and refuses to deliver it', async () => {
    const shop = await aPolicyShop({ windows: [{ max: 1, days: 30 }] })
    const pot = (await shop.call('/v1/offers', 'POST', anOffer('pot'))).body
    await shop.call('/v1/offers', 'POST', anOffer('mug'))
    const customer = await aCustomer(shop, 'ann')
    const first = (await ask(shop, customer, 'email')).decision
    await shop.call(`/v1/offers/${pot.offer_id}`, 'PATCH', { status: 'ended' })
    const refused = await shop.call(`/v1/decisions/${first.decision_id}/deliver`, 'POST', {
      channel: 'email',
    })
    expect([refused.status, refused.body.code]).toEqual([409, 'decision_over'])
    const second = (await ask(shop, customer, 'sms')).decision
    expect(second.item_ids).toEqual(['mug'])
  })

  it('plans a contact of the night for the morning, and does not send it before', async () => {
    const all_day = { from: '00:00', to: '23:59' }
    const shop = await aPolicyShop({ quiet_hours: all_day })
    await shop.call('/v1/offers', 'POST', anOffer('pot'))
    const { decision } = await ask(shop, await aCustomer(shop, 'ann'), 'email')
    const planned = new Date(decision.contacts[0].at).toISOString()
    expect(planned).toMatch(/T23:59/)
    const answered = await shop.call(`/v1/decisions/${decision.decision_id}/deliver`, 'POST', {
      channel: 'email',
    })
    const isMinute = new Date().toISOString().includes('T23:59')
    expect(answered.status).toBe(isMinute ? 200 : 409)
  })

  it('makes one decision when channels ask at the same time', async () => {
    const shop = await aPolicyShop()
    for (const item of ['pot', 'mug', 'tin']) await shop.call('/v1/offers', 'POST', anOffer(item))
    const customer = await aCustomer(shop, 'ann')
    const channels = ['web', 'email', 'sms', 'till', 'rep', 'email', 'web', 'sms']
    const answers = await Promise.all(channels.map((channel) => ask(shop, customer, channel)))
    const ids = new Set(answers.map(({ decision }) => decision.decision_id))
    expect(ids.size).toBe(1)
    expect(await shop.table('decisions')).toHaveLength(1)
  })
})

describe('an offer', () => {
  it('whose contents change is a draft again, and a regulated one needs another person', async () => {
    const shop = await aPolicyShop()
    const made = (await shop.call('/v1/offers', 'POST', anOffer('pot'))).body
    const path = `/v1/offers/${made.offer_id}`
    const changed = (await shop.call(path, 'PATCH', { texts: [{ title: 'Other words' }] })).body
    expect([made.status, changed.status, changed.version]).toEqual(['live', 'draft', 2])
    expect([made.approved_at, changed.approved_at]).toEqual([made.created_at, null])
    const stale = await shop.call(path, 'PATCH', { note: 'x' }, { 'If-Match': '"1"' })
    expect(stale.body.code).toBe('changed_meanwhile')
    const regulated = { regulated: true, disclosure: 'Credit: 9.9 % a year.' }
    const refused = await shop.call('/v1/offers', 'POST', anOffer('mug', regulated))
    expect(refused.body.code).toBe('offer_not_approved')
    expect(
      (await shop.call('/v1/offers', 'POST', anOffer('mug', { ...regulated, status: 'draft' }))).status,
    ).toBe(201)
    expect((await shop.call(path, 'DELETE')).status).toBe(204)
  })

  it('is refused with the field that is wrong', async () => {
    const shop = await aPolicyShop()
    const wrong = [
      [anOffer('pot', { kind: 'gift' }), /kind/],
      [anOffer('pot', { proposal: { type: 'service', name: 'Repair' } }), /margin/],
      [anOffer('pot', { regulated: true }), /disclosure/],
      [anOffer('pot', { eligibility: { number: 'shoe_size' } }), /eligibility/],
      [anOffer('pot', { lever: { factor: 9, reason: 'x', until: 1 } }), /lever/],
    ] as const
    for (const [offer, field] of wrong) {
      const { status, body } = await shop.call('/v1/offers', 'POST', offer)
      expect([status, body.code]).toEqual([400, 'invalid_input'])
      expect(JSON.stringify(body)).toMatch(field)
    }
  })
})

it('a list of a mail tool gets an offer for each customer it knows, as a file that its columns fit', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot', { texts: [{ title: '=1+1 {item}' }] }))
  await aCustomer(shop, 'ann')
  const list = {
    channel: 'email',
    customers: [{ customer_id: 'ann' }, { customer_email: 'nobody@example.com' }],
  }
  const { body } = await shop.call('/v1/decisions/match', 'POST', list)
  expect(body.matches).toMatchObject([
    { content: { title: '=1+1 Tea pot' } },
    { decision_id: null, content: null },
  ])
  // It counts as sent, and nobody gets it twice.
  const again = (await shop.call('/v1/decisions/match', 'POST', list)).body
  expect(again.matches[0]).toEqual({ decision_id: null, content: null, expires_at: null })
  const on_page = { ...list, channel: 'till' }
  const file = await shop.call('/v1/decisions/match?form=csv', 'POST', on_page)
  const [header, first, second] = (file.body as string).split('\r\n')
  expect(header).toMatch(/^Email Address,customer_id,decision_id,offer_title,/)
  expect(first).toContain(`ann,${body.matches[0].decision_id},"'=1+1 Tea pot",`)
  expect(second).toMatch(/^nobody@example\.com,+$/)
  const many = {
    channel: 'email',
    customers: Array.from({ length: 16 }, (_, n) => ({ customer_id: `c${n}` })),
  }
  expect((await shop.call('/v1/decisions/match', 'POST', many)).body.code).toBe('invalid_input')
})

it('quiet hours can be switched off by a patch, which null would only reset', async () => {
  const shop = await aPolicyShop({ quiet_hours: { from: '00:00', to: '23:59' } })
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const none = { contact_policy: { quiet_hours: { from: '00:00', to: '00:00' } } }
  expect((await shop.call('/v1/settings', 'PATCH', none)).status).toBe(200)
  const { decision } = await ask(shop, await aCustomer(shop, 'ann'), 'email')
  expect(decision.contacts[0].at).toBe(decision.created_at)
})
