import { Hono } from 'hono'
import { page } from '../../../../schema/pages.ts'
import { keyView, madeKey, newKey } from '../../../../schema/shop/keys.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { makePublishableKey, makeSecretKey } from '../../../auth/keys.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { sha256 } from '../../../http/sha256.ts'
import { valid } from '../../../http/valid.ts'
import {
  addSecretKey,
  deleteSecretKey,
  listSecretKeys,
  MAX_KEYS,
  writePublishableKeys,
} from '../../../store/shop/keys.ts'

const tooMany = () =>
  new PairwellError(
    'too_many_keys',
    `The shop has ${MAX_KEYS} keys of this kind, which is the maximum. Delete the one that is no longer used.`,
  )

/** Keys of the shop. To rotate one: make a second, switch to it, delete the first. */
export const keyRoutes = new Hono<App>()
  .get(
    '/',
    describe('List the keys', {
      status: 200,
      shape: page(keyView),
      what: 'Secret keys are listed without the keys themselves.',
    }),
    async (c) => {
      const secret = (await listSecretKeys(c.var.store)).map(({ key_hash, hint }) => ({
        key_id: key_hash,
        kind: 'secret',
        hint,
      }))
      const publishable = c.var.shop.publishable_keys.map((key) => ({
        key_id: key,
        kind: 'publishable',
        hint: key,
      }))
      return c.json({ items: [...publishable, ...secret], next: null })
    },
  )
  .post(
    '/',
    describe(
      'Create a second key',
      { status: 201, shape: madeKey, what: 'A secret key is shown only in this answer.' },
      'invalid_input',
      'too_many_keys',
    ),
    valid('json', newKey),
    async (c) => {
      const { store, shop } = c.var
      const { kind } = c.req.valid('json')
      if (kind === 'secret') {
        const key = makeSecretKey(shop.shop_id)
        const key_hash = await sha256(key)
        if (!(await addSecretKey(store, key_hash, key.slice(-4), Date.now()))) throw tooMany()
        noteChange(c, { after: { kind, key_id: key_hash } })
        return c.json({ kind, key }, 201)
      }
      const key = makePublishableKey(shop.shop_id)
      const old = shop.publishable_keys
      if (old.length >= MAX_KEYS || !(await writePublishableKeys(store, old, [...old, key]))) throw tooMany()
      noteChange(c, { after: { kind, key_id: key } })
      return c.json({ kind, key }, 201)
    },
  )
  .delete(
    '/:key_id',
    describe(
      'Delete a key',
      { status: 204, what: 'The key stops working at once.' },
      'no_such_key',
      'last_key',
    ),
    async (c) => {
      const { store, shop } = c.var
      const key_id = c.req.param('key_id')
      const old = shop.publishable_keys
      const secret = (await listSecretKeys(store)).map(({ key_hash }) => key_hash)
      const kind = old.includes(key_id) ? old : secret
      if (!kind.includes(key_id))
        throw new PairwellError('no_such_key', 'There is no such key. GET /v1/keys lists them.')
      const gone =
        kind.length > 1 &&
        (kind === old
          ? await writePublishableKeys(
              store,
              old,
              old.filter((key) => key !== key_id),
            )
          : await deleteSecretKey(store, key_id))
      if (!gone)
        throw new PairwellError('last_key', 'This is the last key of its kind. Create another one first.')
      noteChange(c, { before: { kind: kind === old ? 'publishable' : 'secret', key_id } })
      return c.body(null, 204)
    },
  )
