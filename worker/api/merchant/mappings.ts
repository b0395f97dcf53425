import { Hono } from 'hono'
import * as v from 'valibot'
import { mapping, mappingView } from '../../../schema/imports/mappings.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { checkMapping, mappingId } from '../../ingest/import/mapping.ts'
import { deleteMapping, listMappings, writeMapping } from '../../store/imports/mappings.ts'

/** Mappings for files whose header is not recognised. */
export const mappingRoutes = new Hono<App>()
  .get(
    '/',
    describe('List column mappings', {
      status: 200,
      shape: v.object({ items: v.array(mappingView) }),
      what: 'One mapping per kind and header.',
    }),
    async (c) => {
      const found = await listMappings(c.var.store)
      return c.json({ items: found.map((row) => ({ mapping_id: row.mapping_id, ...row.mapping })) })
    },
  )
  .put(
    '/',
    describe(
      'Map the columns of a file',
      {
        status: 200,
        shape: mappingView,
        what: 'The mapping is stored and used for all later files with this header.',
      },
      'invalid_input',
      'invalid_json',
    ),
    valid('json', mapping),
    async (c) => {
      const given = c.req.valid('json')
      checkMapping(given)
      const mapping_id = mappingId(given.kind, given.header)
      await writeMapping(c.var.store, { mapping_id, kind: given.kind, mapping: given })
      noteChange(c, { after: { mapping_id, kind: given.kind } })
      return c.json({ mapping_id, ...given })
    },
  )
  .delete(
    '/:mapping_id',
    describe(
      'Delete a column mapping',
      { status: 204, what: 'Files with this header are recognised automatically again, or refused.' },
      'unknown_mapping',
    ),
    async (c) => {
      if (!(await deleteMapping(c.var.store, c.req.param('mapping_id')))) {
        throw new PairwellError('unknown_mapping', 'There is no such mapping. GET /v1/mappings lists them.')
      }
      return c.body(null, 204)
    },
  )
