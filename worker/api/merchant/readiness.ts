import { Hono } from 'hono'
import * as v from 'valibot'
import { type ItemReadiness, itemReadiness } from '../../../schema/catalogue/readiness.ts'
import { page, pageQuery } from '../../../schema/pages.ts'
import { MIN_ITEMS } from '../../../vocabulary/limits.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { listMostBought, listReadiness, type ReadinessRow } from '../../store/catalogue/readiness.ts'

/** Orders above which an item's own orders predict more than those of similar items: docs/RESULTS.md, "Few orders". */
const ENOUGH_ORDERS = 30

function view({ pooled, ...row }: ReadinessRow): ItemReadiness {
  const readiness = (): ItemReadiness['readiness'] => {
    if (row.companions >= MIN_ITEMS) return 'mined'
    if (row.companions + row.borrowed >= MIN_ITEMS) return 'similar'
    return pooled >= MIN_ITEMS ? 'pooled' : 'fallback'
  }
  return { ...row, readiness: readiness(), orders_needed: Math.max(0, ENOUGH_ORDERS - row.orders) }
}

/** Readiness of each item. */
export const readinessRoutes = new Hono<App>().get(
  '/',
  describe(
    'What the suggestions for each item are based on',
    {
      status: 200,
      shape: page(itemReadiness),
      what: 'By item, with the number of orders still needed. With `sort=orders` the published items with the most orders, best first, on one page.',
    },
    'invalid_input',
  ),
  valid('query', v.strictObject({ ...pageQuery, sort: v.optional(v.picklist(['id', 'orders']), 'id') })),
  async (c) => {
    const { after, limit, sort } = c.req.valid('query')
    if (sort === 'orders') {
      const items = (await listMostBought(c.var.store, limit)).map(view)
      return c.json({ items, next: null })
    }
    const rows = await listReadiness(c.var.store, after, limit + 1)
    return c.json(pageOf(rows, limit, (row) => row.item_id, view))
  },
)
