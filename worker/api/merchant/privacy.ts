import { Hono } from 'hono'
import {
  MAX_ORDER_IDS,
  newPrivacyRequest,
  type PrivacyRequest,
  privacyRequestView,
} from '../../../schema/orders/privacy.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { identifierOf } from '../../ingest/identity/identifier.ts'
import { keysOfFact } from '../../ingest/identity/join-people.ts'
import { timeId } from '../../store/ids.ts'
import {
  addDataRequest,
  addShopRequest,
  eraseCustomer,
  listPrivacyRequests,
  readPrivacyRequest,
} from '../../store/orders/privacy.ts'

const view = ({ shop_id: _, customer: __, ...request }: PrivacyRequest) => request

/** Privacy requests, from the shop itself or through its platform. */
export const privacyRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List privacy requests',
      {
        status: 200,
        shape: page(privacyRequestView),
        what: `By id, with the newest orders of the person, at most ${MAX_ORDER_IDS}, and the number of all. GET /v1/customers/{customer}/data has what else is stored.`,
      },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listPrivacyRequests(c.var.store, after, limit + 1)
      return c.json(pageOf(rows, limit, (row) => row.request_id, view))
    },
  )
  .post(
    '/',
    describe(
      "Show or erase a person's data, or ask for the deletion of the shop",
      {
        status: 201,
        shape: privacyRequestView,
        what: 'The request is done; `orders` is the number of orders concerned. `shop_redact` is noted only: an owner deletes the shop in the console.',
      },
      'invalid_input',
      'invalid_json',
    ),
    valid('json', newPrivacyRequest),
    async (c) => {
      const { store, shop } = c.var
      const { kind, customer_email: email, customer_id } = c.req.valid('json')
      const now = Date.now()
      const named = (await identifierOf(c.env, shop)).factOf({ customer_id, email })
      const keys = named ? keysOfFact(named) : []
      const request_id = timeId('prv', now)
      if (kind === 'shop_redact') await addShopRequest(store, request_id, now)
      else if (kind === 'data_request') await addDataRequest(store, request_id, keys, now)
      else await eraseCustomer(store, { request_id, keys, now })
      const made = await readPrivacyRequest(store, request_id)
      if (!made) throw new Error('The privacy request was not stored.')
      noteChange(c, { after: { request_id, kind, orders: made.orders } })
      return c.json(view(made), 201)
    },
  )
