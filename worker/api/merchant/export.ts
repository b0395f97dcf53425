import { Hono } from 'hono'
import * as v from 'valibot'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { Part, Table } from '../../export/pages.ts'
import { asText, EXPORT_FORMS } from '../../export/stream.ts'
import { TABLES } from '../../export/tables.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { endOfPart, type PartTable } from '../../store/export-part.ts'
import type { Store } from '../../store/open.ts'

const names = Object.keys(TABLES) as (keyof typeof TABLES)[]
const forms = Object.keys(EXPORT_FORMS) as (keyof typeof EXPORT_FORMS)[]

const exportName = v.object({
  table: v.picklist(names, `Use one of: ${names.join(', ')}.`),
})
const SAY_LIMIT = 'Give a whole number from 1 to 100000.'
/** Rows in a part, at most: an export of as many sends some hundred statements, and D1 allows 1,000 in an invocation. */
const MAX_ROWS = 100_000

const exportForm = v.strictObject({
  form: v.optional(v.picklist(forms, `Use one of: ${forms.join(', ')}.`), 'csv'),
  /** A random text of the caller, one for an export: the table comes in parts, in which buyers have the same pseudonyms. */
  export_id: v.optional(
    v.pipe(v.string(), v.regex(/^[\w-]{16,100}$/, 'Give 16 to 100 letters, digits, _ or -.')),
  ),
  /** Where the part begins: `Pairwell-Next` of the one before, decoded. */
  after: v.optional(v.pipe(v.string(), v.maxLength(600)), ''),
  /** Rows in a part. */
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,6}$/, SAY_LIMIT),
      v.transform(Number),
      v.minValue(1, SAY_LIMIT),
      v.maxValue(MAX_ROWS, SAY_LIMIT),
    ),
    String(MAX_ROWS),
  ),
})
type Asked = v.InferOutput<typeof exportForm>

const isPartTable = (name: keyof typeof TABLES): name is PartTable =>
  name === 'items' || name === 'orders' || name === 'relations'

/** The part of the table that is asked for, and where the next one begins; all of it without an `export_id`. */
async function partOf(
  store: Store,
  name: keyof typeof TABLES,
  { export_id, after, limit }: Asked,
): Promise<{ part: Part; next?: string }> {
  if (export_id === undefined) return { part: { after: '' } }
  if (!isPartTable(name))
    throw new PairwellError(
      'invalid_input',
      'Only items, orders and relations come in parts. Leave "export_id" out.',
    )
  const end = await endOfPart(store, name, after, limit)
  return {
    part: { after, last: end?.last, pseudonyms: export_id },
    ...(end?.isMore && { next: encodeURIComponent(end.last) }),
  }
}

/** All data of a shop, in the formats that imports read. */
export const exportRoutes = new Hono<App>().get(
  '/:table',
  describe(
    "Export a table of the shop's data",
    {
      status: 200,
      type: Object.values(EXPORT_FORMS).map((type) => type.split(';')[0] ?? ''),
      what: 'The table as CSV, or as NDJSON with form=ndjson. Buyers are numbers that are valid in this export only. With export_id a part of it; the header Pairwell-Next says where the next one begins, percent-encoded.',
    },
    'invalid_input',
  ),
  valid('param', exportName),
  valid('query', exportForm),
  async (c) => {
    const name = c.req.valid('param').table
    const table: Table = TABLES[name]
    const asked = c.req.valid('query')
    const { form } = asked
    const { store, shop } = c.var
    const { part, next } = await partOf(store, name, asked)
    return c.body(asText(table, table.pages(store, shop, part), form), 200, {
      'Content-Type': EXPORT_FORMS[form],
      'Content-Disposition': `attachment; filename="pairwell-${name}.${form}"`,
      ...(next !== undefined && { 'Pairwell-Next': next }),
    })
  },
)
