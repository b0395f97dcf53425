import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type * as v from 'valibot'
import type { DecisionRow } from '../../../schema/decisions/decisions.ts'
import {
  MAX_PAGE_DECISION,
  type PageDecision,
  pageAnswered,
  pageDecision,
  pageDecisionQuestion,
  pageResponse,
} from '../../../schema/decisions/page-decision.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { decide } from '../../decisions/decide.ts'
import { noSuchDecision } from '../../decisions/deliver.ts'
import { respond } from '../../decisions/respond.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { beyond, callerOf, isWithin, statePolicy } from '../../http/rate-limit.ts'
import { checked } from '../../http/valid.ts'
import { customerOf } from '../../ingest/identity/customer-token.ts'
import { identifierOf } from '../../ingest/identity/identifier.ts'
import { notAShopper } from '../../outcomes/visitors.ts'
import { RIGHT_TO_LEFT } from '../../serve/panel.ts'
import { isDecisionOf } from '../../store/decisions/decisions.ts'
import type { Store } from '../../store/open.ts'
import { wordsFor } from '../../texts/index.ts'
import { bodyOf, checkOrigin, shopOf } from './of-page.ts'

/** A request of a page about its signed-in customer. */
type Asked<T> = {
  sent: T
  store: Store
  shop: Awaited<ReturnType<typeof shopOf>>['shop']
  customer: string | null
}

/** Reads the request. `customer` is null for a token that is not good and for a browser that objects to being known (GPC). */
async function askedBy<S extends v.GenericSchema<unknown, { customer_token: string }>>(
  c: Context<App>,
  pk: string,
  shape: S,
): Promise<Asked<v.InferOutput<S>>> {
  statePolicy(c, 'events')
  if (!(await isWithin(c, 'events', callerOf(c, pk)))) {
    throw beyond(c, 'events', 'too_many_events', 'Too many requests at once. Ask once for each page.')
  }
  const sent = checked('json', shape, jsonOf(await bodyOf(c.req.raw, MAX_PAGE_DECISION)))
  const { store, shop } = await shopOf(c, pk)
  checkOrigin(shop, c.req.header('Origin'))
  c.header('Cache-Control', 'no-store')
  c.header('Access-Control-Allow-Origin', '*')
  const isShopper = c.req.header('Sec-GPC') !== '1' && notAShopper(c.req.raw.headers) === undefined
  const people = isShopper ? await identifierOf(c.env, shop) : undefined
  const customer = people ? await customerOf(c.env, store, people, sent.customer_token, Date.now()) : null
  return { sent, store, shop, customer }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new PairwellError('invalid_json', 'The body is not valid JSON.')
  }
}

/** Nothing is shown to somebody who was erased, or while other requests about them come in between. */
function noneFor(thrown: unknown): null {
  if (thrown instanceof PairwellError && ['no_such_customer', 'busy'].includes(thrown.code)) return null
  throw thrown
}

/** What the customer reads of a decision. */
function asPage(
  { decision_id, content, expires_at }: Pick<DecisionRow, 'decision_id' | 'content' | 'expires_at'>,
  shop: string,
): PageDecision {
  const { title, body, image_url, url, code, disclosure } = content
  const { words, locale } = wordsFor(content.locale, shop)
  const { texts, offer } = words
  return {
    ...{ decision_id, title, body, image_url, url, code, disclosure, expires_at },
    ...{ accept: url ? texts.view : offer.accept, refuse: texts.not_for_me, accepted: offer.accepted },
    ...{ locale, dir: RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr' },
  }
}

const asText = (schema: v.GenericSchema) =>
  describeRoute({
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: resolver(schema) },
        'text/plain': {
          schema: { type: 'string', description: 'The same JSON: browsers send it without a preflight.' },
        },
      },
    },
  })

/**
 * The next best offer on a page, for the customer whom the shop's server has signed in. Asked by POST, because the token names the
 * customer, and an address is written into logs.
 */
export const pageDecisions = new Hono<App>()
  .post(
    '/:pk/decision',
    describe(
      'Next best offer for the signed-in customer',
      {
        status: 200,
        shape: pageDecision,
        what: 'The offer, or null: also without a valid token, and for browsers that object to being known (Sec-GPC).',
      },
      'invalid_input',
      'invalid_json',
      'unknown_key',
      'forbidden_origin',
      'file_too_large',
      'too_many_events',
    ),
    asText(pageDecisionQuestion),
    async (c) => {
      const { sent, store, shop, customer } = await askedBy(c, c.req.param('pk'), pageDecisionQuestion)
      if (customer === null || shop.status !== 'live') return c.json({ decision: null })
      const { customer_token: _, ...context } = sent
      const asked = { customer, channel: 'web' as const, context }
      const decision = await decide(store, shop, asked, Date.now(), { isVouched: true }).then(
        (decided) => decided.decision,
        noneFor,
      )
      return c.json({ decision: decision && asPage(decision, shop.locale) })
    },
  )
  .post(
    '/:pk/decision/response',
    describe(
      'Answer of the signed-in customer',
      { status: 202, shape: pageAnswered, what: 'The answer is stored.' },
      'invalid_input',
      'invalid_json',
      'unknown_key',
      'unknown_decision',
      'forbidden_origin',
      'file_too_large',
      'too_many_events',
    ),
    asText(pageResponse),
    async (c) => {
      const { sent, store, customer } = await askedBy(c, c.req.param('pk'), pageResponse)
      const { customer_token: _, ...response } = sent
      // Nobody answers for somebody else.
      if (customer === null || !(await isDecisionOf(store, response.decision_id, customer)))
        throw noSuchDecision()
      await respond(store, { ...response, channel: 'web' }, Date.now())
      return c.json({}, 202)
    },
  )
