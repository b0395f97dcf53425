import { DAY } from '../vocabulary/time.ts'
import { call } from './demo-shop.ts'
import { CAMPAIGN, CAMPAIGN_OFFER, OFFERS, POLICY, SEGMENTS, TRIGGER } from './demo-written.ts'

/** Customers in a call of PUT /v1/customers. */
const AT_ONCE = 500
/** What customers to whom an offer was made answer, in turn. */
const ANSWERS = [
  { response: 'accepted' },
  { response: 'rejected', reason: 'price_sensitivity' },
  { response: 'viewed' },
  { response: 'accepted' },
  { response: 'rejected', reason: 'already_have' },
  undefined,
] as const
const DECISIONS = 24
/** Customers who are asked for beyond those until one is made another offer than the rest. */
const MOST_OTHERS = 200
/** Customers who have just left a cart. */
const LEFT_CARTS = 5
/** Milliseconds for which the check of the campaign is waited for; afterwards it ends by itself. */
const LONGEST_CHECK = 20_000

/**
 * Gives the demo shop what it proposes to its customers, as a merchant would through the API: consents, offers, segments, a campaign
 * whose plan is there, a trigger that is on, and decisions with answers.
 * @param customers ids of customers who ordered, of whom every other one allows e-mail
 */
export async function addOffers(
  api: string,
  key: string,
  customers: readonly string[],
  step: (text: string) => void,
): Promise<void> {
  const post = (path: string, body: object) =>
    call(api, path, key, { method: 'POST', body: JSON.stringify(body) })
  const consenting = customers.filter((_, at) => at % 2 === 0)
  await allowMail(api, key, consenting)
  await call(api, '/v1/settings', key, { method: 'PATCH', body: JSON.stringify({ contact_policy: POLICY }) })
  for (const offer of OFFERS) await post('/v1/offers', { ...offer, status: 'live' })
  const { offer_id } = await post('/v1/offers', { ...CAMPAIGN_OFFER, status: 'approved' })
  const segments: string[] = []
  for (const segment of SEGMENTS) segments.push((await post('/v1/segments', segment)).segment_id)
  const campaign = {
    ...CAMPAIGN,
    ...{ audience: { type: 'segment', segment_id: segments[0] }, offer_ids: [offer_id] },
    ends_at: Date.now() + 28 * DAY,
  }
  const { campaign_id } = await post('/v1/campaigns', campaign)
  await post(`/v1/campaigns/${campaign_id}/actions`, { action: 'check' })
  // The check goes on in the background meanwhile.
  const nth = Math.max(1, Math.floor(customers.length / DECISIONS))
  // Some of every age: those who have just come, and those who have not come for long. Then others, if all were made the same offer.
  const isAsked = (at: number) => at % nth === nth - 1
  const asked = [
    ...customers.filter((_, at) => isAsked(at)),
    ...customers.filter((_, at) => !isAsked(at)).slice(0, MOST_OTHERS),
  ]
  const made = await makeDecisions(api, key, asked, new Set(consenting))
  const steps = [{ offer_id, channels: ['email'], wait_hours: 4 }]
  const { trigger_id } = await post('/v1/triggers', { ...TRIGGER, steps })
  await post(`/v1/triggers/${trigger_id}/actions`, { action: 'on' })
  const events = consenting.slice(0, LEFT_CARTS).map((customer_id, at) => ({
    ...{ name: TRIGGER.on.name, key: `cart-${at + 1}`, customer_id, item_ids: ['box-tea-time'] },
  }))
  await post('/v1/events/custom', { events })
  await checked(api, key, campaign_id)
  step(
    `offers: ${OFFERS.length} live, ${consenting.length} customers who allow e-mail, ${made} decisions, a campaign and a trigger`,
  )
}

/** Notes that these customers allow e-mail. */
async function allowMail(api: string, key: string, customers: readonly string[]): Promise<void> {
  for (let from = 0; from < customers.length; from += AT_ONCE) {
    const some = customers.slice(from, from + AT_ONCE).map((customer_id) => ({
      ...{ customer_id, consents: { email: { given: true, at: Date.now() } } },
    }))
    await call(api, '/v1/customers', key, { method: 'PUT', body: JSON.stringify({ customers: some }) })
  }
}

/**
 * Makes the next best offer to the first of these customers, most of whom answer, and to the others until two kinds of offer were made.
 * @returns the number of decisions
 */
async function makeDecisions(
  api: string,
  key: string,
  customers: readonly string[],
  mailed: ReadonlySet<string>,
): Promise<number> {
  const post = (path: string, body: object) =>
    call(api, path, key, { method: 'POST', body: JSON.stringify(body) })
  let made = 0
  const offers = new Set<string>()
  for (const [at, customer_id] of customers.entries()) {
    if (at >= DECISIONS && offers.size > 1) break
    const { customer } = await post('/v1/customers/lookup', { customer_id })
    const channel = mailed.has(customer_id) && at % 4 < 2 ? 'email' : at % 4 === 3 ? 'till' : 'web'
    const { decision } = await post('/v1/decisions', { customer, channel })
    if (!decision) continue
    made += 1
    offers.add(decision.offer_id)
    const answer = ANSWERS[at % ANSWERS.length]
    // A mail that is not sent yet has no answer.
    if (answer && channel !== 'email')
      await post('/v1/responses', { decision_id: decision.decision_id, channel, ...answer })
  }
  return made
}

/** Waits until the campaign has its plan, or for as long as a start may. */
async function checked(api: string, key: string, campaign_id: string): Promise<void> {
  const end = Date.now() + LONGEST_CHECK
  while (Date.now() < end) {
    const { status } = await call(api, `/v1/campaigns/${campaign_id}`, key)
    if (status !== 'checking') return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
