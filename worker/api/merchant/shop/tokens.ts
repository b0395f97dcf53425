import { Hono } from 'hono'
import { page } from '../../../../schema/pages.ts'
import { madeTokenKey, tokenKeyView } from '../../../../schema/shop/tokens.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { keyIdOf, masterKey } from '../../../auth/master-key.ts'
import { seal } from '../../../auth/seal.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { PURPOSE } from '../../../ingest/identity/customer-token.ts'
import { randomText, timeId } from '../../../store/ids.ts'
import { MAX_KEYS } from '../../../store/shop/keys.ts'
import { addTokenKey, deleteTokenKey, listTokenKeys } from '../../../store/shop/tokens.ts'

/** Keys with which the merchant's server signs the tokens of customers. */
export const tokenRoutes = new Hono<App>()
  .get(
    '/',
    describe('List the token keys', {
      status: 200,
      shape: page(tokenKeyView),
      what: 'Without the keys themselves.',
    }),
    async (c) => {
      const items = (await listTokenKeys(c.var.store)).map(({ token_key_id, hint, created_at }) => ({
        token_key_id,
        hint,
        created_at,
      }))
      return c.json({ items, next: null })
    },
  )
  .post(
    '/',
    describe(
      'Create a token key',
      {
        status: 201,
        shape: madeTokenKey,
        what: 'The key is shown only in this answer. Sign tokens with HS256, valid for at most an hour.',
      },
      'too_many_keys',
    ),
    async (c) => {
      const { store } = c.var
      const now = Date.now()
      const token_key_id = timeId('tki', now)
      const token_key = `tk_${randomText(52)}`
      const sealed = await seal(c.env, store.shop_id, PURPOSE, token_key)
      const row = { token_key_id, sealed, hint: token_key.slice(-4), created_at: now }
      if (!(await addTokenKey(store, row, keyIdOf(masterKey(c.env))))) {
        throw new PairwellError(
          'too_many_keys',
          `The shop has ${MAX_KEYS} keys of this kind, which is the maximum. Delete the one that is no longer used.`,
        )
      }
      noteChange(c, { after: { token_key_id } })
      return c.json({ token_key_id, token_key }, 201)
    },
  )
  .delete(
    '/:token_key_id',
    describe(
      'Delete a token key',
      { status: 204, what: 'Tokens signed with it are no longer accepted.' },
      'no_such_key',
    ),
    async (c) => {
      if (await deleteTokenKey(c.var.store, c.req.param('token_key_id'))) return c.body(null, 204)
      throw new PairwellError('no_such_key', 'There is no such key. GET /v1/token-keys lists them.')
    },
  )
