import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { type Item, item, itemList } from '../../../schema/catalogue/items.ts'
import { whole } from '../../../schema/numbers.ts'
import { page, pageQuery } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { inTurns } from '../../http/in-turns.ts'
import { differenceOf, mergePatch } from '../../http/merge-patch.ts'
import { pageOf } from '../../http/paginate.ts'
import { checked, valid } from '../../http/valid.ts'
import { queueModel } from '../../models/queue-model.ts'
import { itemCells, itemOfRow } from '../../store/catalogue/item-cells.ts'
import { deleteItem, listItems, readItem, writeItems } from '../../store/catalogue/items.ts'
import { withKnownPlatformIds } from '../../store/catalogue/platform-ids.ts'

const written = v.object({ written: whole })

const unknownItem = () =>
  new PairwellError('unknown_item', 'The catalogue has no such item. GET /v1/items lists them.')

/** Writes items, and has lists mined for them if anything changed; returns the number of new or changed items. */
async function write(c: Context<App>, given: readonly Item[]): Promise<number> {
  const now = Date.now()
  const { store } = c.var
  const cells = given.map((one) => itemCells(one, now))
  const count = await writeItems(store, await withKnownPlatformIds(store, cells))
  if (count > 0) await queueModel(store, 'import', now)
  return count
}

/** The catalogue as JSON. */
export const itemRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List items',
      { status: 200, shape: page(item), what: 'By id; `q` searches in id and title.' },
      'invalid_input',
    ),
    valid('query', v.strictObject({ ...pageQuery, q: v.optional(v.pipe(v.string(), v.maxLength(100))) })),
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
      if (!row) throw unknownItem()
      return c.json(itemOfRow(row))
    },
  )
  .patch(
    '/:item_id',
    describe(
      'Change an item',
      {
        status: 200,
        shape: item,
        what: 'The item after the change. The body is a JSON Merge Patch (RFC 7396): what it does not name stays, null removes, and a list such as `variants` is replaced.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_item',
    ),
    valid('json', v.record(v.string(), v.unknown())),
    async (c) => {
      const item_id = c.req.param('item_id')
      const row = await readItem(c.var.store, item_id)
      if (!row) throw unknownItem()
      const before = itemOfRow(row)
      const after = checked('json', item, mergePatch(before, c.req.valid('json')))
      if (after.item_id !== item_id) {
        throw new PairwellError(
          'invalid_input',
          'The id of an item stays. Send the item with its new id to PUT /v1/items, and delete the old one.',
          { issues: [{ field: 'item_id', message: 'The id of an item stays.' }] },
        )
      }
      await write(c, [after])
      noteChange(c, differenceOf(before, after))
      const written = await readItem(c.var.store, item_id)
      return c.json(written ? itemOfRow(written) : after)
    },
  )
  .delete(
    '/:item_id',
    describe(
      'Delete an item',
      {
        status: 204,
        what: 'The item is in no answer from now on. Its orders and relations stay, and count again if the item is sent again.',
      },
      'unknown_item',
    ),
    async (c) => {
      const { store } = c.var
      const item_id = c.req.param('item_id')
      if (!(await deleteItem(store, item_id))) throw unknownItem()
      await queueModel(store, 'import', Date.now())
      noteChange(c, { before: { item_id } })
      return c.body(null, 204)
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
    valid('json', inTurns(itemList)),
    async (c) => {
      const count = await write(c, c.req.valid('json').items)
      noteChange(c, { after: { written: count } })
      return c.json({ written: count })
    },
  )
