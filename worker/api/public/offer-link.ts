import { Hono } from 'hono'
import { html } from 'hono/html'
import { describeRoute } from 'hono-openapi'
import { linkQuery } from '../../../schema/decisions/email-block.ts'
import type { Channel } from '../../../vocabulary/decisions/offers.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { shopOfKey } from '../../auth/keys.ts'
import { landingOf } from '../../decisions/landing.ts'
import { respond } from '../../decisions/respond.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { beyond, callerOf, isWithin, statePolicy } from '../../http/rate-limit.ts'
import { valid } from '../../http/valid.ts'
import { notAShopper } from '../../outcomes/visitors.ts'
import { readDecision, type StoredDecision } from '../../store/decisions/decisions.ts'
import type { Store } from '../../store/open.ts'
import { wordsFor } from '../../texts/index.ts'
import { shopOf } from './of-page.ts'
import { PAGE_POLICY, pageStyle } from './page-style.ts'

/** Refusals of a click's record that are no reason to send the customer nowhere. */
const UNIMPORTANT: readonly string[] = ['busy', 'unknown_decision']

/**
 * Where the link of an offer leads that was sent: to the page of its item now. The address has no token, because mail is forwarded, so
 * it shows nothing of the decision and answers nothing; the click counts as a view. Mail tools add parameters of their own to it.
 */
export const offerLinks = new Hono<App>().get(
  '/:pk/decision/:decision_id',
  describe(
    'Follow the link of an offer that was sent',
    {
      status: 302,
      what: 'To the page of the item, or of an alternative while it is sold out. Without either, a page (404) says that the offer is over.',
    },
    'unknown_key',
    'too_many_events',
  ),
  describeRoute({
    responses: {
      404: {
        description: 'A page that says that the offer is over.',
        content: { 'text/html': { schema: { type: 'string' } } },
      },
    },
  }),
  valid('query', linkQuery),
  async (c) => {
    const { pk, decision_id } = c.req.param()
    const { channel, item } = c.req.valid('query')
    statePolicy(c, 'events')
    if (!(await isWithin(c, 'events', callerOf(c, shopOfKey('pk', pk) ?? '')))) {
      throw beyond(c, 'events', 'too_many_events', 'Too many requests at once. Wait a moment.')
    }
    const { store, shop } = await shopOf(c, pk, { isOldAllowed: true })
    c.header('Cache-Control', 'no-store')
    // The shop sees where its visitors come from, and never the decision.
    c.header('Referrer-Policy', 'origin')
    const stored = await readDecision(store, decision_id)
    const url = stored && (await landingOf(store, shop, stored.decision, item))
    if (!stored || !url) {
      const { words, locale } = wordsFor(c.req.header('Accept-Language')?.split(/[,;]/)[0], shop.locale)
      return c.html(pageFor(shop.name, words.offer.over, locale), 404, {
        'Content-Security-Policy': PAGE_POLICY,
      })
    }
    // Programs that look behind links for dangers open them, too.
    const isShopper = notAShopper(c.req.raw.headers) === undefined && c.req.header('Sec-GPC') !== '1'
    if (isShopper && c.req.method === 'GET') await noteClick(store, stored, channel)
    return c.redirect(url, 302)
  },
)

/**
 * Notes once that the decision was seen on a channel. Only where it has a contact there: the address may be changed by whoever has it, and
 * a contact counts in the policy.
 */
async function noteClick(
  store: Store,
  { decision, contacts }: StoredDecision,
  channel: Channel,
): Promise<void> {
  if (!contacts.some((contact) => contact.channel === channel)) return
  const { decision_id } = decision
  const response_id = `clicked ${decision_id} ${channel}`
  const viewed = { decision_id, response: 'viewed' as const, channel, response_id }
  await respond(store, viewed, Date.now()).catch((thrown: unknown) => {
    if (!(thrown instanceof PairwellError && UNIMPORTANT.includes(thrown.code))) throw thrown
  })
}

const pageFor = (shop: string, text: string, locale: string) => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shop}</title>
${pageStyle}
</head>
<body>
<h1>${shop}</h1>
<p>${text}</p>
</body>
</html>`
