import { Hono } from 'hono'
import {
  customerPropensities,
  lookAlikeInput,
  lookAlikes,
  matrixQuery,
  propensityStatus,
  targetList,
  targetQuery,
} from '../../../schema/customers/propensities.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { matrix } from '../../customers/matrix.ts'
import { loaded, loadModel, WINDOW_DAYS } from '../../customers/model.ts'
import { noSuchCustomer } from '../../customers/no-such-customer.ts'
import { readPersonPropensities } from '../../customers/propensities.ts'
import { sentenceOf } from '../../customers/stored-reasons.ts'
import { bestCustomers, findFamily, lookAlikesOf } from '../../customers/target-lists.ts'
import { callWorker } from '../../env.ts'
import { asText, EXPORT_FORMS } from '../../export/stream.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { letOthersRun } from '../../jobs/lease/pace.ts'
import { isScoring, queuePropensities, readPropensityModel } from '../../store/customers/propensities.ts'
import { readPerson } from '../../store/customers/purchases.ts'
import type { Store } from '../../store/open.ts'

/** Families of one customer's answer. */
const MOST_FAMILIES = 10

/** What customers are likely to buy: of one customer, the best customers of a family, everything, and customers who are like others. */
export const propensityRoutes = new Hono<App>()
  .get(
    '/customers/:customer/propensities',
    describe(
      'What a customer is likely to buy',
      {
        status: 200,
        shape: customerPropensities,
        what: 'The ten likeliest families with their probabilities within the window, reasons for five of them, and the likeliest items.',
      },
      'no_such_customer',
      'unavailable',
    ),
    async (c) => {
      const { store, shop } = c.var
      const customer = c.req.param('customer')
      const found = await readPersonPropensities(store, customer)
      if (found.scored_at === null) await mustExist(store, customer, shop.currency)
      const families = found.families.slice(0, MOST_FAMILIES).map(({ p, reasons, ...one }) => ({
        ...one,
        propensity: p,
        reasons,
        text: sentenceOf(reasons, one.family),
      }))
      return c.json({ customer, ...found, families })
    },
  )
  .post(
    '/customers/look-alikes',
    describe(
      'Find customers who are like others',
      {
        status: 200,
        shape: lookAlikes,
        what: 'Customers who are likely to buy what the given ones are likely to buy, most alike first, without the given ones. Nothing is stored.',
      },
      'invalid_input',
      'invalid_json',
      'unavailable',
    ),
    valid('json', lookAlikeInput),
    async (c) => {
      const { customers, limit } = c.req.valid('json')
      return c.json(await lookAlikesOf(c.var.store, customers, limit, letOthersRun))
    },
  )
  .get(
    '/propensities',
    describe(
      'The state of the propensities',
      {
        status: 200,
        shape: propensityStatus,
        what: 'When customers were scored, the families, and how far the probabilities were from what happened.',
      },
      'unavailable',
    ),
    async (c) => c.json(await statusOf(c.var.store)),
  )
  .post(
    '/propensities',
    describe('Score all customers now', {
      status: 202,
      shape: propensityStatus,
      what: 'The scoring is queued, unless one is queued or running already. Otherwise it follows a mining run, at most once a week.',
    }),
    async (c) => {
      const { store } = c.var
      const queued = await queuePropensities(store, Date.now())
      await callWorker(c.env, store.shop_id, 'scoring')
      noteChange(c, { after: { queued } })
      return c.json(await statusOf(store), 202)
    },
  )
  .get(
    '/propensities/customers',
    describe(
      'The best customers of a family',
      {
        status: 200,
        shape: targetList,
        what: 'Customers by their handles, most likely first: of a family, or of the family of an item.',
      },
      'invalid_input',
      'unknown_family',
      'unavailable',
    ),
    valid('query', targetQuery),
    async (c) => {
      const { limit, ...asked } = c.req.valid('query')
      const model = await loadModel(c.var.store)
      const found = model && (await findFamily(c.var.store, asked, model))
      if (!found) {
        throw new PairwellError(
          'unknown_family',
          'No propensities are known of this family. GET /v1/propensities lists the families.',
        )
      }
      const customers = await bestCustomers(c.var.store, found.number, limit)
      return c.json({ family: found.family, customers })
    },
  )
  .get(
    '/propensities/matrix',
    describe(
      'All customers and families',
      {
        status: 200,
        type: Object.values(EXPORT_FORMS).map((type) => type.split(';')[0] ?? ''),
        what: 'A line for each customer, a column for each family, as CSV, or as NDJSON with form=ndjson.',
      },
      'invalid_input',
      'unavailable',
    ),
    valid('query', matrixQuery),
    async (c) => {
      const { form } = c.req.valid('query')
      const { columns, pages } = await matrix(c.var.store, form)
      return c.body(asText({ columns }, pages, form), 200, {
        'Content-Type': EXPORT_FORMS[form],
        'Content-Disposition': `attachment; filename="pairwell-propensities.${form}"`,
      })
    },
  )

/** @throws {PairwellError} when the shop knows no such customer */
async function mustExist(store: Store, customer: string, currency: string): Promise<void> {
  const { totals, customer: known } = await readPerson(store, [customer], currency, Date.now())
  if (totals.orders > 0 || known) return
  throw noSuchCustomer()
}

async function statusOf(store: Store) {
  const [row, pending] = await Promise.all([readPropensityModel(store), isScoring(store)])
  const found = row && loaded(row)
  const isRunning = pending && row?.scored_to !== null && row !== undefined
  const done = found ? 'ready' : row ? 'too_few_orders' : 'none'
  return {
    status: isRunning ? 'scoring' : pending ? 'waiting' : done,
    fitted_at: row?.fitted_at ?? null,
    window_days: found?.model.window_days ?? WINDOW_DAYS,
    fitted: row?.fitted ?? 0,
    scored: row?.scored ?? 0,
    families: found ? (row?.families ?? []) : [],
    calibration: found ? { buys: found.model.fit.errors.any, family: found.model.fit.errors.family } : null,
  }
}
