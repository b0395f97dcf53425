import { Hono } from 'hono'
import { page } from '../../../../schema/pages.ts'
import { type FiringRow, firingQuery, firingView } from '../../../../schema/triggers/firings.ts'
import type { App } from '../../../http/app.ts'
import { readCursor, writeCursor } from '../../../http/cursor.ts'
import { describe } from '../../../http/describe.ts'
import { pageOf } from '../../../http/paginate.ts'
import { valid } from '../../../http/valid.ts'
import { listFirings } from '../../../store/triggers/firings.ts'
import { firingAsView } from '../../../triggers/view.ts'
import { foundTrigger } from './triggers.ts'

/** What a trigger did for which customer. */
export const triggerFiringRoutes = new Hono<App>().get(
  '/:trigger_id/firings',
  describe(
    'List what a trigger did',
    {
      status: 200,
      shape: page(firingView),
      what: 'By customer: each cause with each step, of one state where it is given, and why nothing was sent.',
    },
    'invalid_input',
    'unknown_trigger',
  ),
  valid('query', firingQuery),
  async (c) => {
    const { store } = c.var
    const { trigger_id } = await foundTrigger(store, c.req.param('trigger_id'))
    const { after, limit, state } = c.req.valid('query')
    const rows = await listFirings(store, trigger_id, state, readCursor(after, 3), limit + 1)
    const next = ({ customer, cause, step }: FiringRow) => writeCursor(customer, cause, String(step))
    return c.json(pageOf(rows, limit, next, firingAsView))
  },
)
