import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { type Item, item, itemList } from '../../../schema/catalogue/items.ts'
import { itemMatches, itemQuery } from '../../../schema/catalogue/search.ts'
import { whole } from '../../../schema/numbers.ts'
import { itemFigures } from '../../../schema/outcomes/item-figures.ts'
import { page } from '../../../schema/pages.ts'
import { readAt, versionOf } from '../../../schema/read-at.ts'
import { mergePatchBody } from '../../../schema/shapes.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { inTurns } from '../../http/in-turns.ts'
import { differenceOf, mergePatch } from '../../http/merge-patch.ts'
import { pageOf } from '../../http/paginate.ts'
import { checked, valid } from '../../http/valid.ts'
import { queueModel } from '../../models/queue-model.ts'
import { itemFiguresOf } from '../../outcomes/item-figures.ts'
import { itemCells, itemOfRow } from '../../store/catalogue/item-cells.ts'
import { deleteItem, readItem, writeItems } from '../../store/catalogue/items.ts'
import { withKnownPlatformIds } from '../../store/catalogue/platform-ids.ts'
import { findItems } from '../../store/catalogue/search.ts'
import { SHORT_PAGE_BYTES } from '../../store/pages.ts'

const written = v.object({ written: whole })

const unknownItem = () =>
  new PairwellError('unknown_item', 'The catalogue has no such item. GET /v1/items lists them.')

/** Writes items, and has lists mined for them if anything changed; returns the number of new or changed items. */
async function write(
  c: Context<App>,
  given: readonly Item[],
  now: number,
  { as_of = now, more = false } = {},
): Promise<number> {
  const { store } = c.var
  const cells = given.map((one) => itemCells(one, as_of))
  const count = await writeItems(store, await withKnownPlatformIds(store, cells))
  if (count > 0 && !more) await queueModel(store, 'import', now)
  return count
}

/** The catalogue as JSON. */
export const itemRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List items',
      {
        status: 200,
        shape: v.object({ ...page(item).entries, ...itemMatches }),
        what: 'By id; with `q` first the item of that id, then what matches in id and title, then the others. `q` finds items in which each of its words begins a word of the id, title, brand, category, or of a variant’s id, SKU or GTIN.',
      },
      'invalid_input',
    ),
    valid('query', itemQuery),
    async (c) => {
      const { limit, ...wish } = c.req.valid('query')
      const { store, shop } = c.var
      const { found, total } = await findItems(store, { ...wish, limit: limit + 1 }, shop)
      const list = pageOf(
        found.map(({ row, after, reason }) => ({ ...row, after, reason })),
        limit,
        ({ after }) => after,
        (row) => row,
        SHORT_PAGE_BYTES,
      )
      const not_shown = Object.fromEntries(
        list.items.flatMap(({ item_id, reason }) => (reason === null ? [] : [[item_id, reason]])),
      )
      return c.json({ items: list.items.map(itemOfRow), next: list.next, total, not_shown })
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
  .get(
    '/:item_id/figures',
    describe(
      'What panels did with an item',
      {
        status: 200,
        shape: itemFigures,
        what: 'Of the last 30 days: `seed`, the panels on its page, and `suggested`, the item in panels; null where nothing happened.',
      },
      'unknown_item',
    ),
    async (c) => {
      const { store, shop } = c.var
      const item_id = c.req.param('item_id')
      if (!(await readItem(store, item_id))) throw unknownItem()
      return c.json(await itemFiguresOf(store, shop, item_id, Date.now()))
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
    valid('json', mergePatchBody),
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
      await write(c, [after], Date.now())
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
    valid('query', readAt),
    valid('json', inTurns(itemList)),
    async (c) => {
      const now = Date.now()
      const query = c.req.valid('query')
      const how = { as_of: versionOf(query, now), more: query.more !== undefined }
      const count = await write(c, c.req.valid('json').items, now, how)
      noteChange(c, { after: { written: count } })
      return c.json({ written: count })
    },
  )
