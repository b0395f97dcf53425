import { Hono } from 'hono'
import * as v from 'valibot'
import { type OrderInput, orderList, orderView } from '../../../schema/orders/orders.ts'
import { page, pageQuery } from '../../../schema/pages.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { type Anonymiser, anonymiser } from '../../ingest/identity/anonymise.ts'
import { readOrderDate } from '../../ingest/import/cells/fields.ts'
import { type OrderFragment, wholeOrder } from '../../ingest/import/fragments.ts'
import { RowProblem } from '../../ingest/import/problems.ts'
import { queueIfGrown } from '../../models/queue-model.ts'
import { readErasures } from '../../store/orders/customers.ts'
import { listOrders, type OrderCells, writeOrders } from '../../store/orders/orders.ts'

/** Puts an order given as JSON through the same hands as one from a file. */
function orderCells(order: OrderInput, shop: Shop, people: Anonymiser, now: number): OrderCells {
  const customer = people.byId(order.customer_id ?? '') ?? people.byEmail(order.customer_email ?? '')
  const at = readOrderDate(order.ordered_at ?? '', 'ordered_at', shop.time_zone, now)
  const head = {
    key: order.order_id,
    status: order.status,
    ...(at !== undefined && { at }),
    ...(customer && { customer }),
    ...(order.currency && { currency: order.currency }),
  }
  const fragments = order.lines.map(
    ({ item_id, quantity, price = null, recommendation_id: id }): OrderFragment => ({
      ...head,
      line: id ? [`i:${item_id}`, quantity, price, id] : [`i:${item_id}`, quantity, price],
    }),
  )
  return { ...wholeOrder(order.order_id, fragments, shop.currency), as_of: now }
}

const written = v.object({ written: v.number() })

/** Orders as JSON. */
export const orderRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List orders',
      { status: 200, shape: page(orderView), what: 'By id, without their buyers.' },
      'invalid_input',
    ),
    valid('query', v.object(pageQuery)),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listOrders(c.var.store, after, limit + 1)
      const view = ({ order_id, ordered_at, status, currency, lines }: (typeof rows)[number]) => ({
        order_id,
        ordered_at,
        status,
        currency,
        lines: lines.map(([reference, quantity, price]) => ({ reference, quantity, price })),
      })
      return c.json(pageOf(rows, limit, (row) => row.order_id, view))
    },
  )
  .post(
    '/',
    describe(
      'Write orders',
      { status: 200, shape: written, what: 'How many were new or different.' },
      'invalid_input',
      'invalid_json',
    ),
    valid('json', orderList),
    async (c) => {
      const { store, shop } = c.var
      const now = Date.now()
      const people = anonymiser(c.env.MASTER_KEY, store.shop_id, await readErasures(store))
      const cells = c.req.valid('json').orders.map((order, at) => {
        try {
          return orderCells(order, shop, people, now)
        } catch (thrown) {
          if (!(thrown instanceof RowProblem)) throw thrown
          const field = `orders.${at}.${thrown.column}`
          throw new PairwellError(
            'invalid_input',
            `The json is not as documented. "${field}": ${thrown.message}`,
            {
              issues: [{ field, message: thrown.message }],
            },
          )
        }
      })
      const count = await writeOrders(store, cells)
      if (count > 0) await queueIfGrown(store, now)
      return c.json({ written: count })
    },
  )
