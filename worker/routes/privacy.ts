import { Hono } from 'hono'
import * as v from 'valibot'
import { page, pageQuery } from '../../schema/pages.ts'
import { type PrivacyRequest, privacyRequestView } from '../../schema/privacy.ts'
import type { App } from '../http/app.ts'
import { describe } from '../http/describe.ts'
import { pageOf } from '../http/page.ts'
import { valid } from '../http/valid.ts'
import { listPrivacyRequests } from '../store/customers.ts'

const view = ({ shop_id: _, customer: __, ...request }: PrivacyRequest) => request

/** What people asked of the shop by way of its platform. */
export const privacyRoutes = new Hono<App>().get(
  '/',
  describe(
    'List privacy requests',
    {
      status: 200,
      shape: page(privacyRequestView),
      what: 'By id. Of a person nothing is held but orders under a pseudonym.',
    },
    'invalid_input',
  ),
  valid('query', v.object(pageQuery)),
  async (c) => {
    const { after, limit } = c.req.valid('query')
    const rows = await listPrivacyRequests(c.var.store, after, limit + 1)
    return c.json(pageOf(rows, limit, (row) => row.request_id, view))
  },
)
