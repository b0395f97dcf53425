import { Hono } from 'hono'
import { type HeldPair, heldPairView, heldPairWord } from '../../../schema/models/held-pairs.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { callWorker } from '../../env.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { readCursor, writeCursor } from '../../http/cursor.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { queueModel } from '../../models/queue-model.ts'
import { readTitles } from '../../store/catalogue/titles.ts'
import { decideHeldPair, listHeldPairs } from '../../store/models/held-pairs.ts'

const cursorOf = ({ item_id, companion_id }: HeldPair) => writeCursor(item_id, companion_id)

/** Withheld pairs, and the merchant's decisions about them. */
export const heldPairRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List withheld pairs',
      { status: 200, shape: page(heldPairView), what: 'By item and companion, including decided ones.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const [item_id = '', companion_id = ''] = readCursor(after, 2)
      const rows = await listHeldPairs(c.var.store, [item_id, companion_id], limit + 1)
      const titles = await readTitles(
        c.var.store,
        rows.flatMap((row) => [row.item_id, row.companion_id]),
      )
      const view = ({ shop_id: _, ...pair }: HeldPair) => ({
        ...pair,
        title: titles.get(pair.item_id) ?? null,
        companion_title: titles.get(pair.companion_id) ?? null,
      })
      return c.json(pageOf(rows, limit, cursorOf, view))
    },
  )
  .put(
    '/',
    describe(
      'Allow or refuse a pair',
      { status: 200, shape: heldPairWord, what: 'The decision is stored, and a new model is queued.' },
      'invalid_input',
      'invalid_json',
      'unknown_pair',
    ),
    valid('json', heldPairWord),
    async (c) => {
      const decision = c.req.valid('json')
      if (!(await decideHeldPair(c.var.store, decision))) {
        throw new PairwellError(
          'unknown_pair',
          'There is no such withheld pair. GET /v1/held-pairs lists them.',
        )
      }
      await queueModel(c.var.store, 'call', Date.now())
      await callWorker(c.env, c.var.store.shop_id, 'mining')
      noteChange(c, { after: decision })
      return c.json(decision)
    },
  )
