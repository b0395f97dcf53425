import { Hono } from 'hono'
import { signedIn, signIn } from '../../../schema/shop/sessions.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { readCookie, writeCookie } from '../../auth/console.ts'
import { enterBySession } from '../../auth/doors.ts'
import { checkAttempt, signInByLink } from '../../auth/sign-in.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { endSession } from '../../store/shop/sessions.ts'

/** Signing in to the console, and out. The session is a cookie, which opens the merchant routes. */
export const signInRoutes = new Hono<App>()
  .post(
    '/',
    describe(
      'Sign in with a link',
      {
        status: 200,
        shape: signedIn,
        what: 'Sets the cookie of a session. A link works once, for 15 minutes. The console sends the part of the link after #.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_link',
      'insecure_address',
      'too_many_sign_ins',
    ),
    async (c, next) => {
      await checkAttempt(c)
      c.header('Cache-Control', 'no-store')
      await next()
    },
    valid('json', signIn),
    async (c) => c.json(await signInByLink(c, c.req.valid('json').token, Date.now())),
  )
  .delete(
    '/',
    describe(
      'Sign out',
      { status: 204, what: 'Ends the session of this cookie.' },
      'missing_key',
      'signed_out',
      'cross_site_call',
    ),
    async (c) => {
      c.header('Cache-Control', 'no-store')
      const token = readCookie(c, 'session')
      if (token === undefined) throw new PairwellError('missing_key', 'Nobody is signed in.')
      const { store, session } = await enterBySession(c, token)
      await endSession(store, session.session_id, session.member_id)
      writeCookie(c, 'session', '', 0)
      return c.body(null, 204)
    },
  )
