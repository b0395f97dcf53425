import { Hono } from 'hono'
import { customerDetailsList, detailsWritten } from '../../../../schema/customers/details.ts'
import { customerHandle, customerLookup, customerView } from '../../../../schema/customers/profile.ts'
import { customerData } from '../../../../schema/decisions/customer-data.ts'
import { detailsOfPerson } from '../../../customers/details.ts'
import { segmentsOf } from '../../../customers/members.ts'
import { noSuchCustomer } from '../../../customers/no-such-customer.ts'
import { profileOf } from '../../../customers/profile.ts'
import { readPersonPropensities } from '../../../customers/propensities.ts'
import { decisionAsView } from '../../../decisions/view.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { changeDetails } from '../../../ingest/identity/change-details.ts'
import { identifierOf } from '../../../ingest/identity/identifier.ts'
import { keysOfFact } from '../../../ingest/identity/join-people.ts'
import { readPersonDetails } from '../../../store/customers/details.ts'
import { readPerson } from '../../../store/customers/purchases.ts'
import { readSegments } from '../../../store/customers/segments.ts'
import { readAboutPerson } from '../../../store/decisions/about-person.ts'
import { readPersons } from '../../../store/orders/people.ts'
import { firingAsView } from '../../../triggers/view.ts'

/** People who bought in the shop. Their names stand in no address: a lookup gives a handle, and the handle the profile. */
export const customerRoutes = new Hono<App>()
  .post(
    '/customers/lookup',
    describe(
      'Find a customer by your id or an e-mail address',
      {
        status: 200,
        shape: customerHandle,
        what: 'The handle of the person. Nothing is stored, and whether the shop knows the person is not said.',
      },
      'invalid_input',
      'invalid_json',
      'unavailable',
    ),
    valid('json', customerLookup),
    async (c) => {
      const { store, shop } = c.var
      const { customer_id, customer_email: email } = c.req.valid('json')
      const named = (await identifierOf(c.env, shop)).factOf({ customer_id, email })
      const [first] = named ? keysOfFact(named) : []
      if (first === undefined) throw noSuchCustomer()
      const persons = await readPersons(store, [first])
      return c.json({ customer: persons.get(first) ?? first })
    },
  )
  .put(
    '/customers',
    describe(
      'Say what you know of customers',
      {
        status: 200,
        shape: detailsWritten,
        what: 'Group, account, consents, attributes and what forbids offers. A field that is not named stays; of two words about a channel the newer one counts. Erased people stay unknown.',
      },
      'invalid_input',
      'invalid_json',
      'unavailable',
    ),
    valid('json', customerDetailsList),
    async (c) => {
      const { store, shop } = c.var
      const answer = await changeDetails(c.env, store, shop, c.req.valid('json').customers, Date.now())
      noteChange(c, { after: answer })
      return c.json(answer)
    },
  )
  .get(
    '/customers/:customer',
    describe(
      'Show what a customer bought, and what is expected',
      {
        status: 200,
        shape: customerView,
        what: 'Orders, amounts, items and categories, what the shop may expect of the person, and what you say of them.',
      },
      'no_such_customer',
      'unavailable',
    ),
    async (c) => {
      const { store, shop } = c.var
      const customer = c.req.param('customer')
      const now = Date.now()
      const [rows, details] = await Promise.all([
        readPerson(store, [customer], shop.currency, now),
        readPersonDetails(store, customer),
      ])
      if (rows.totals.orders === 0 && !rows.customer && details.length === 0) throw noSuchCustomer()
      return c.json({
        ...profileOf(customer, rows, shop.currency, now),
        details: detailsOfPerson(details),
      })
    },
  )
  .get(
    '/customers/:customer/data',
    describe(
      'Everything about one customer',
      {
        status: 200,
        shape: customerData,
        what: 'For a request of the person: what is known, what is concluded from it, and every decision with its reasons and answers.',
      },
      'no_such_customer',
      'unavailable',
    ),
    async (c) => {
      const { store, shop } = c.var
      const customer = c.req.param('customer')
      const now = Date.now()
      const rows = await readPerson(store, [customer], shop.currency, now)
      const about = await readAboutPerson(store, customer)
      const { details, decisions, responses, firings, events, viewed, campaigns, journeys } = about
      const isUnknown = Object.values(about).every((own) => own.length === 0)
      if (isUnknown && rows.totals.orders === 0 && !rows.customer) throw noSuchCustomer()
      const { families } = await readPersonPropensities(store, customer)
      const segments = await readSegments(store)
      return c.json({
        profile: profileOf(customer, rows, shop.currency, now),
        details: detailsOfPerson(details),
        propensities: families.map(({ family, p }) => ({ family, propensity: p })),
        segments: await segmentsOf(store, customer, segments, shop.currency, now),
        decisions: decisions.map(({ decision, contacts }) => decisionAsView(decision, contacts, now)),
        campaigns,
        journeys: journeys.map(({ touches, views }) => ({
          touches: touches.map(({ at, kind, item_id, seed_item_id, placement }) => ({
            ...{ at, kind, item_id, seed_item_id, placement },
          })),
          views: views.map(({ day, item_ids }) => ({ day, item_ids })),
        })),
        triggers: firings.map(firingAsView),
        events: events.map(({ name, key, at, cancelled_at, item_ids }) => ({
          name,
          key,
          at,
          cancelled_at,
          item_ids,
        })),
        accounts: about.accounts,
        talks: about.talks.map(({ account_id, family, outcome, reason, note, channel, at }) => ({
          ...{ account_id, family, outcome, reason, note, channel, at },
        })),
        viewed_items: viewed,
        responses: responses.map(({ shop_id: _, customer: __, ...response }) => response),
      })
    },
  )
