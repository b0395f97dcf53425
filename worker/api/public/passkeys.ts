import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { passkeyAnswer, passkeyMade, passkeyView } from '../../../schema/shop/passkeys.ts'
import { signedIn } from '../../../schema/shop/sessions.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { readCookie } from '../../auth/console.ts'
import { enterBySession } from '../../auth/doors.ts'
import { keepPasskey, optionsToMake, optionsToSignIn, signInByPasskey } from '../../auth/passkeys.ts'
import { checkAttempt } from '../../auth/sign-in.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { addAuditEntry } from '../../store/audit.ts'

/** Options for the browser's `navigator.credentials`, as WebAuthn writes them in JSON. */
const options = v.looseObject({ challenge: v.string() })

/** @throws {PairwellError} `missing_key` when nobody is signed in */
async function member(c: Context<App>) {
  const token = readCookie(c, 'session')
  if (token === undefined) throw new PairwellError('missing_key', 'Sign in first.')
  return await enterBySession(c, token)
}

/** Making passkeys, by a member who is signed in, and signing in with one. */
export const passkeySignIn = new Hono<App>()
  .use(async (c, next) => {
    await checkAttempt(c)
    c.header('Cache-Control', 'no-store')
    await next()
  })
  .post(
    '/passkey/options',
    describe(
      'Begin to sign in with a passkey',
      {
        status: 200,
        shape: options,
        what: 'A challenge for the browser, which it answers within 5 minutes.',
      },
      'insecure_address',
      'too_many_sign_ins',
      'unavailable',
    ),
    async (c) => c.json({ ...(await optionsToSignIn(c, Date.now())) }),
  )
  .post(
    '/passkey',
    describe(
      'Sign in with a passkey',
      { status: 200, shape: signedIn, what: 'Sets the cookie of a session. An answer counts once.' },
      'invalid_input',
      'invalid_json',
      'passkey_refused',
      'insecure_address',
      'too_many_sign_ins',
    ),
    valid('json', passkeyAnswer),
    async (c) => c.json(await signInByPasskey(c, c.req.valid('json'), Date.now())),
  )
  .post(
    '/passkeys/options',
    describe(
      'Begin to make a passkey',
      { status: 200, shape: options, what: 'A challenge for the browser of the member who is signed in.' },
      'missing_key',
      'signed_out',
      'cross_site_call',
      'insecure_address',
      'too_many_sign_ins',
    ),
    async (c) => {
      const { store, session } = await member(c)
      return c.json({ ...(await optionsToMake(c, store, session, Date.now())) })
    },
  )
  .post(
    '/passkeys',
    describe(
      'Make a passkey',
      { status: 201, shape: passkeyView, what: 'The member signs in with it from now on.' },
      'invalid_input',
      'invalid_json',
      'missing_key',
      'signed_out',
      'cross_site_call',
      'passkey_refused',
      'insecure_address',
      'too_many_passkeys',
      'too_many_sign_ins',
    ),
    valid('json', passkeyMade),
    async (c) => {
      const now = Date.now()
      const { store, session } = await member(c)
      const made = await keepPasskey(c, store, session, c.req.valid('json'), now)
      const { passkey_id, member_id, browser, created_at, challenged_at } = made
      const change = { action: 'add passkey', subject: { passkey_id }, before: null, after: { browser } }
      await addAuditEntry(store, { kind: 'member', id: member_id }, change, now)
      return c.json({ passkey_id, member_id, browser, created_at, used_at: challenged_at }, 201)
    },
  )
