import { createMiddleware } from 'hono/factory'
import { requestId } from 'hono/request-id'
import { routePath } from 'hono/route'
import type { App } from './app.ts'
import { guard } from './guarded.ts'

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
  guard(c)
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

/**
 * Counts each request in Workers Analytics Engine where it is bound: which route, how it ended, milliseconds, and statements of the database.
 * The index is the shop whose key was checked, so that strangers invent none; no address and no person is counted. docs/OPERATIONS.md has queries.
 * @see https://developers.cloudflare.com/analytics/analytics-engine/
 */
export const counted = createMiddleware<App>(async (c, next) => {
  // The specification is also made without a deployment.
  const REQUESTS = c.env?.REQUESTS
  if (!REQUESTS) return await next()
  const began = performance.now()
  await next()
  const { store, code = '' } = c.var
  REQUESTS.writeDataPoint({
    indexes: [store?.shop_id ?? ''],
    blobs: [routePath(c), c.req.method, String(c.res.status), code],
    doubles: [performance.now() - began, store?.budget.spent ?? 0],
  })
})
