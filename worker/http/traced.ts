import { createMiddleware } from 'hono/factory'
import { requestId } from 'hono/request-id'
import type { App } from './app.ts'

/**
 * Gives a request its id: that of Cloudflare, by which its own logs have it, or a random one. What callers send is not taken, because anybody could name
 * another request.
 */
export const withRequestId = requestId({
  headerName: '',
  generator: (c) => c.req.header('CF-Ray') ?? crypto.randomUUID(),
})

/** States the id of a request in its answer, unless caches keep that: a copy of it would have the id of another request. */
export const traced = createMiddleware<App>(async (c, next) => {
  await next()
  // No answer is anything else than its Content-Type says, errors included.
  c.header('X-Content-Type-Options', 'nosniff')
  if (c.res.headers.get('Cache-Control') === 'no-store') c.header('X-Request-Id', c.var.requestId)
})

/** States to a merchant's server how long an answer took, in milliseconds, and how many statements of the database. */
export const timed = createMiddleware<App>(async (c, next) => {
  const began = performance.now()
  await next()
  const { store } = c.var
  if (!store) return
  const total = (performance.now() - began).toFixed(1)
  c.header('Server-Timing', `total;dur=${total}, db;desc="${store.budget.spent} statements"`)
})
