import { Hono } from 'hono'
import { answerPost, describeAgents, onlyPost } from '../../agents/endpoint.ts'
import { MERCHANT_SERVER } from '../../agents/merchant-server.ts'
import type { App } from '../../http/app.ts'

/** POST /v1/mcp: what a merchant's agent asks, by the Model Context Protocol. @param app of all routes */
export const merchantAgents = (app: () => Hono<App>) =>
  new Hono<App>()
    .post('/', ...describeAgents('Ask as the merchant’s agent (MCP)'), async (c) =>
      answerPost(c, app(), MERCHANT_SERVER, await c.req.text()),
    )
    .get('/', onlyPost)
