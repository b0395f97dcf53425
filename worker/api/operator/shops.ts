import { Hono } from 'hono'
import * as v from 'valibot'
import { page } from '../../../schema/pages.ts'
import { newShop, openedShop, type Shop, shopChange, shopView } from '../../../schema/shop/shops.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { SECOND } from '../../../vocabulary/time.ts'
import { makePublishableKey, makeSecretKey } from '../../auth/keys.ts'
import { callWorker } from '../../env.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { sha256 } from '../../http/sha256.ts'
import { valid } from '../../http/valid.ts'
import { LEASE_MS } from '../../jobs/lease/lease-time.ts'
import { makeShopId, randomText } from '../../store/ids.ts'
import { returnJob, takeJob } from '../../store/jobs.ts'
import { open, type Store } from '../../store/open.ts'
import {
  addShop,
  changeShop,
  definedOnly,
  deleteShopRows,
  emptiestDatabase,
  endShop,
  listShops,
  readShop,
} from '../../store/shop/shops.ts'

const view = ({ publishable_keys: _, experiments: _running, learned: _learned, ...shop }: Shop) => shop

const unknownShop = () =>
  new PairwellError('unknown_shop', 'There is no such shop. GET /v1/shops lists them.')

/**
 * Deletes a part of a shop's rows when its job is due and no other worker has it; true when nothing is left. After an error the
 * part is left to the job's next worker.
 */
async function deletePortion(store: Store, now: number): Promise<boolean> {
  const job = await takeJob(store, 'deletion', randomText(12), now, LEASE_MS)
  if (!job) return false
  if (await deleteShopRows(store)) return true
  await returnJob(store, job, Date.now(), job.attempts - 1)
  return false
}

/** The operator's routes for shops. */
export const shopRoutes = new Hono<App>()
  .post(
    '/',
    describe(
      'Create a shop',
      {
        status: 201,
        shape: openedShop,
        what: 'The keys of the shop. The secret key is shown only in this answer.',
      },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
    ),
    valid('json', newShop),
    async (c) => {
      const shop_id = makeShopId(await emptiestDatabase(c.env))
      const publishable_key = makePublishableKey(shop_id)
      const secret_key = makeSecretKey(shop_id)
      const created_at = Date.now()
      const shop: Shop = {
        ...c.req.valid('json'),
        shop_id,
        status: 'live',
        catalogue_at: null,
        publishable_keys: [publishable_key],
        experiments: [],
        learned: [],
        created_at,
      }
      await addShop(open(c.env, shop_id), shop, {
        key_hash: await sha256(secret_key),
        hint: secret_key.slice(-4),
      })
      return c.json({ shop_id, publishable_key, secret_key }, 201)
    },
  )
  .get(
    '/',
    describe(
      'List all shops',
      { status: 200, shape: page(shopView), what: 'Oldest first.' },
      'operator_closed',
      'missing_key',
      'unknown_key',
    ),
    async (c) => c.json({ items: (await listShops(c.env)).map(view), next: null }),
  )
  .get(
    '/:shop_id',
    describe(
      'One shop',
      { status: 200, shape: shopView, what: 'Without its keys.' },
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
    ),
    async (c) => {
      const shop = await readShop(open(c.env, c.req.param('shop_id')))
      if (!shop) throw unknownShop()
      return c.json(view(shop))
    },
  )
  .patch(
    '/:shop_id',
    describe(
      'Rename, pause or change a shop',
      { status: 200, shape: shopView, what: 'The shop after the change.' },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
    ),
    valid('json', shopChange),
    async (c) => {
      const store = open(c.env, c.req.param('shop_id'))
      const change = definedOnly(c.req.valid('json'))
      if (Object.keys(change).length > 0) await changeShop(store, change)
      const shop = await readShop(store)
      if (!shop) throw unknownShop()
      return c.json(view(shop))
    },
  )
  .delete(
    '/:shop_id',
    describe(
      'Delete a shop and all its rows',
      {
        status: 200,
        shape: v.object({ deleted: v.boolean() }),
        what: '`deleted` is false while jobs are being stopped or rows are left. Repeat the call until it is true or the shop is unknown.',
      },
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
    ),
    async (c) => {
      const store = open(c.env, c.req.param('shop_id'))
      if (!(await readShop(store))) throw unknownShop()
      const now = Date.now()
      await endShop(store, now, now + LEASE_MS)
      const deleted = await deletePortion(store, now)
      // If there is no further call, the queue continues the deletion.
      if (!deleted) {
        await callWorker(c.env, store.shop_id, 'deletion', LEASE_MS / SECOND + 1)
      }
      return c.json({ deleted })
    },
  )
