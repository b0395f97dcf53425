import type { Context } from 'hono'
import type { App } from './app.ts'

/** For a year browsers reach this host, and those below it, by https only. They ignore this over http, as on one's own machine. */
const HTTPS_ONLY = 'max-age=31536000; includeSubDomains'
/** Policy of what is no page: a browser that shows it on its own loads, runs and frames nothing. Pages have policies of their own. */
const NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Adds the headers that protect the browser which gets an answer, errors included. Those of files are in tools/build.ts. */
export function guard(c: Context<App>): void {
  // No answer is anything else than its Content-Type says.
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Strict-Transport-Security', HTTPS_ONLY)
  if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', NO_PAGE)
  const isPage = c.res.headers.get('Content-Type')?.startsWith('text/html') === true
  if (isPage && !c.res.headers.has('Referrer-Policy')) c.header('Referrer-Policy', 'no-referrer')
}
