import { Hono } from 'hono'
import * as v from 'valibot'
import { totalsChecked } from '../../../schema/imports/order-counts.ts'
import { whole } from '../../../schema/numbers.ts'
import { type OrderRow, orderList, orderView } from '../../../schema/orders/orders.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import { readAt, versionOf } from '../../../schema/read-at.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { inTurns, stretchesFor } from '../../http/in-turns.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { identifierOf, keyOfFact } from '../../ingest/identity/identifier.ts'
import { keptKey, linkPeople } from '../../ingest/identity/link-people.ts'
import { readJsonOrder } from '../../ingest/import/json-order.ts'
import { RowProblem } from '../../ingest/import/problems.ts'
import { TotalsCount } from '../../ingest/import/totals-count.ts'
import { letOthersRun } from '../../jobs/lease/pace.ts'
import { queueIfGrown, queueModel } from '../../models/queue-model.ts'
import { deleteOrder, listOrders, readOrder, writeOrders } from '../../store/orders/orders.ts'
import { SHORT_PAGE_BYTES } from '../../store/pages.ts'

/** An order in a response. */
const viewOf = ({ lines, line_discounts, refunds, ...row }: OrderRow): v.InferOutput<typeof orderView> => ({
  ...row,
  lines: lines.map(([reference, quantity, price]) => ({ reference, quantity, price })),
  line_discounts: (line_discounts ?? []).map(([reference, amount]) => ({ reference, amount })),
  refunds: (refunds ?? []).map(([reference, quantity, price, amount]) => ({
    reference,
    quantity,
    price,
    amount,
  })),
})

const unknownOrder = () =>
  new PairwellError('unknown_order', 'There is no such order. GET /v1/orders lists them.')

const SHOWN = Object.keys(orderView.entries)

/** The order without the fields that are not shown. It is picked and not validated, because it may have 10,000 lines. */
const shown = (row: OrderRow) =>
  Object.fromEntries(Object.entries(viewOf(row)).filter(([name]) => SHOWN.includes(name)))

const written = v.object({
  written: whole,
  /** Paid and pending orders by whether their totals add up; left out when no order states totals. */
  totals: v.optional(totalsChecked),
})

/** Orders as JSON. */
export const orderRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List orders',
      { status: 200, shape: page(orderView), what: 'By id, without their buyers.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listOrders(c.var.store, after, limit + 1, SHORT_PAGE_BYTES)
      return c.json(pageOf(rows, limit, (row) => row.order_id, shown, SHORT_PAGE_BYTES))
    },
  )
  .get(
    '/:order_id',
    describe(
      'One order',
      { status: 200, shape: orderView, what: 'The order without its buyer.' },
      'unknown_order',
    ),
    async (c) => {
      const row = await readOrder(c.var.store, c.req.param('order_id'))
      if (!row) throw unknownOrder()
      return c.json(shown(row))
    },
  )
  .delete(
    '/:order_id',
    describe(
      'Delete an order',
      {
        status: 204,
        what: 'The order, such as one that was placed as a test, counts no more from the next model on.',
      },
      'unknown_order',
    ),
    async (c) => {
      const { store } = c.var
      const order_id = c.req.param('order_id')
      if (!(await deleteOrder(store, order_id))) throw unknownOrder()
      await queueModel(store, 'import', Date.now())
      noteChange(c, { before: { order_id } })
      return c.body(null, 204)
    },
  )
  .post(
    '/',
    describe(
      'Write orders',
      {
        status: 200,
        shape: written,
        what: 'The number of new or changed orders, and how many orders have totals that add up.',
      },
      'invalid_input',
      'invalid_json',
    ),
    valid('query', readAt),
    valid('json', inTurns(orderList)),
    async (c) => {
      const { store, shop } = c.var
      const now = Date.now()
      const query = c.req.valid('query')
      const as_of = versionOf(query, now)
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
      const read: ReturnType<typeof readJsonOrder>[] = []
      for (const [at, { order, buyer }] of given.entries()) {
        await letOthersRun(stretchesFor(order))
        try {
          const customer = buyer && keptKey(buyer, keyOfFact(buyer), erased)
          // The company of a buyer who asked to be forgotten could name them.
          const isErased = buyer !== undefined && customer === undefined
          const account = isErased ? undefined : people.byAccount(order.account ?? '')
          read.push(readJsonOrder(order, shop, { customer, account, isErased }, now))
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
      }
      const count = await writeOrders(
        store,
        read.map(({ cells }) => ({ ...cells, as_of })),
      )
      const checks = new TotalsCount(undefined)
      for (const { cells, checked } of read) checks.add(cells, checked)
      if (count > 0 && query.more === undefined) await queueIfGrown(store, now)
      noteChange(c, { after: { written: count } })
      return c.json({ written: count, ...(checks.result && { totals: checks.result }) })
    },
  )
