import * as v from 'valibot'
import type { Install } from '../../../schema/shop/installs.ts'
import { MINUTE, SECOND } from '../../../vocabulary/time.ts'
import { keyIdOf, masterKey } from '../../auth/master-key.ts'
import { seal, unseal } from '../../auth/seal.ts'
import type { Env } from '../../env.ts'
import type { Store } from '../../store/open.ts'
import { readInstall, replaceInstallToken } from '../../store/shop/installs.ts'
import type { ShopifyApp } from './config.ts'
import { ShopifyFailure } from './failure.ts'

/** Purpose under which the tokens of an app are sealed. */
export const INSTALL_PURPOSE = 'install'

/** Milliseconds before its end at which a token is replaced. */
const EARLY = 5 * MINUTE
/** Milliseconds after which Shopify is asked again when it does not answer. */
const PAUSE = 30 * SECOND
/** Milliseconds that Shopify has for an answer. */
const TIMEOUT = 30 * SECOND

const answer = v.object({
  access_token: v.string(),
  /** Seconds; missing for a token that does not expire. */
  expires_in: v.optional(v.number()),
  refresh_token: v.optional(v.string()),
})

const tokens = v.object({ access_token: v.string(), refresh_token: v.optional(v.string()) })

/** Tokens of a store, and UTC milliseconds until which the access token is valid; null for one that does not expire. */
export type Tokens = { access_token: string; refresh_token?: string | undefined; token_until: number | null }

/** Tokens as they are stored, with the id of the master key that sealed them. */
export async function sealedTokens(env: Env, shop_id: string, { token_until, ...kept }: Tokens) {
  const token = await seal(env, shop_id, INSTALL_PURPOSE, JSON.stringify(kept))
  return { token, token_until, kid: keyIdOf(masterKey(env)) }
}

/**
 * Exchanges a session token for an offline token of the store, which expires after an hour and is refreshed.
 * @throws {ShopifyFailure}
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/token-exchange
 */
export async function exchangeToken(app: ShopifyApp, domain: string, subject_token: string): Promise<Tokens> {
  return await request(app, domain, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    expiring: '1',
  })
}

async function request(app: ShopifyApp, domain: string, wish: object): Promise<Tokens> {
  const { client_id, secret: client_secret } = app
  let response: Response
  try {
    response = await fetch(`${app.adminOf(domain)}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ client_id, client_secret, ...wish }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    })
  } catch {
    throw new ShopifyFailure('Shopify did not answer. It is asked again soon.', 0, PAUSE)
  }
  if (!response.ok) {
    await response.body?.cancel()
    const isTheirs = response.status === 429 || response.status >= 500
    throw new ShopifyFailure(
      `Shopify gave no access to the store (status ${response.status}). Open the app in the admin of your store again.`,
      response.status,
      isTheirs ? PAUSE : undefined,
    )
  }
  const read = v.safeParse(answer, await response.json().catch(() => undefined))
  if (!read.success) {
    throw new ShopifyFailure('Shopify’s answer has no token. It is asked again soon.', 200, PAUSE)
  }
  const { expires_in, ...kept } = read.output
  return { ...kept, token_until: expires_in === undefined ? null : Date.now() + expires_in * SECOND }
}

const revoked = () =>
  new ShopifyFailure(
    'The app has no access to the store any more. Open it in the admin of your store again.',
    401,
  )

/**
 * A valid access token of a store.
 * @param stale a token that Shopify has refused: another one is asked for
 * @throws {ShopifyFailure}
 */
export async function accessToken(
  env: Env,
  app: ShopifyApp,
  store: Store,
  install: Install,
  stale?: string,
): Promise<string> {
  const held = await opened(env, store, install)
  const isValid = install.token_until === null || Date.now() < install.token_until - EARLY
  if (held.access_token !== stale && isValid) return held.access_token
  if (held.refresh_token === undefined) throw revoked()
  const wish = { grant_type: 'refresh_token', refresh_token: held.refresh_token }
  const fresh = await request(app, install.domain, wish)
  const { kid, ...sealed } = await sealedTokens(env, store.shop_id, fresh)
  if (!(await replaceInstallToken(store, install, sealed, kid))) {
    // Another invocation was faster: its token counts, because Shopify replaces the refresh token each time.
    const now = await readInstall(store, install.platform)
    if (!now) throw revoked()
    return (await opened(env, store, now)).access_token
  }
  return fresh.access_token
}

async function opened(env: Env, store: Store, { token }: Pick<Install, 'token'>) {
  const plain = token === null ? undefined : await unseal(env, store.shop_id, INSTALL_PURPOSE, token)
  if (plain === undefined) throw revoked()
  return v.parse(tokens, JSON.parse(plain))
}
