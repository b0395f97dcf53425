import { Hono } from 'hono'
import * as v from 'valibot'
import { type Item, type ItemRow, item, itemList } from '../../schema/items.ts'
import { page, pageQuery } from '../../schema/pages.ts'
import type { App } from '../http/app.ts'
import { describe } from '../http/describe.ts'
import { pageOf } from '../http/page.ts'
import { PairwellError } from '../http/problem.ts'
import { valid } from '../http/valid.ts'
import { queueModel } from '../jobs/queue-model.ts'
import { itemCells, listItems, readItem, writeItems } from '../store/items.ts'
import { hasOrders } from '../store/orders.ts'

/** An item as it was given. */
export function viewItem(row: ItemRow): Item {
  const given = <K extends keyof ItemRow>(...names: K[]) =>
    Object.fromEntries(
      names.flatMap((name) => (row[name] === null || row[name] === '' ? [] : [[name, row[name]]])),
    )
  const { item_id, title, tags, attributes, published, gift_card, market_prices, group_prices, variants } =
    row
  return {
    item_id,
    title,
    ...given(
      'url',
      'image_url',
      'category',
      'product_type',
      'brand',
      'replenish_days',
      'disclosure',
      'age_limit',
      'prior_price_30d',
    ),
    tags,
    attributes,
    published,
    gift_card,
    market_prices,
    group_prices,
    variants,
  }
}

const written = v.object({ written: v.number() })

/** The catalogue as JSON. */
export const itemRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List items',
      { status: 200, shape: page(item), what: 'By id; `q` finds text in id and title.' },
      'invalid_input',
    ),
    valid('query', v.object({ ...pageQuery, q: v.optional(v.pipe(v.string(), v.maxLength(100))) })),
    async (c) => {
      const { after, limit, q } = c.req.valid('query')
      return c.json(
        pageOf(await listItems(c.var.store, after, limit + 1, q), limit, (row) => row.item_id, viewItem),
      )
    },
  )
  .get(
    '/:item_id',
    describe('One item', { status: 200, shape: item, what: 'As it was given.' }, 'unknown_item'),
    async (c) => {
      const row = await readItem(c.var.store, c.req.param('item_id'))
      if (!row) throw new PairwellError('unknown_item', 'The catalogue has no such item.')
      return c.json(viewItem(row))
    },
  )
  .put(
    '/',
    describe(
      'Write items',
      { status: 200, shape: written, what: 'How many were new or different.' },
      'invalid_input',
      'invalid_json',
    ),
    valid('json', itemList),
    async (c) => {
      const count = await writeItems(c.var.store, c.req.valid('json').items.map(itemCells))
      if (count > 0 && (await hasOrders(c.var.store))) await queueModel(c.var.store, 'import', Date.now())
      return c.json({ written: count })
    },
  )
