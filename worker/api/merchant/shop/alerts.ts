import { Hono } from 'hono'
import { page } from '../../../../schema/pages.ts'
import { alertQuery, alertView } from '../../../../schema/shop/alerts.ts'
import { alertAsView } from '../../../alerts/text.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { pageOf } from '../../../http/paginate.ts'
import { valid } from '../../../http/valid.ts'
import { listAlerts } from '../../../store/shop/alerts.ts'

/** Open and past alerts. */
export const alertRoutes = new Hono<App>().get(
  '/',
  describe(
    'List the alerts',
    { status: 200, shape: page(alertView), what: 'Newest first, open and ended ones.' },
    'invalid_input',
  ),
  valid('query', alertQuery),
  async (c) => {
    const { after, limit, state } = c.req.valid('query')
    const rows = await listAlerts(c.var.store, after || '~', limit + 1, state)
    return c.json(pageOf(rows, limit, ({ alert_id }) => alert_id, alertAsView))
  },
)
