import type { Context, Hono, MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { type ErrorCode, PairwellError } from '../../vocabulary/errors.ts'
import type { App } from '../http/app.ts'
import { describe } from '../http/describe.ts'
import { callApi } from './call-api.ts'
import { message } from './json-rpc.ts'
import { type AgentServer, answerAgent } from './server.ts'

/** Bytes of one message of an agent. */
export const MAX_MESSAGE = 256_000

const answer = v.looseObject({ jsonrpc: v.literal('2.0') })
const refusal = v.looseObject({
  jsonrpc: v.literal('2.0'),
  error: v.looseObject({ code: v.number(), message: v.string() }),
})

/** Documents the one route of an endpoint of the Model Context Protocol. */
export const describeAgents = (
  what: string,
  ...errors: ErrorCode[]
): [MiddlewareHandler, MiddlewareHandler] => [
  describe(
    what,
    {
      status: 200,
      shape: answer,
      what: 'The answer of JSON-RPC, always in one piece; 202 without a body for a notification. See docs/AGENTS.md.',
    },
    'forbidden_origin',
    ...errors,
  ),
  describeRoute({
    requestBody: { required: true, content: { 'application/json': { schema: resolver(message) } } },
    responses: {
      202: { description: 'A notification was taken.' },
      400: {
        description: 'The message is refused.',
        content: { 'application/json': { schema: resolver(refusal) } },
      },
      404: {
        description: 'There is no such method.',
        content: { 'application/json': { schema: resolver(refusal) } },
      },
    },
  }),
]

/** Pages of any origin may ask: a server of agents uses no cookie, or only with the checks of the console's own origin. */
export const openToPages = cors({
  origin: '*',
  allowMethods: ['POST', 'OPTIONS'],
  allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'MCP-Protocol-Version', 'Mcp-Method', 'Mcp-Name'],
  maxAge: 86_400,
})

/** A scheme and a host (RFC 6454), also of browser extensions and of apps, of which `URL` says that they have no origin. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/i

/**
 * Refuses an `Origin` that is none, as the protocol asks (Streamable HTTP, "Security"). Other origins are not told apart: the public
 * endpoint gives what every page of the shop gets, and the merchant's needs a key, or a session with its own check.
 * @throws {PairwellError} `forbidden_origin`
 */
function checkOriginForm(origin: string | undefined): void {
  if (origin === undefined || origin === 'null' || ORIGIN.test(origin)) return
  throw new PairwellError('forbidden_origin', 'The Origin header is not an origin.')
}

/** Answers one POST. */
export async function answerPost(c: Context<App>, app: Hono<App>, server: AgentServer, text: string) {
  checkOriginForm(c.req.header('Origin'))
  const { status, body } = await answerAgent(server, text, c.req.raw.headers, callApi(app, c))
  c.header('Cache-Control', 'no-store')
  return body ? c.json(body, status) : c.body(null, status)
}

/** There is no stream to listen to and no session to end: the answer to each message is complete. */
export const onlyPost = (c: Context<App>) => c.body(null, 405, { Allow: 'POST, OPTIONS' })
