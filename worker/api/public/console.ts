import { type Context, Hono } from 'hono'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'

/**
 * What the console's pages may load and do: scripts, styles and calls of this origin only. Pictures are those of the shop's items, which
 * the previews show. Markup can only be made by the views: text never becomes markup or script.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https: http: data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one script that is named by a text: the service worker of the pages of accounts.
  'trusted-types offline-copies',
].join('; ')

/** The page of the console, whatever its address: the app in it reads the address. Its files are assets beside it. */
const page = (c: Context<App>) => built(c, '/console/page.txt')

/** A page that the build has stored as a text, because the policy comes with it. */
async function built(c: Context<App>, path: string) {
  const file = await c.env.ASSETS.fetch(new URL(path, c.req.url))
  if (!file.ok) {
    throw new PairwellError(
      'unavailable',
      'The console is not a part of this deployment. Run npm run deploy.',
    )
  }
  return c.html(await file.text(), 200, {
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'Cache-Control': 'no-cache',
  })
}

/** GET /console and everything below it that is no file. */
export const consolePages = new Hono<App>()
  .get('/', page)
  .get('/handbook', (c) => built(c, '/console/handbook.txt'))
  .get('/*', (c) => {
    // A file of an older build, which the page in an open tab may still ask for.
    if (c.req.path.startsWith('/console/assets/')) {
      throw new PairwellError('unknown_route', 'This file is of an older version. Load the page again.')
    }
    return page(c)
  })
