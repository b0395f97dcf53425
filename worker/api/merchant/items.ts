import { Hono } from 'hono'
import * as v from 'valibot'
import { item, itemList } from '../../../schema/catalogue/items.ts'
import { page, pageQuery } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { queueModel } from '../../models/queue-model.ts'
import { itemCells, itemOfRow } from '../../store/catalogue/item-cells.ts'
import { listItems, readItem, writeItems } from '../../store/catalogue/items.ts'
import { withKnownPlatformIds } from '../../store/catalogue/platform-ids.ts'

const written = v.object({ written: v.number() })

/** The catalogue as JSON. */
export const itemRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List items',
      { status: 200, shape: page(item), what: 'By id; `q` searches in id and title.' },
      'invalid_input',
    ),
    valid('query', v.object({ ...pageQuery, q: v.optional(v.pipe(v.string(), v.maxLength(100))) })),
    async (c) => {
      const { after, limit, q } = c.req.valid('query')
      return c.json(
        pageOf(await listItems(c.var.store, after, limit + 1, q), limit, (row) => row.item_id, itemOfRow),
      )
    },
  )
  .get(
    '/:item_id',
    describe('One item', { status: 200, shape: item, what: 'The item as it was sent.' }, 'unknown_item'),
    async (c) => {
      const row = await readItem(c.var.store, c.req.param('item_id'))
      if (!row)
        throw new PairwellError('unknown_item', 'The catalogue has no such item. GET /v1/items lists them.')
      return c.json(itemOfRow(row))
    },
  )
  .put(
    '/',
    describe(
      'Write items',
      { status: 200, shape: written, what: 'The number of new or changed items.' },
      'invalid_input',
      'invalid_json',
    ),
    valid('json', itemList),
    async (c) => {
      const now = Date.now()
      const count = await writeItems(
        c.var.store,
        await withKnownPlatformIds(
          c.var.store,
          c.req.valid('json').items.map((one) => itemCells(one, now)),
        ),
      )
      if (count > 0) await queueModel(c.var.store, 'import', now)
      noteChange(c, { after: { written: count } })
      return c.json({ written: count })
    },
  )
