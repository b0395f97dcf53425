import { Hono } from 'hono'
import { recognition } from '../../../schema/imports/recognition.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { lookAt } from '../../ingest/import/checks/look.ts'
import { listMappings } from '../../store/imports/mappings.ts'

/** What a file holds, from its beginning. It answers a question, and nothing of the file is stored. */
export const recogniseRoute = new Hono<App>().post(
  '/imports/recognise',
  describe(
    'Recognise a file by its beginning',
    {
      status: 200,
      shape: recognition,
      what: 'What the file holds, its format, and which of its columns are read. Send its first lines, or a whole workbook. Nothing is stored.',
    },
    'unreadable_file',
    'unknown_format',
    'unknown_structure',
    'zip_file',
    'wrong_encoding',
    'spreadsheet',
  ),
  async (c) => {
    const { body } = c.req.raw
    if (!body)
      throw new PairwellError('unreadable_file', 'The body is empty. Send the beginning of the file.')
    const { store, shop } = c.var
    const mappings = (await listMappings(store)).map(({ mapping }) => mapping)
    return c.json(await lookAt(body, { mappings, locale: shop.locale, currency: shop.currency }))
  },
)
