import type { Context } from 'hono'
import type { Actor } from '../../schema/audit.ts'
import type { Settings } from '../../schema/shop/settings.ts'
import type { App } from '../http/app.ts'
import { sha256 } from '../http/sha256.ts'
import { makeShopId, timeId } from '../store/ids.ts'
import { open } from '../store/open.ts'
import { addShop, emptiestDatabase } from '../store/shop/shops.ts'
import { sealIdentity } from './identity-key.ts'
import { makePublishableKey, makeSecretKey } from './keys.ts'
import { makeSignInLink } from './sign-in.ts'

/** The first owner of a shop, who gives themselves another name in the console. */
export const newOwner = (now: number) => ({ member_id: timeId('mem', now), name: 'Owner', email: null })

/** Opens a shop in the database with the fewest, with its first keys and a link with which its owner signs in. */
export async function openShop(
  c: Context<App>,
  currency: string,
  settings: Settings,
  actor: Actor,
  now: number,
) {
  const shop_id = makeShopId(await emptiestDatabase(c.env))
  const publishable_key = makePublishableKey(shop_id)
  const secret_key = makeSecretKey(shop_id)
  const store = open(c.env, shop_id)
  const { row, link } = await makeSignInLink(c, shop_id, now)
  const shop = {
    ...{ shop_id, currency, status: 'live' as const, catalogue_at: null },
    publishable_keys: [publishable_key],
    created_at: now,
    ...(await sealIdentity(c.env, { shop_id, identity_key: null })),
  }
  const key = { key_hash: await sha256(secret_key), hint: secret_key.slice(-4) }
  await addShop(store, shop, settings, actor, key, newOwner(now), row)
  return { store, shop_id, publishable_key, secret_key, sign_in_link: link }
}
