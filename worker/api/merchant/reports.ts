import { Hono } from 'hono'
import { report, reportName, reportQuery } from '../../../schema/outcomes/reports.ts'
import { asText } from '../../export/stream.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { makeReport } from '../../outcomes/reports/make.ts'
import { queueFold } from '../../store/outcomes/events.ts'

/** Reports about the panels and their value. */
export const reportRoutes = new Hono<App>().get(
  '/:report',
  describe(
    'A report',
    {
      status: 200,
      shape: report,
      type: 'text/csv',
      what: 'The report for a range of days, by grain; form=csv returns a file.',
    },
    'invalid_input',
  ),
  valid('param', reportName),
  valid('query', reportQuery),
  async (c) => {
    const { store, shop } = c.var
    const { report: name } = c.req.valid('param')
    const query = c.req.valid('query')
    // Includes recent events in the next report: beacons are counted after this answer.
    await queueFold(store, Date.now())
    const made = await makeReport(store, shop, name, query, Date.now())
    if (query.form === 'json') return c.json(made)
    const pages = (async function* () {
      yield made.rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, one]) => [key, one ?? ''])),
      )
    })()
    return c.body(asText(made, pages, 'csv'), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="pairwell-${name}-${made.from}-${made.to}.csv"`,
    })
  },
)
