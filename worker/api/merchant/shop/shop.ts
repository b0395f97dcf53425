import { Hono } from 'hono'
import { ownShop, ownShopChange, type Shop, shopDeletion } from '../../../../schema/shop/shops.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { SECOND } from '../../../../vocabulary/time.ts'
import { callWorker } from '../../../env.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { LEASE_MS } from '../../../jobs/lease/lease-time.ts'
import { openDeployment } from '../../../store/open.ts'
import { changeCurrency, endShop } from '../../../store/shop/shops.ts'

const view = (shop: Shop) => {
  const { shop_id, name, currency, locale, time_zone, status, created_at, publishable_keys, version } = shop
  return {
    ...{ shop_id, name, currency, locale, time_zone, status, created_at, publishable_keys },
    settings_version: version,
  }
}

/** The merchant's own shop. */
export const shopRoute = new Hono<App>()
  .get(
    '/',
    describe('The shop itself', { status: 200, shape: ownShop, what: 'The shop of this secret key.' }),
    (c) => c.json(view(c.var.shop)),
  )
  .patch(
    '/',
    describe(
      'Change the currency of a shop without data',
      {
        status: 200,
        shape: ownShop,
        what: 'The shop after the change. Name, language and time zone are settings: PATCH /v1/settings.',
      },
      'invalid_input',
      'invalid_json',
      'shop_in_use',
    ),
    valid('json', ownShopChange),
    async (c) => {
      const { store, shop } = c.var
      const { currency } = c.req.valid('json')
      if (currency !== shop.currency && !(await changeCurrency(store, currency))) {
        throw new PairwellError(
          'shop_in_use',
          'The shop has items, orders or uploads already, whose amounts are in its currency. Ask the operator for a new shop.',
        )
      }
      noteChange(c, { before: { currency: shop.currency }, after: { currency } })
      return c.json(view({ ...shop, currency }))
    },
  )
  .delete(
    '/',
    describe(
      'Delete the shop and everything in it',
      {
        status: 204,
        what: 'Panels, keys and sessions end at once; the rows are deleted within minutes. `name` is the name of the shop, letter by letter. Only for an owner who is signed in: a stolen secret key must not be enough.',
      },
      'invalid_input',
      'confirm_needed',
    ),
    valid('query', shopDeletion),
    async (c) => {
      const { store, shop, session } = c.var
      if (!session) {
        throw new PairwellError(
          'not_permitted',
          'A secret key cannot delete the shop. An owner does it in the console, under Settings.',
        )
      }
      if (c.req.valid('query').name !== shop.name) {
        throw new PairwellError(
          'confirm_needed',
          'This is not the name of the shop, so nothing was deleted. Give it letter by letter.',
        )
      }
      const now = Date.now()
      await endShop(store, now, now + LEASE_MS)
      await callWorker(c.env, store.shop_id, 'deletion', LEASE_MS / SECOND + 1)
      // The shop's own log goes with it; the deployment keeps that it was deleted, and by whom.
      const log = openDeployment(c.env)
      noteChange(c, { log, subject: { shop_id: store.shop_id }, before: { name: shop.name } })
      return c.body(null, 204)
    },
  )
