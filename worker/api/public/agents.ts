import { Hono } from 'hono'
import type { EventInput } from '../../../schema/outcomes/events.ts'
import { answerPost, describeAgents, MAX_MESSAGE, onlyPost, openToPages } from '../../agents/endpoint.ts'
import { publicServer } from '../../agents/public-server.ts'
import { ToolFailure } from '../../agents/tool.ts'
import type { App } from '../../http/app.ts'
import { callerOf, isWithin, statePolicy } from '../../http/rate-limit.ts'
import { keepBeacon } from '../../outcomes/beacons.ts'
import { countPage } from '../../outcomes/page-counter.ts'
import { readBeacon } from '../../outcomes/read-beacon.ts'
import { newBeacon } from './new-beacon.ts'
import { bodyOf, shopOf } from './of-page.ts'

/** POST /p/{pk}/mcp: what a shopper's agent asks, by the Model Context Protocol. @param app of all routes */
export const publicAgents = (app: () => Hono<App>) =>
  new Hono<App>()
    .use('/:pk/mcp', openToPages)
    .post(
      '/:pk/mcp',
      ...describeAgents('Ask as a shopper’s agent (MCP)', 'unknown_key', 'file_too_large'),
      async (c) => {
        const pk = c.req.param('pk')
        const text = await bodyOf(c.req.raw, MAX_MESSAGE)
        c.var.bodyIsRead?.()
        const { store, shop } = await shopOf(c, pk)
        const report = async (events: EventInput[]) => {
          statePolicy(c, 'events')
          if (!(await isWithin(c, 'events', callerOf(c, pk))))
            throw new ToolFailure('Too many reports at once. Report less often.')
          const now = Date.now()
          const sent = readBeacon(JSON.stringify({ consent: false, sent_at: now, events }), now)
          await keepBeacon(c.env, await newBeacon(c, store, shop, sent, now))
          await countPage(store, { events: events.length }, now)
        }
        return await answerPost(c, app(), publicServer(pk, report), text)
      },
    )
    .get('/:pk/mcp', onlyPost)
