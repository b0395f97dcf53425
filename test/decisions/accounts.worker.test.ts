import { describe, expect, it } from 'vitest'
import { readShared, readSituations } from '../../worker/store/decisions/people.ts'
import type { TestShop } from '../a-shop.ts'
import { aCustomer, anOffer, answer, aPolicyShop, ask } from './a-policy-shop.ts'

const NO_RESTS = { accepted: 0, rejected: 0, rejected_category: 0, ignored: 0, seen: 0 }
const OF_ACCOUNTS = { scope: 'account', max: 2, days: 30 }

/** A shop whose policy counts contacts by account, with two accounts, and an offer. */
async function aTradeShop(windows: object[] = [OF_ACCOUNTS]): Promise<TestShop> {
  const shop = await aPolicyShop({ windows, rests: NO_RESTS })
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [
      { account_id: 'A', name: 'Alpha', companies: ['Alpha Ltd'] },
      { account_id: 'B', name: 'Beta' },
    ],
  })
  for (const [at, item] of ['pot', 'mug', 'tin'].entries())
    await shop.call('/v1/offers', 'POST', anOffer(item, { margin: 100 * (at + 1) }))
  return shop
}

async function aBuyer(shop: TestShop, customer_id: string, account?: string): Promise<string> {
  const customer = await aCustomer(shop, customer_id)
  if (account) {
    await shop.call(`/v1/accounts/${account}/buyers`, 'PUT', { buyers: [{ customer_id }] })
  }
  return customer
}

/** Sends the next offer; returns what withheld it, or 'sent'. */
async function sent(shop: TestShop, customer: string, channel = 'email'): Promise<string> {
  const { decision, considered } = await ask(shop, customer, channel)
  if (!decision) return considered[0].blocked_by.code
  const { status } = await shop.call(`/v1/decisions/${decision.decision_id}/deliver`, 'POST', { channel })
  expect(status).toBe(200)
  await answer(shop, decision.decision_id, 'accepted', { channel })
  return 'sent'
}

describe('a window of accounts', () => {
  it('counts the contacts with all buyers of an account together, and those of nobody else', async () => {
    const shop = await aTradeShop()
    const ann = await aBuyer(shop, 'ann', 'A')
    const bob = await aBuyer(shop, 'bob', 'A')
    const eve = await aBuyer(shop, 'eve', 'B')
    const dan = await aBuyer(shop, 'dan')
    expect([await sent(shop, ann), await sent(shop, bob, 'sms')]).toEqual(['sent', 'sent'])
    expect([await sent(shop, ann), await sent(shop, bob)]).toEqual(['account_window', 'account_window'])
    // Another account, and a customer of none with a window of their own.
    expect([await sent(shop, eve), await sent(shop, dan), await sent(shop, dan, 'sms')]).toEqual(
      Array(3).fill('sent'),
    )
    expect(await sent(shop, dan)).toBe('account_window')
    // On a page the customer has come, which is no contact.
    expect((await ask(shop, ann, 'web')).decision).not.toBeNull()
  })

  it('also counts buyers of whom only their orders say for whom they buy', async () => {
    const shop = await aTradeShop()
    const ann = await aBuyer(shop, 'ann', 'A')
    const bob = await aCustomer(shop, 'bob')
    const file = 'order_id,order_date,item_id,customer_id,company\nb1,2026-01-05,tea,bob,Alpha Ltd'
    await shop.give('orders', file)
    expect([await sent(shop, bob), await sent(shop, bob, 'sms'), await sent(shop, ann)]).toEqual([
      'sent',
      'sent',
      'account_window',
    ])
  })

  it('follows a person who goes to another account, with what they got', async () => {
    const shop = await aTradeShop()
    const [ann, bob, eve] = [
      await aBuyer(shop, 'ann', 'A'),
      await aBuyer(shop, 'bob', 'A'),
      await aBuyer(shop, 'eve', 'B'),
    ]
    expect([await sent(shop, bob), await sent(shop, bob, 'sms'), await sent(shop, ann)]).toEqual([
      'sent',
      'sent',
      'account_window',
    ])
    await aBuyer(shop, 'bob', 'B')
    expect([await sent(shop, ann), await sent(shop, eve)]).toEqual(['sent', 'account_window'])
  })

  it('is exceeded by none, however many colleagues are asked at once', async () => {
    const shop = await aTradeShop()
    const buyers = await Promise.all(Array.from({ length: 6 }, (_, n) => aBuyer(shop, `buyer-${n}`, 'A')))
    const answers = await Promise.all(buyers.map((one) => ask(shop, one, 'email')))
    expect(answers.filter(({ decision }) => decision !== null)).toHaveLength(2)
    expect(
      answers.flatMap(({ decision, considered }) => (decision ? [] : [considered[0].blocked_by.code])),
    ).toEqual(Array(4).fill('account_window'))
  })

  it('holds beside windows of each customer, and only for its channels', async () => {
    const shop = await aTradeShop([
      { ...OF_ACCOUNTS, channels: ['email'] },
      { max: 1, days: 30, channels: ['sms'] },
    ])
    const [ann, bob] = [await aBuyer(shop, 'ann', 'A'), await aBuyer(shop, 'bob', 'A')]
    expect([await sent(shop, ann), await sent(shop, ann), await sent(shop, bob)]).toEqual([
      'sent',
      'sent',
      'account_window',
    ])
    expect([
      await sent(shop, ann, 'sms'),
      await sent(shop, bob, 'sms'),
      await sent(shop, bob, 'sms'),
    ]).toEqual(['sent', 'sent', 'window'])
  })

  it('is known of many people at once, each with the contacts of the others', async () => {
    const shop = await aTradeShop([])
    const people = [
      await aBuyer(shop, 'ann', 'A'),
      await aBuyer(shop, 'bob', 'A'),
      await aBuyer(shop, 'eve', 'B'),
      await aBuyer(shop, 'dan'),
    ]
    await shop.call('/v1/customers', 'PUT', {
      customers: [{ customer_id: 'ann', customer_email: 'ann@example.com', group: 'trade' }],
    })
    for (const customer of people) expect(await sent(shop, customer)).toBe('sent')
    expect(await sent(shop, people[1] ?? '', 'sms')).toBe('sent')
    const shared = await readShared(shop.store, [])
    const options = { currency: 'EUR', countsAccounts: true }
    const situations = await readSituations(shop.store, people, shared, options, Date.now())
    expect(situations.map(({ contacts }) => contacts.length)).toEqual([1, 2, 1, 1])
    expect(situations.map(({ colleagues }) => colleagues?.contacts.length)).toEqual([2, 1, 0, 0])
  })

  it('is tried on the contacts that were made, those of colleagues together', async () => {
    const shop = await aTradeShop([])
    const [ann, bob, dan] = [
      await aBuyer(shop, 'ann', 'A'),
      await aBuyer(shop, 'bob', 'A'),
      await aBuyer(shop, 'dan'),
    ]
    // People with two names each, of one account, another and none.
    for (const customer_id of ['ann', 'bob', 'dan']) {
      const both = { customer_id, customer_email: `${customer_id}@example.com` }
      await shop.call('/v1/customers', 'PUT', { customers: [{ ...both, group: 'trade' }] })
    }
    for (const customer of [ann, bob, dan, ann]) expect(await sent(shop, customer)).toBe('sent')
    const contact_policy = {
      ...{ windows: [{ ...OF_ACCOUNTS, max: 1 }], rests: NO_RESTS, least_gap_hours: 0 },
      quiet_hours: { from: '00:00', to: '00:00' },
    }
    const { body } = await shop.call('/v1/contact-policy/simulate', 'POST', { contact_policy, days: 90 })
    expect(body).toMatchObject({
      ...{ contacts: 4, withheld: 2, people: 3, people_affected: 2 },
      causes: [{ code: 'account_window', max: 1, days: 30, contacts: 2 }],
    })
  })
})
