import { Hono } from 'hono'
import { ownShop } from '../../../../schema/shop/shops.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'

/** The merchant's own shop. */
export const shopRoute = new Hono<App>().get(
  '/',
  describe('The shop itself', { status: 200, shape: ownShop, what: 'The shop of this secret key.' }),
  (c) => {
    const { shop_id, name, currency, locale, time_zone, status, created_at, publishable_keys } = c.var.shop
    const settings_version = c.var.shop.version
    return c.json({
      ...{ shop_id, name, currency, locale, time_zone, status, created_at, publishable_keys },
      settings_version,
    })
  },
)
