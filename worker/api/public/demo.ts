import { Hono } from 'hono'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { SECOND } from '../../../vocabulary/time.ts'
import { checkSameSite, writeCookie } from '../../auth/console.ts'
import { checkAttempt } from '../../auth/sign-in.ts'
import { demoShopOf } from '../../auth/visitor.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { SESSION_LIFE } from '../../store/shop/sessions.ts'

/** Entering the demo shop, and leaving it. A session of one's own goes on in the background. */
export const demoRoutes = new Hono<App>()
  .post(
    '/demo',
    describe(
      'Enter the demo shop',
      {
        status: 204,
        what: 'Sets a cookie, with which the merchant routes read the shop that the deployment names as `DEMO_SHOP`. Nothing in it can be changed.',
      },
      'unknown_shop',
      'cross_site_call',
      'insecure_address',
      'too_many_sign_ins',
    ),
    async (c) => {
      c.header('Cache-Control', 'no-store')
      checkSameSite(c)
      await checkAttempt(c)
      if (demoShopOf(c) === undefined)
        throw new PairwellError(
          'unknown_shop',
          'This deployment has no demo shop. Its operator can name one.',
        )
      writeCookie(c, 'demo', '1', SESSION_LIFE / SECOND)
      return c.body(null, 204)
    },
  )
  .delete(
    '/demo',
    describe(
      'Leave the demo shop',
      {
        status: 204,
        what: 'Deletes the cookie. The session of one’s own shop, if there is one, is in force again.',
      },
      'cross_site_call',
      'insecure_address',
    ),
    (c) => {
      c.header('Cache-Control', 'no-store')
      checkSameSite(c)
      writeCookie(c, 'demo', '', 0)
      return c.body(null, 204)
    },
  )
