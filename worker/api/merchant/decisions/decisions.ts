import { type Context, Hono } from 'hono'
import {
  decisionAnswer,
  decisionQuery,
  decisionQuestion,
  decisionView,
  delivery,
} from '../../../../schema/decisions/decisions.ts'
import { emailBlockView } from '../../../../schema/decisions/email-block.ts'
import { newResponse, responseView } from '../../../../schema/decisions/responses.ts'
import { page } from '../../../../schema/pages.ts'
import { decide } from '../../../decisions/decide.ts'
import { checkValid, deliver, noSuchDecision } from '../../../decisions/deliver.ts'
import { emailBlock } from '../../../decisions/email-block.ts'
import { respond } from '../../../decisions/respond.ts'
import { decisionAsView } from '../../../decisions/view.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { linkOf } from '../../../http/offer-link.ts'
import { pageOf } from '../../../http/paginate.ts'
import { valid } from '../../../http/valid.ts'
import { listDecisions, readDecision, type StoredDecision } from '../../../store/decisions/decisions.ts'

const view = ({ decision, contacts }: StoredDecision, now = Date.now()) =>
  decisionAsView(decision, contacts, now)

const answer = async (c: Context<App>, decision_id: string) => {
  const stored = await readDecision(c.var.store, decision_id)
  if (!stored) throw noSuchDecision()
  return view(stored)
}

/** Offers to people: asked for, delivered and answered. */
export const decisionRoutes = new Hono<App>()
  .post(
    '/decisions',
    describe(
      'Next best offer for a customer',
      {
        status: 200,
        shape: decisionAnswer,
        what: 'The decision with its reasons and what else was considered, or none and why. Until it is answered or over, every channel gets the same.',
      },
      'invalid_input',
      'invalid_json',
      'no_such_customer',
      'busy',
      'unavailable',
    ),
    valid('json', decisionQuestion),
    async (c) => {
      const { store, shop } = c.var
      const { trial, ...asked } = c.req.valid('json')
      const now = Date.now()
      const { decision, contacts, considered } = await decide(store, shop, asked, now, { trial })
      // Without the decision: the audit outlives the person whom it is about.
      noteChange(c, { after: { channel: asked.channel, trial } })
      return c.json({ decision: decision && decisionAsView(decision, contacts, now), considered })
    },
  )
  .get(
    '/decisions',
    describe(
      'List decisions',
      {
        status: 200,
        shape: page(decisionView),
        what: 'Newest first, of a channel, a customer or an offer, since a time.',
      },
      'invalid_input',
    ),
    valid('query', decisionQuery),
    async (c) => {
      const { after, limit, channel, customer, offer_id, since } = c.req.valid('query')
      const filter = {
        ...(channel && { channel }),
        ...(customer && { customer }),
        ...(offer_id && { offer_id }),
        ...(since !== undefined && { since }),
      }
      const rows = await listDecisions(c.var.store, filter, after || '~', limit + 1)
      const now = Date.now()
      return c.json(
        pageOf(
          rows,
          limit,
          ({ decision }) => decision.decision_id,
          (row) => view(row, now),
        ),
      )
    },
  )
  .get(
    '/decisions/:decision_id',
    describe(
      'One decision',
      { status: 200, shape: decisionView, what: 'With its contacts.' },
      'unknown_decision',
    ),
    async (c) => c.json(await answer(c, c.req.param('decision_id'))),
  )
  .get(
    '/decisions/:decision_id/email',
    describe(
      'A decision as a part of an e-mail',
      {
        status: 200,
        shape: emailBlockView,
        what: 'HTML for the body of a mail, and the same as text. Its links lead to the item, or to an alternative once that is sold out. Ask for delivery before sending.',
      },
      'unknown_decision',
      'decision_over',
    ),
    async (c) => {
      const { store, shop } = c.var
      const stored = await readDecision(store, c.req.param('decision_id'))
      if (!stored) throw noSuchDecision()
      checkValid(stored.decision, Date.now())
      return c.json(
        emailBlock({ ...stored.decision, link: linkOf(c, shop, stored.decision.decision_id) }, shop),
      )
    },
  )
  .post(
    '/decisions/:decision_id/deliver',
    describe(
      'Ask whether a decision may be sent now',
      {
        status: 200,
        shape: decisionView,
        what: 'It may, and counts as sent. Ask directly before sending: the contact policy is checked for this moment.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_decision',
      'decision_over',
      'contact_not_allowed',
      'busy',
    ),
    valid('json', delivery),
    async (c) => {
      const { store, shop } = c.var
      const { channel } = c.req.valid('json')
      const key = c.req.header('Idempotency-Key')
      return c.json(view(await deliver(store, shop, c.req.param('decision_id'), channel, Date.now(), key)))
    },
  )
  .post(
    '/responses',
    describe(
      'Store what a customer answered',
      { status: 201, shape: responseView, what: 'The answer is stored, and the decision after it.' },
      'invalid_input',
      'invalid_json',
      'unknown_decision',
      'busy',
    ),
    valid('json', newResponse),
    async (c) => {
      const now = Date.now()
      const answered = c.req.valid('json')
      const { response_id, stored } = await respond(c.var.store, answered, now)
      const { response, channel } = answered
      noteChange(c, { after: { response, channel } })
      return c.json({ response_id, decision: view(stored, now) }, 201)
    },
  )
