import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { type Install, installView } from '../../../../schema/shop/installs.ts'
import { newShop } from '../../../../schema/shop/shops.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { openShop } from '../../../auth/open-shop.ts'
import { addLink } from '../../../auth/sign-in.ts'
import type { App } from '../../../http/app.ts'
import { originOf } from '../../../http/origin.ts'
import { isStoreDomain, type ShopifyApp } from '../../../platforms/shopify/config.ts'
import { ShopifyFailure } from '../../../platforms/shopify/failure.ts'
import {
  connectStore,
  needsInstall,
  readLiveInstall,
  readStoreFacts,
  restartSync,
} from '../../../platforms/shopify/install.ts'
import { appPage, PAGE_SCRIPT, PAGE_STYLE, pagePolicy } from '../../../platforms/shopify/page.ts'
import { isSignedQuery, storeOfSession } from '../../../platforms/shopify/session-token.ts'
import { exchangeToken } from '../../../platforms/shopify/tokens.ts'
import { open, type Store } from '../../../store/open.ts'
import { findInstalledShop } from '../../../store/shop/installs.ts'
import { firstOwner } from '../../../store/shop/members.ts'
import { forServers } from './message-body.ts'
import { badSignature, configured } from './shopify-configured.ts'

/** The session token of a call, with the store that it is of. */
async function sessionOf(c: Context<App>, app: ShopifyApp) {
  const token = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? ''
  return { token, domain: await storeOfSession(app, token) }
}

/** What Shopify could not do is no defect of ours: the caller tries again. */
async function orSaid<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    if (thrown instanceof ShopifyFailure) throw new PairwellError('unavailable', thrown.message)
    throw thrown
  }
}

const view = (install: Install) => v.parse(installView, install)

/** The shop of a store, and its app. @throws {PairwellError} `unknown_shop` */
async function installed(c: Context<App>, app: ShopifyApp): Promise<{ store: Store; install: Install }> {
  const { domain } = await sessionOf(c, app)
  const shop_id = await findInstalledShop(c.env, 'shopify', domain)
  const store = shop_id === undefined ? undefined : open(c.env, shop_id)
  const install = store && (await readLiveInstall(store))
  if (store && install && install.uninstalled_at === null) return { store, install }
  throw new PairwellError('unknown_shop', 'The app is not installed. Reload it in the admin of your store.')
}

/** Installs the app for a store, or finds it installed. */
async function begin(c: Context<App>): Promise<Response> {
  const app = configured(c)
  const { token, domain } = await sessionOf(c, app)
  const known = await findInstalledShop(c.env, 'shopify', domain)
  const before = known === undefined ? undefined : await readLiveInstall(open(c.env, known))
  if (!needsInstall(before)) return c.json({ install: view(before), warnings: [] })
  const tokens = await orSaid(exchangeToken(app, domain, token))
  const facts = await orSaid(readStoreFacts(app, domain, tokens.access_token))
  const now = Date.now()
  const { name, currency, time_zone } = facts
  const { currency: _, ...settings } = v.parse(newShop, { name, currency, time_zone })
  const actor = { kind: 'system' as const, id: 'shopify' }
  const store =
    known === undefined ? (await openShop(c, currency, settings, actor, now)).store : open(c.env, known)
  const warnings = await connectStore(c.env, app, store, { domain, facts, tokens, origin: originOf(c) }, now)
  const install = await readLiveInstall(store)
  if (!install)
    throw new PairwellError('unavailable', 'The shop is being deleted. Reload the app in a few minutes.')
  return c.json({ install: view(install), warnings })
}

/** The files of the page are the same for everybody. */
const fixed = createMiddleware<App>(async (c, next) => {
  configured(c)
  await next()
  c.header('Cache-Control', 'public, max-age=300')
})

/** The app at Shopify: its page in the admin, and the messages of all its stores. Not a part of the API: docs/PLATFORMS.md. */
export const shopifyRoutes = new Hono<App>()
  .get('/', (c) => {
    const app = configured(c)
    const query = new URL(c.req.url).searchParams
    const domain = query.get('shop') ?? ''
    if (!isStoreDomain(domain) || !isSignedQuery(app, query)) throw badSignature()
    c.header('Content-Security-Policy', pagePolicy(domain))
    c.header('Cache-Control', 'no-store')
    return c.html(appPage(app.client_id))
  })
  .get('/page.js', fixed, (c) =>
    c.body(PAGE_SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  )
  .get('/page.css', fixed, (c) => c.body(PAGE_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  .use(forServers)
  .post('/session', begin)
  .get('/session', async (c) => c.json({ install: view((await installed(c, configured(c))).install) }))
  .post('/sync', async (c) => {
    const app = configured(c)
    const { store } = await installed(c, app)
    await restartSync(c.env, app, store, Date.now())
    const install = await readLiveInstall(store)
    return c.json({ install: install && view(install) })
  })
  .post('/sign-in-link', async (c) => {
    const { store } = await installed(c, configured(c))
    const owner = await firstOwner(store)
    if (!owner)
      throw new PairwellError('unknown_member', 'The shop has no owner. Ask the operator for a link.')
    return c.json(await addLink(c, store, owner.member_id, Date.now()))
  })
