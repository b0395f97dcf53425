import * as v from 'valibot'
import type { Install } from '../../../schema/shop/installs.ts'
import { keyIdOf, masterKey } from '../../auth/master-key.ts'
import { seal } from '../../auth/seal.ts'
import { callWorker, type Env } from '../../env.ts'
import { hookPurpose } from '../../ingest/hooks/receive.ts'
import type { Store } from '../../store/open.ts'
import { readHook, writeHook } from '../../store/shop/hooks.ts'
import { queueSync, readInstall, writeInstall, writeSync } from '../../store/shop/installs.ts'
import { readShop } from '../../store/shop/shops.ts'
import { type Admin, ask, askWith, refuseErrors, userErrors } from './admin.ts'
import type { ShopifyApp } from './config.ts'
import { ShopifyFailure } from './failure.ts'
import { CREATE_PIXEL, PIXEL, SHOP, UPDATE_PIXEL, WRITE_METAFIELDS } from './queries.ts'
import { firstSync } from './sync.ts'
import { sealedTokens, type Tokens } from './tokens.ts'

const shopShape = v.object({
  shop: v.object({ name: v.string(), currencyCode: v.string(), ianaTimezone: v.string() }),
  currentAppInstallation: v.object({ id: v.string() }),
})

/** What Shopify says about a store. */
export type StoreFacts = { name: string; currency: string; time_zone: string; installation: string }

/** Reads what a shop at Pairwell needs of a store. @throws {ShopifyFailure} */
export async function readStoreFacts(app: ShopifyApp, domain: string, token: string): Promise<StoreFacts> {
  const { shop, currentAppInstallation } = await askWith(app, { domain, token }, SHOP, shopShape)
  const { name, currencyCode: currency, ianaTimezone: time_zone } = shop
  return { name: name.slice(0, 200), currency, time_zone, installation: currentAppInstallation.id }
}

/** Whether the app needs to be installed, for the first time or again. */
export const needsInstall = (install: Install | undefined): install is undefined =>
  !install || install.uninstalled_at !== null || install.token === null

/**
 * Connects a shop with its store: stores the tokens, accepts the store's messages, tells the theme's blocks and the pixel the
 * key, and begins the first sync.
 * @returns what could not be told, in words for the merchant
 */
export async function connectStore(
  env: Env,
  app: ShopifyApp,
  store: Store,
  { domain, facts, tokens, origin }: { domain: string; facts: StoreFacts; tokens: Tokens; origin: string },
  now: number,
): Promise<string[]> {
  const { kid, ...sealed } = await sealedTokens(env, store.shop_id, tokens)
  const install = { platform: 'shopify' as const, domain, installed_at: now, uninstalled_at: null }
  await writeInstall(store, { ...install, ...sealed, sync: firstSync(now) }, kid)
  // Before the sync, so that no change falls between the two.
  await acceptMessages(env, app, store, now)
  const warnings = await tellStore({ env, app, store }, facts, origin)
  await queueSync(store, 'shopify', now)
  await callWorker(env, store.shop_id, 'feeds')
  return warnings
}

/** Lets the store's messages in: they are signed with the app's secret. */
export async function acceptMessages(env: Env, app: ShopifyApp, store: Store, now: number): Promise<void> {
  const secret = await seal(env, store.shop_id, hookPurpose('shopify'), app.secret)
  await writeHook(store, 'shopify', { secret, kid: keyIdOf(masterKey(env)) }, now)
}

/** Sends everything again. */
export async function restartSync(env: Env, app: ShopifyApp, store: Store, now: number): Promise<void> {
  if (!(await readHook(store, 'shopify'))) await acceptMessages(env, app, store, now)
  await writeSync(store, 'shopify', firstSync(now))
  await queueSync(store, 'shopify', now)
  await callWorker(env, store.shop_id, 'feeds')
}

/** Type of a metafield with one line of text. */
const TEXT = 'single_line_text_field'

async function tellStore(admin: Admin, { installation }: StoreFacts, endpoint: string): Promise<string[]> {
  const shop = await readShop(admin.store)
  const publishable_key = shop?.publishable_keys[0] ?? ''
  const field = (key: string, value: string) => ({
    ...{ ownerId: installation, namespace: 'pairwell', key, type: TEXT, value },
  })
  const metafields = [field('publishable_key', publishable_key), field('endpoint', endpoint)]
  const settings = JSON.stringify({ publishable_key, endpoint })
  const warnings = await Promise.all([
    orWarning('The theme’s blocks do not know your key yet.', () => writeMetafields(admin, metafields)),
    orWarning('The pixel is not active yet.', () => writePixel(admin, settings)),
  ])
  return warnings.flat()
}

async function orWarning(what: string, act: () => Promise<void>): Promise<string[]> {
  try {
    await act()
    return []
  } catch (thrown) {
    if (!(thrown instanceof ShopifyFailure)) throw thrown
    return [`${what} ${thrown.message}`]
  }
}

async function writeMetafields(admin: Admin, metafields: object[]): Promise<void> {
  const shape = v.object({ metafieldsSet: v.object({ userErrors }) })
  const answer = await ask(admin, WRITE_METAFIELDS, { metafields }, shape)
  refuseErrors(answer.metafieldsSet.userErrors)
}

async function writePixel(admin: Admin, settings: string): Promise<void> {
  const created = await ask(
    admin,
    CREATE_PIXEL,
    { settings },
    v.object({ webPixelCreate: v.object({ userErrors }) }),
  )
  const errors = created.webPixelCreate.userErrors
  if (!errors.some(({ code }) => code === 'TAKEN')) return refuseErrors(errors)
  const { webPixel } = await ask(admin, PIXEL, {}, v.object({ webPixel: v.object({ id: v.string() }) }))
  const changed = await ask(
    admin,
    UPDATE_PIXEL,
    { id: webPixel.id, settings },
    v.object({ webPixelUpdate: v.object({ userErrors }) }),
  )
  refuseErrors(changed.webPixelUpdate.userErrors)
}

/** The app of a shop that is still there; undefined after the shop was deleted. */
export const readLiveInstall = async (store: Store): Promise<Install | undefined> =>
  (await readShop(store)) ? await readInstall(store, 'shopify') : undefined
