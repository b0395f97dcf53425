import type { Context, Hono } from 'hono'
import type { App } from '../http/app.ts'
import { type CallApi, ToolFailure } from './tool.ts'

/** Headers that belong to the message and not to the caller. */
const OF_MESSAGE = /^(content-|accept$|transfer-encoding$|mcp-|idempotency-key$|if-)/i

/**
 * Calls routes of this Worker with who called it: the key or session, the address that limits count by, and the origin. So every check of
 * a route holds for agents, too.
 */
export const callApi =
  (app: Hono<App>, c: Context<App>): CallApi =>
  async (path, init) => {
    const headers = new Headers([...c.req.raw.headers].filter(([name]) => !OF_MESSAGE.test(name)))
    if (init) headers.set('Content-Type', 'application/json')
    const request = new Request(new URL(path, c.req.url), {
      headers,
      ...(init && { method: init.method, body: JSON.stringify(init.json) }),
    })
    // The call of the agent is counted, not what it asks for.
    const response = await app.fetch(request, { ...c.env, REQUESTS: undefined }, c.executionCtx)
    const answer = await response.json().catch(() => undefined)
    if (response.ok) return answer
    throw new ToolFailure(refusal(response.status, Object(answer)))
  }

/** What the API says, with the fields that it names. */
function refusal(
  status: number,
  { code, detail, issues }: { code?: string; detail?: string; issues?: unknown },
): string {
  const fields = Array.isArray(issues)
    ? issues.map(({ field, message }) => `${field}: ${message}`).join(' ')
    : ''
  return [`${code ?? status}: ${detail ?? 'The call failed.'}`, fields].filter(Boolean).join(' ')
}
