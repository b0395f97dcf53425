import { Hono } from 'hono'
import { customEventList, customEventsTaken } from '../../../../schema/triggers/custom-events.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { takeEvents } from '../../../triggers/take-events.ts'

/** Events that the merchant's own systems know, such as a cart that was left. */
export const customEventRoutes = new Hono<App>().post(
  '/events/custom',
  describe(
    'Post events of customers',
    {
      status: 200,
      shape: customEventsTaken,
      what: 'Events for triggers. One of the same name and key fires once, however often and in whichever order it arrives; `cancel` says that its reason has gone. Erased people stay unknown.',
    },
    'invalid_input',
    'invalid_json',
    'unavailable',
  ),
  valid('json', customEventList),
  async (c) => {
    const { store, shop } = c.var
    const taken = await takeEvents(c.env, store, shop, c.req.valid('json').events, Date.now())
    // Without the events: the audit outlives the people whom they are about.
    noteChange(c, { after: taken })
    return c.json(taken)
  },
)
