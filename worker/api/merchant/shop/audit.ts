import { Hono } from 'hono'
import { type AuditFilter, auditEntry, auditQuery, entryOfRow } from '../../../../schema/audit.ts'
import { digestQuery, digestView } from '../../../../schema/audit-digests.ts'
import { page } from '../../../../schema/pages.ts'
import { auditKey } from '../../../auth/audit-key.ts'
import { cellOf } from '../../../export/cells.ts'
import { asText } from '../../../export/stream.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { pageOf } from '../../../http/paginate.ts'
import { valid } from '../../../http/valid.ts'
import { auditColumns, listAudit } from '../../../store/audit.ts'
import { checkedDigests } from '../../../store/audit-digests.ts'
import type { Store } from '../../../store/open.ts'

/** Entries that one page of the file reads. */
const PAGE = 500

/** Every entry that matches, as lines of a file. */
async function* linesOf(store: Store, filter: AuditFilter) {
  for (let before = '~'; ; ) {
    const rows = await listAudit(store, before, PAGE, filter)
    const last = rows.at(-1)
    if (!last) return
    yield rows.map((row) => {
      const cells = auditColumns.map((column) => [column.name, cellOf(column, Reflect.get(row, column.name))])
      return { ...Object.fromEntries(cells), at: new Date(row.at).toISOString() }
    })
    before = last.entry_id
  }
}

/** The log of changes. */
export const auditRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List the changes',
      {
        status: 200,
        shape: page(auditEntry),
        type: 'text/csv',
        what: 'Newest first: who changed what, and when; form=csv returns a file of all that match.',
      },
      'invalid_input',
    ),
    valid('query', auditQuery),
    async (c) => {
      const { after, limit, form, ...filter } = c.req.valid('query')
      const { store } = c.var
      if (form === 'csv') {
        const columns = auditColumns.map(({ name }) => name)
        return c.body(asText({ columns }, linesOf(store, filter), 'csv'), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': 'attachment; filename="pairwell-audit.csv"',
        })
      }
      const rows = await listAudit(store, after || '~', limit + 1, filter)
      return c.json(pageOf(rows, limit, ({ entry_id }) => entry_id, entryOfRow))
    },
  )
  .get(
    '/digests',
    describe(
      'Check the log of changes',
      {
        status: 200,
        shape: page(digestView),
        what: 'The signed digests of the log, newest first, one for each day with entries, each compared with its entries and with the digest before.',
      },
      'invalid_input',
    ),
    valid('query', digestQuery),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const { store, shop } = c.var
      const before = after === '' ? Number.MAX_SAFE_INTEGER : Number(after)
      const key = await auditKey(c.env, shop)
      const rows = await checkedDigests(store, key, before, limit, Date.now())
      const last = rows.at(-1)
      return c.json({ items: rows, next: rows.length === limit && last ? String(last.number) : null })
    },
  )
