import { Hono } from 'hono'
import * as v from 'valibot'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { loggable } from '../../store/loggable.ts'

/** GET /health: whether the Worker runs and its database answers. */
export const health = new Hono<App>().get(
  '/',
  describe(
    'Health check',
    {
      status: 200,
      shape: v.object({ status: v.literal('ok') }),
      what: 'The Worker and its database answer.',
    },
    'unavailable',
  ),
  async (c) => {
    try {
      await c.env.DB.prepare('select shop_id from shops limit 1').run()
    } catch (thrown) {
      console.error(loggable(thrown))
      throw new PairwellError('unavailable', 'The database does not answer or has not been migrated.')
    }
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok' })
  },
)
