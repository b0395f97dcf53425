import { Hono } from 'hono'
import { ownShop, ownShopChange, type Shop } from '../../../../schema/shop/shops.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { changeCurrency } from '../../../store/shop/shops.ts'

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
