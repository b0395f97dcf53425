import { Hono } from 'hono'
import * as v from 'valibot'
import { type OrderInput, orderList, orderView } from '../../../schema/orders/orders.ts'
import { page, pageQuery } from '../../../schema/pages.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { identifierOf } from '../../ingest/identity/identifier.ts'
import { keysOfFact } from '../../ingest/identity/join-people.ts'
import { linkPeople } from '../../ingest/identity/link-people.ts'
import { readOrderDate } from '../../ingest/import/cells/dates.ts'
import { type OrderFragment, wholeOrder } from '../../ingest/import/fragments.ts'
import { RowProblem } from '../../ingest/import/problems.ts'
import { queueIfGrown } from '../../models/queue-model.ts'
import { listOrders, type OrderCells, writeOrders } from '../../store/orders/orders.ts'

/** The row of an order given as JSON, made by the same functions as that of an order from a file. */
function orderCells(order: OrderInput, shop: Shop, customer: string | undefined, now: number): OrderCells {
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
      { status: 200, shape: written, what: 'The number of new or changed orders.' },
      'invalid_input',
      'invalid_json',
    ),
    valid('json', orderList),
    async (c) => {
      const { store, shop } = c.var
      const now = Date.now()
      const people = await identifierOf(c.env, shop)
      const given = c.req.valid('json').orders.map((order) => {
        const { customer_id, customer_email: email } = order
        return { order, buyer: people.factOf({ customer_id, email }) }
      })
      const erased = await linkPeople(
        store,
        given.flatMap(({ buyer }) => buyer ?? []),
        now,
      )
      const cells = given.map(({ order, buyer }, at) => {
        try {
          const keys = buyer ? keysOfFact(buyer) : []
          const customer = keys.some((key) => erased.has(key)) ? undefined : keys[0]
          return orderCells(order, shop, customer, now)
        } catch (thrown) {
          if (!(thrown instanceof RowProblem)) throw thrown
          const field = `orders.${at}.${thrown.column}`
          throw new PairwellError(
            'invalid_input',
            `The JSON does not match the documentation. "${field}": ${thrown.message}`,
            {
              issues: [{ field, message: thrown.message }],
            },
          )
        }
      })
      const count = await writeOrders(store, cells)
      if (count > 0) await queueIfGrown(store, now)
      noteChange(c, { after: { written: count } })
      return c.json({ written: count })
    },
  )
