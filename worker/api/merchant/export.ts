import { Hono } from 'hono'
import * as v from 'valibot'
import type { Table } from '../../export/pages.ts'
import { asText, EXPORT_FORMS } from '../../export/stream.ts'
import { TABLES } from '../../export/tables.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'

const names = Object.keys(TABLES) as (keyof typeof TABLES)[]
const forms = Object.keys(EXPORT_FORMS) as (keyof typeof EXPORT_FORMS)[]

const exportName = v.object({
  table: v.picklist(names, `Use one of: ${names.join(', ')}.`),
})
const exportForm = v.strictObject({
  form: v.optional(v.picklist(forms, `Use one of: ${forms.join(', ')}.`), 'csv'),
})

/** All data of a shop, in the formats that imports read. */
export const exportRoutes = new Hono<App>().get(
  '/:table',
  describe(
    "Export a table of the shop's data",
    {
      status: 200,
      type: 'text/csv',
      what: 'The table as CSV, or as NDJSON with form=ndjson. Buyers are numbers that are valid in this export only.',
    },
    'invalid_input',
  ),
  valid('param', exportName),
  valid('query', exportForm),
  (c) => {
    const name = c.req.valid('param').table
    const table: Table = TABLES[name]
    const { form } = c.req.valid('query')
    const { store, shop } = c.var
    return c.body(asText(table, table.pages(store, shop), form), 200, {
      'Content-Type': EXPORT_FORMS[form],
      'Content-Disposition': `attachment; filename="pairwell-${name}.${form}"`,
    })
  },
)
