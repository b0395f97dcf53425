import { type Context, Hono } from 'hono'
import { page } from '../../../../schema/pages.ts'
import { passkeyView } from '../../../../schema/shop/passkeys.ts'
import { sessionView } from '../../../../schema/shop/sessions.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { deletePasskey, listPasskeys } from '../../../store/shop/passkeys.ts'
import { endSession, listSessions, SESSION_LIFE } from '../../../store/shop/sessions.ts'

/** The member whose rows the caller may see: themselves, or undefined for everybody's, which owners and keys see. */
const visible = ({ var: { session } }: Context<App>): string | undefined =>
  session && session.role !== 'owner' ? session.member_id : undefined

/** Signed-in browsers. */
export const sessionRoutes = new Hono<App>()
  .get(
    '/',
    describe('List the sessions', {
      status: 200,
      shape: page(sessionView),
      what: 'The last used first. Owners see those of all members, others their own.',
    }),
    async (c) => {
      const rows = await listSessions(c.var.store, visible(c), Date.now())
      const items = rows.map(({ session_id, member_id, browser, created_at, seen_at }) => ({
        ...{ session_id, member_id, browser, created_at, seen_at },
        expires_at: seen_at + SESSION_LIFE,
        current: session_id === c.var.session?.session_id,
      }))
      return c.json({ items, next: null })
    },
  )
  .delete(
    '/:session_id',
    describe(
      'End a session',
      { status: 204, what: 'Its browser is signed out with its next call.' },
      'unknown_session',
    ),
    async (c) => {
      if (await endSession(c.var.store, c.req.param('session_id'), visible(c))) return c.body(null, 204)
      throw new PairwellError('unknown_session', 'There is no such session. GET /v1/sessions lists them.')
    },
  )

/** Passkeys of members. They are made at /sign-in/passkeys, by the member themselves. */
export const passkeyRoutes = new Hono<App>()
  .get(
    '/',
    describe('List the passkeys', {
      status: 200,
      shape: page(passkeyView),
      what: 'Oldest first. Owners see those of all members, others their own.',
    }),
    async (c) => {
      const rows = await listPasskeys(c.var.store, visible(c))
      const items = rows.map(({ passkey_id, member_id, browser, created_at, challenged_at }) => ({
        ...{ passkey_id, member_id, browser, created_at, used_at: challenged_at },
      }))
      return c.json({ items, next: null })
    },
  )
  .delete(
    '/:passkey_id',
    describe(
      'Delete a passkey',
      { status: 204, what: 'It signs nobody in any more; sessions go on.' },
      'unknown_passkey',
    ),
    async (c) => {
      if (await deletePasskey(c.var.store, c.req.param('passkey_id'), visible(c))) return c.body(null, 204)
      throw new PairwellError('unknown_passkey', 'There is no such passkey. GET /v1/passkeys lists them.')
    },
  )
