import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { addAuditEntry } from '../store/audit.ts'
import type { App, Changed } from './app.ts'
import { differenceOf } from './merge-patch.ts'

/** Notes what the call changed, for the audit. */
export const noteChange = (c: Context<App>, changed: Changed): void => c.set('changed', changed)

/**
 * Records each call that succeeded and may have changed something: who, when, which route and what. It runs inside
 * `idempotent`, so that a repeated call has no second entry. When the entry cannot be stored, the call fails.
 */
export const audited = createMiddleware<App>(async (c, next) => {
  await next()
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.res.status >= 400) return
  const { subject = c.req.param(), log = c.var.store, before, after } = c.var.changed ?? {}
  const action = `${c.req.method} ${routePath(c).replace(/:(\w+)/g, '{$1}')}`
  const difference = before && after ? differenceOf({ ...before }, { ...after }) : { before, after }
  const change = { before: difference.before ?? null, after: difference.after ?? null }
  await addAuditEntry(log, c.var.actor, { action, subject, ...change }, Date.now())
})
