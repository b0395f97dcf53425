import { Hono } from 'hono'
import { auditEntry, entryOfRow } from '../../../../schema/audit.ts'
import { page, pageOnly } from '../../../../schema/pages.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { pageOf } from '../../../http/paginate.ts'
import { valid } from '../../../http/valid.ts'
import { listAudit } from '../../../store/audit.ts'

/** The log of changes. */
export const auditRoutes = new Hono<App>().get(
  '/',
  describe(
    'List the changes',
    { status: 200, shape: page(auditEntry), what: 'Newest first: who changed what, and when.' },
    'invalid_input',
  ),
  valid('query', pageOnly),
  async (c) => {
    const { after, limit } = c.req.valid('query')
    const rows = await listAudit(c.var.store, after || '~', limit + 1)
    return c.json(pageOf(rows, limit, ({ entry_id }) => entry_id, entryOfRow))
  },
)
