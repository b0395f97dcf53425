import { Hono } from 'hono'
import Papa from 'papaparse'
import * as v from 'valibot'
import { IMPORT_STATUS, importQuery, importView } from '../../../schema/imports/imports.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { callWorker } from '../../env.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { originOf } from '../../http/origin.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { refuseLargeBody } from '../../ingest/import/decode/bytes.ts'
import { receive } from '../../ingest/import/receive.ts'
import { adviseAfter } from '../../ingest/report/advice.ts'
import { asText } from '../../ingest/report/text.ts'
import { leftOut, minedAfter, viewImport } from '../../ingest/report/view.ts'
import { hasItems } from '../../store/catalogue/items.ts'
import { countShowable } from '../../store/catalogue/showable.ts'
import { listImports, readErrors, readImport } from '../../store/imports/imports.ts'
import { readMining } from '../../store/models/mining.ts'
import { readModelSince } from '../../store/models/models.ts'
import { hasOrders } from '../../store/orders/orders.ts'
import { reportWordsFor } from '../../texts/report/index.ts'

const accepted = v.object({ import_id: v.string(), status: v.picklist(IMPORT_STATUS) })

const unknownImport = () =>
  new PairwellError('unknown_import', 'There is no such import. GET /v1/imports lists them.')

/** An import with the shop as it is now: its model, what shoppers can see, the tag for its pages, and the next steps. */
async function wholeView({ store, shop }: App['Variables'], import_id: string, origin: string) {
  const row = await readImport(store, import_id)
  if (!row) throw unknownImport()
  const { locale, words } = reportWordsFor(shop.locale)
  const [model, mining, catalogue, orders] = await Promise.all([
    readModelSince(store, row.created_at),
    readMining(store, Date.now()),
    hasItems(store),
    hasOrders(store),
  ])
  const needsPictures = shop.pictures !== 'optional'
  const isOver = row.status === 'done' && catalogue
  const [key] = shop.publishable_keys
  const view = viewImport(row)
  return {
    ...view,
    mined: minedAfter(model),
    mining,
    ...(isOver && { showable: await countShowable(store, shop) }),
    left_out: leftOut(view, words),
    next_steps: adviseAfter(row, { catalogue, orders, model, mining, needsPictures, words, locale }),
    ...(key && {
      tag: `<script async src="${origin}/pairwell.js" data-key="${key}"></script>`,
    }),
  }
}

/** Uploads, with the raw file as the body. */
export const importRoutes = new Hono<App>()
  .post(
    '/',
    describe(
      'Upload a file: the raw CSV or NDJSON as body, gzip or not',
      { status: 202, shape: accepted, what: 'The file is stored and will be applied in the background.' },
      'invalid_input',
      'unreadable_file',
      'unknown_format',
      'unknown_structure',
      'zip_file',
      'missing_column',
      'wrong_encoding',
      'file_too_large',
      'no_good_row',
      'bad_rows',
      'confirm_needed',
    ),
    valid('query', importQuery),
    async (c) => {
      const length = c.req.header('Content-Length')
      refuseLargeBody(length)
      const body = c.req.raw.body
      if (!body)
        throw new PairwellError(
          'unreadable_file',
          'The body is empty. Send the file itself: curl --data-binary @file.csv',
        )
      const { store, shop } = c.var
      const content_length = length === undefined ? undefined : Number(length)
      const upload = { ...c.req.valid('query'), body, content_length }
      const import_id = await receive(c.env, store, shop, upload, Date.now())
      await callWorker(c.env, store.shop_id, 'intake')
      noteChange(c, { after: { import_id, kind: upload.kind, dry_run: upload.dry_run } })
      return c.json({ import_id, status: 'applying' }, 202)
    },
  )
  .get(
    '/',
    describe(
      'List uploads',
      { status: 200, shape: page(importView), what: 'Newest first.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listImports(c.var.store, after || '~', limit + 1)
      return c.json(pageOf(rows, limit, (row) => row.import_id, viewImport))
    },
  )
  .get(
    '/:import_id',
    describe(
      'Progress and report',
      { status: 200, shape: importView, what: 'The progress and the result of the import.' },
      'unknown_import',
    ),
    async (c) => {
      return c.json(await wholeView(c.var, c.req.param('import_id'), originOf(c)))
    },
  )
  .get(
    '/:import_id/report.txt',
    describe(
      'The report as text',
      { status: 200, type: 'text/plain', what: 'The result of the import, and what to do next.' },
      'unknown_import',
    ),
    async (c) => {
      const { locale, words } = reportWordsFor(c.var.shop.locale)
      const view = await wholeView(c.var, c.req.param('import_id'), originOf(c))
      return c.text(asText(view, words, locale, c.var.shop.time_zone))
    },
  )
  .get(
    '/:import_id/errors.csv',
    describe(
      'Refused rows',
      {
        status: 200,
        type: 'text/csv',
        what: 'One line per refused cell: row, column, code, message, value.',
      },
      'unknown_import',
    ),
    async (c) => {
      const { store } = c.var
      const import_id = c.req.param('import_id')
      if (!(await readImport(store, import_id))) throw unknownImport()
      const lines: string[] = ['row,column,code,message,value']
      for (let seq = 0; ; seq += 1) {
        const errors = await readErrors(store, import_id, seq)
        if (errors.length === 0) break
        const cells = errors.map(({ row, column, code, message, value }) => [
          row,
          column,
          code,
          message,
          value,
        ])
        // A cell that begins like a formula would be evaluated in the merchant's spreadsheet.
        lines.push(Papa.unparse(cells, { escapeFormulae: true, newline: '\r\n' }))
      }
      return c.body(`${lines.join('\r\n')}\r\n`, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${import_id}-errors.csv"`,
      })
    },
  )
