import { env, exports } from 'cloudflare:workers'
import { describe, expect, inject, it } from 'vitest'
import { advance } from '../../worker/jobs/advance.ts'
import { itemsFile, ordersFile, type TestShop, times } from '../a-shop.ts'
import { aCustomer, anOffer, answer, aPolicyShop, ask } from './a-policy-shop.ts'

const PATH = 'https://tea.example'

/** The catalogue with whole addresses, as exports have them. @param stock of the pot */
const catalogue = (stock = 'in_stock') =>
  itemsFile(
    [
      `tea,Green tea,${PATH}/tea,${PATH}/tea.png,10.00,Tea,in_stock`,
      `pot,Tea pot & tray,${PATH}/pot?a=1&b="2",${PATH}/pot.png,30.00,Pots,${stock}`,
      `pot2,Tea pot & stand,${PATH}/pot2,${PATH}/pot2.png,34.00,Pots,in_stock`,
      `mug,Mug,${PATH}/mug,${PATH}/mug.png,8.00,Kitchen,in_stock`,
    ],
    'id,title,link,image_link,price,product_type,availability',
  )

/** A shop whose one offer is decided for Ann. */
async function decided(offer: object = anOffer('pot'), channel = 'email') {
  const shop = await aPolicyShop()
  await shop.give('items', catalogue())
  await shop.give('orders', ordersFile(times(8, 'tea pot2 mug')))
  const made = (await shop.call('/v1/offers', 'POST', offer)).body
  const customer = await aCustomer(shop, 'ann')
  const { decision } = await ask(shop, customer, channel)
  return { shop, customer, decision, offer_id: String(made.offer_id) }
}

/** Opens an address as a person does who clicks a link. */
const click = (url: string, headers: Record<string, string> = {}) =>
  exports.default.fetch(new Request(url, { redirect: 'manual', headers }))

const mailOf = async (shop: TestShop, decision_id: string) =>
  (await shop.call(`/v1/decisions/${decision_id}/email`)).body as { html: string; text: string }

const linksIn = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url)

describe('the part of an e-mail', () => {
  it('has title, picture, price, code and end of the offer, and nothing that runs or reports', async () => {
    const incentive = { type: 'percent', percent: 10, code: 'TEA & <10>' }
    const { shop, decision } = await decided(anOffer('pot', { incentive, margin: 1_000 }))
    const { html, text } = await mailOf(shop, decision.decision_id)
    expect(html).toContain('For you: Tea pot &amp; tray at €30.00')
    expect(html).toContain(`src="${PATH}/pot.png"`)
    expect(html).toContain('Your code: TEA &amp; &lt;10&gt;')
    expect(html).toMatch(/^<table role="presentation" lang="en" dir="ltr"/)
    expect(html).not.toMatch(/<(script|style|link|iframe|form)|background|position:|on\w+=/i)
    // Only pictures of the shop itself: no address that tells us that the mail was opened.
    expect([...html.matchAll(/src="([^"]*)"/g)].map(([, src = '']) => new URL(src).origin)).toEqual([PATH])
    expect(text).toContain('For you: Tea pot & tray at €30.00')
    expect(text).toContain('Your code: TEA & <10>')
    expect(new Set(linksIn(html)).size).toBe(1)
    expect(text).toContain(linksIn(html)[0])
    expect(html).not.toContain('ann')
  })

  it('has a card and a link for each item of a bundle, in the language of the customer', async () => {
    const bundle = { type: 'bundle', item_ids: ['tea', 'mug'] }
    const { shop, decision } = await decided(anOffer('tea', { proposal: bundle, margin: 500 }))
    const { html } = await mailOf(shop, decision.decision_id)
    expect(html.match(/<img /g)).toHaveLength(2)
    expect(new Set(linksIn(html)).size).toBe(2)
    const arabic = await aPolicyShop()
    await arabic.call('/v1/offers', 'POST', anOffer('tea', { texts: [{ title: 'شاي' }] }))
    const customer = await aCustomer(arabic, 'ann')
    await arabic.call('/v1/customers', 'PUT', { customers: [{ customer, locale: 'ar' }] })
    const { decision_id } = (await ask(arabic, customer, 'email')).decision
    expect((await mailOf(arabic, decision_id)).html).toMatch(/lang="ar" dir="rtl"/)
  })

  it('is refused for a decision that was answered', async () => {
    const { shop, decision } = await decided()
    await answer(shop, decision.decision_id, 'rejected')
    const refused = await shop.call(`/v1/decisions/${decision.decision_id}/email`)
    expect([refused.status, refused.body.code]).toEqual([409, 'decision_over'])
    expect((await shop.call('/v1/decisions/dec_other/email')).status).toBe(404)
  })
})

describe('the link in it', () => {
  const linkOf = async (shop: TestShop, decision_id: string) =>
    linksIn((await mailOf(shop, decision_id)).html)[0] ?? ''

  it('leads to the item, with whatever a mail tool adds to it, and counts as seen in the mail', async () => {
    const { shop, decision } = await decided()
    const response = await click(`${await linkOf(shop, decision.decision_id)}?utm_source=mail&mc_cid=1`)
    expect([response.status, response.headers.get('Location')]).toEqual([302, `${PATH}/pot?a=1&b=%222%22`])
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const after = (await shop.call(`/v1/decisions/${decision.decision_id}`)).body
    expect(after).toMatchObject({ status: 'delivered', contacts: [{ channel: 'email', made: true }] })
    expect(await shop.table('responses')).toMatchObject([{ response: 'viewed', channel: 'email' }])
  })

  it('leads to a similar item while the item is sold out', async () => {
    const { shop, decision } = await decided()
    const link = await linkOf(shop, decision.decision_id)
    await shop.give('items', catalogue('out_of_stock'))
    expect((await click(link)).headers.get('Location')).toBe(`${PATH}/pot2`)
  })

  it('says that the offer is over when nothing is known of it, in the language of the browser', async () => {
    const { shop, decision } = await decided()
    const link = await linkOf(shop, decision.decision_id)
    const gone = await click(link.replace(decision.decision_id, 'dec_gone'), {
      'Accept-Language': 'de-CH,de;q=0.9',
    })
    expect(gone.status).toBe(404)
    expect(await gone.text()).toContain('Dieses Angebot gibt es nicht mehr.')
    expect(gone.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })

  it('is clicked often: one view is kept, and the answer that follows counts', async () => {
    const { shop, decision } = await decided()
    const link = await linkOf(shop, decision.decision_id)
    for (let n = 0; n < 60; n += 1) await click(link)
    expect(await shop.table('responses')).toHaveLength(1)
    const { body } = await answer(shop, decision.decision_id, 'accepted', { channel: 'email' })
    expect(body.decision.status).toBe('accepted')
  })

  it('makes no contact on a channel on which nothing was sent, whatever is written into it', async () => {
    const { shop, decision } = await decided()
    const link = await linkOf(shop, decision.decision_id)
    for (const channel of ['post', 'push', 'newsletter']) {
      expect((await click(`${link}?channel=${channel}`)).status).toBe(302)
    }
    const { contacts } = (await shop.call(`/v1/decisions/${decision.decision_id}`)).body
    // "newsletter" is a word of the mail tool, and the mail was sent by e-mail.
    expect(contacts.map(({ channel }: { channel: string }) => channel)).toEqual(['email'])
    const head = await exports.default.fetch(new Request(link, { method: 'HEAD', redirect: 'manual' }))
    expect(head.status).toBe(302)
  })

  it('of a path leads to the first origin of the shop, and without one there is none', async () => {
    const shop = await aPolicyShop()
    await shop.call('/v1/offers', 'POST', anOffer('pot'))
    const { decision } = await ask(shop, await aCustomer(shop, 'ann'), 'email')
    const without = await mailOf(shop, decision.decision_id)
    expect([linksIn(without.html), without.html.includes('<img')]).toEqual([[], false])
    await shop.call('/v1/settings', 'PATCH', { allowed_origins: ['https://tea.example'] })
    const { html } = await mailOf(shop, decision.decision_id)
    expect(html).toContain('src="https://tea.example/i/pot.png"')
    expect((await click(linksIn(html)[0] ?? '')).headers.get('Location')).toBe('https://tea.example/i/pot')
  })

  it('is opened by a crawler or under Global Privacy Control without a trace', async () => {
    const { shop, decision } = await decided()
    const link = await linkOf(shop, decision.decision_id)
    const headers = [{ 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, { 'Sec-GPC': '1' }]
    for (const one of headers) expect((await click(link, one)).status).toBe(302)
    expect(await shop.table('responses')).toEqual([])
  })

  it('still leads on when the key of the shop was replaced', async () => {
    const { shop, decision } = await decided()
    const link = await linkOf(shop, decision.decision_id)
    for (let n = 0; n < 2; n += 1) await shop.call('/v1/keys', 'POST', { kind: 'publishable' })
    expect((await click(link)).status).toBe(302)
  })
})

it('is sent in the language in which it was asked for', async () => {
  const texts = [{ title: 'Hello' }, { title: 'Hallo', locale: 'de' }]
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot', { texts }))
  const customer = await aCustomer(shop, 'ann')
  const { decision } = await ask(shop, customer, 'email', { context: { locale: 'de' } })
  const path = `/v1/decisions/${decision.decision_id}`
  const sent = (await shop.call(`${path}/deliver`, 'POST', { channel: 'email' })).body
  expect([decision.content.title, sent.content.title]).toEqual(['Hallo', 'Hallo'])
  expect((await shop.call(`${path}/email`)).body.html).toContain('lang="de"')
})

it('a list for a mail tool has the items with their pictures and links, and no other address of ours', async () => {
  const { shop } = await decided()
  const customers = [{ customer_id: 'ann' }]
  const csv = (await shop.call('/v1/decisions/match?form=csv', 'POST', { channel: 'email', customers }))
    .body as string
  const [names = '', row = ''] = csv.split('\r\n')
  expect(names.split(',')).toHaveLength(43)
  expect(row).toContain(`Tea pot & tray,€30.00,${PATH}/pot.png,`)
  expect(row).toMatch(/\/p\/pk_\w+\/decision\/dec_\w+/)
})

describe('codes of which each customer has another one', () => {
  const incentive = { type: 'amount', amount: 100, own_codes: true }

  it('are given once, also when many ask at once, and then the offer is not made', async () => {
    const shop = await aPolicyShop()
    const { offer_id } = (await shop.call('/v1/offers', 'POST', anOffer('pot', { incentive }))).body
    const add = (codes: string[]) => shop.call(`/v1/offers/${offer_id}/codes`, 'POST', { codes })
    expect((await add(['A', 'B', 'C', 'A'])).body).toEqual({ added: 3, free: 3, given: 0 })
    expect((await add(['C', 'D'])).body).toEqual({ added: 1, free: 4, given: 0 })
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => aCustomer(shop, name)))
    // What a trial answers is given to nobody.
    expect((await ask(shop, people[0] ?? '', 'web', { trial: true })).decision.content.code).toBeNull()
    const answers = await Promise.all(people.map((customer) => ask(shop, customer, 'web')))
    const codes = answers.flatMap(({ decision }) => (decision ? [decision.content.code] : []))
    expect(codes.sort()).toEqual(['A', 'B', 'C', 'D'])
    const without = answers.filter(({ decision }) => decision === null)
    expect(without.map(({ considered }) => considered[0].blocked_by.code)).toEqual(['no_code', 'no_code'])
    expect((await shop.call(`/v1/offers/${offer_id}/codes`)).body).toEqual({ added: 0, free: 0, given: 4 })
  })

  it('stay the customer’s own on every channel, and are not given again after a refusal', async () => {
    const shop = await aPolicyShop()
    const { offer_id } = (await shop.call('/v1/offers', 'POST', anOffer('pot', { incentive }))).body
    await shop.call(`/v1/offers/${offer_id}/codes`, 'POST', { codes: ['A'] })
    const customer = await aCustomer(shop, 'ann')
    const first = (await ask(shop, customer, 'web')).decision
    const second = (await ask(shop, customer, 'email')).decision
    expect([first.content.code, second.content.code]).toEqual(['A', 'A'])
    await answer(shop, first.decision_id, 'rejected')
    const { considered } = await ask(shop, await aCustomer(shop, 'bob'), 'web')
    expect(considered[0].blocked_by.code).toBe('no_code')
  })

  it('are had by a customer once, however often the offer is withdrawn and made again', async () => {
    const shop = await aPolicyShop()
    const path = `/v1/offers/${(await shop.call('/v1/offers', 'POST', anOffer('pot', { incentive }))).body.offer_id}`
    await shop.call(`${path}/codes`, 'POST', { codes: ['A', 'B', 'C'] })
    const customer = await aCustomer(shop, 'ann')
    const codes = []
    for (let n = 0; n < 3; n += 1) {
      codes.push((await ask(shop, customer, 'web')).decision.content.code)
      await shop.call(path, 'PATCH', { status: 'draft' })
      await ask(shop, customer, 'web')
      await shop.call(path, 'PATCH', { status: 'live' })
    }
    expect(new Set(codes).size).toBe(1)
    expect((await shop.call(`${path}/codes`)).body).toMatchObject({ free: 2, given: 1 })
  })

  it('replace a shared code: a decision that has none is withdrawn', async () => {
    const shop = await aPolicyShop()
    const shared = { type: 'amount', amount: 100, code: 'ALL' }
    const { offer_id } = (await shop.call('/v1/offers', 'POST', anOffer('pot', { incentive: shared }))).body
    const customer = await aCustomer(shop, 'ann')
    const first = (await ask(shop, customer, 'web')).decision
    expect(first.content.code).toBe('ALL')
    await shop.call(`/v1/offers/${offer_id}/codes`, 'POST', { codes: ['A'] })
    await shop.call(`/v1/offers/${offer_id}`, 'PATCH', {
      incentive: { code: null, own_codes: true },
      status: 'draft',
    })
    await shop.call(`/v1/offers/${offer_id}`, 'PATCH', { status: 'live' })
    const second = (await ask(shop, customer, 'web')).decision
    expect([second.decision_id === first.decision_id, second.content.code]).toEqual([false, 'A'])
  })

  it('are drawn among the free ones, so that thirty who ask at once each get one', async () => {
    const shop = await aPolicyShop()
    const { offer_id } = (await shop.call('/v1/offers', 'POST', anOffer('pot', { incentive }))).body
    const codes = Array.from({ length: 200 }, (_, at) => `CODE-${at}`)
    await shop.call(`/v1/offers/${offer_id}/codes`, 'POST', { codes })
    const people = await Promise.all(Array.from({ length: 30 }, (_, at) => aCustomer(shop, `c${at}`)))
    const answers = await Promise.all(people.map((customer) => ask(shop, customer, 'web')))
    const given = answers.map(({ decision }) => decision?.content.code)
    expect(new Set(given).size).toBe(30)
    expect(given).not.toContain(undefined)
  })

  it('are deleted with their offer, and free ones on their own', async () => {
    const shop = await aPolicyShop()
    const { offer_id } = (await shop.call('/v1/offers', 'POST', anOffer('pot', { incentive }))).body
    await shop.call(`/v1/offers/${offer_id}/codes`, 'POST', { codes: ['A', 'B'] })
    await ask(shop, await aCustomer(shop, 'ann'), 'web')
    expect((await shop.call(`/v1/offers/${offer_id}/codes`, 'DELETE')).status).toBe(204)
    expect(await shop.table('offer_codes')).toMatchObject([{ decision_id: expect.any(String) }])
    await shop.call(`/v1/offers/${offer_id}`, 'PATCH', { status: 'ended' })
    await shop.call(`/v1/offers/${offer_id}`, 'DELETE')
    expect(await shop.table('offer_codes')).toEqual([])
    const both = { ...incentive, code: 'ALL' }
    expect((await shop.call('/v1/offers', 'POST', anOffer('pot', { incentive: both }))).status).toBe(400)
  })
})

it('a webhook is told what is decided, answered and withdrawn, and nothing of a person who is erased', async () => {
  const shop = await aPolicyShop()
  const url = `${inject('webhookReceiver')}/decisions-${shop.shop_id}`
  await fetch(url, { method: 'PUT', body: '[]' })
  const types = ['decision.made', 'decision.answered', 'decision.withdrawn']
  await shop.call('/v1/webhooks', 'PUT', { url, types })
  const pot = (await shop.call('/v1/offers', 'POST', anOffer('pot'))).body
  await shop.call('/v1/offers', 'POST', anOffer('mug'))
  const [ann, bob] = [await aCustomer(shop, 'ann'), await aCustomer(shop, 'bob')]
  await ask(shop, ann, 'email', { trial: true })
  const first = (await ask(shop, ann, 'email')).decision
  await shop.call(`/v1/offers/${pot.offer_id}`, 'PATCH', { status: 'ended' })
  const second = (await ask(shop, ann, 'email')).decision
  await answer(shop, second.decision_id, 'viewed')
  await answer(shop, second.decision_id, 'rejected', { reason: 'already_have', note: 'my words' })
  await ask(shop, bob, 'web')
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'bob' })
  await advance(env, shop.shop_id)
  const received: { body: string }[] = JSON.parse(await (await fetch(url)).text())
  const bodies = received.map(({ body }) => JSON.parse(body))
  expect(bodies.map(({ type, data }) => [type, data.decision_id]).sort()).toEqual(
    [
      ['decision.made', first.decision_id],
      ['decision.withdrawn', first.decision_id],
      ['decision.made', second.decision_id],
      ['decision.answered', second.decision_id],
    ].sort(),
  )
  const made = bodies.find(({ type }) => type === 'decision.made')
  expect(made.data).toMatchObject({ customer: ann, channel: 'email', contact_at: expect.any(Number) })
  expect(bodies.find(({ type }) => type === 'decision.answered').data).toMatchObject({
    ...{ response: 'rejected', reason: 'already_have', by: 'customer' },
  })
  expect(JSON.stringify(bodies)).not.toMatch(/my words|ann@/)
  expect(JSON.stringify(await shop.table('webhook_messages'))).not.toContain(bob)
})
