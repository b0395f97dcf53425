import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { SECOND } from '../../vocabulary/time.ts'
import type { Env } from '../env.ts'
import type { App } from '../http/app.ts'
import { sha256 } from '../http/sha256.ts'
import { isBound, open, openDeployment, type Store } from '../store/open.ts'
import { deleteOld } from '../store/retention.ts'
import { holdsKey } from '../store/shop/keys.ts'
import { oldReplies } from '../store/shop/replies.ts'
import { noteCall, readSession, SESSION_LIFE, type Session } from '../store/shop/sessions.ts'
import { readShop } from '../store/shop/shops.ts'
import { checkSameSite, readCookie, writeCookie } from './console.ts'
import { shopOfKey, shopOfToken } from './keys.ts'
import { seal, unseal } from './seal.ts'
import { visit, visitedShop } from './visitor.ts'

const bearer = (header: string | undefined): string => /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? ''

/** Authenticates the operator. Compares hashes, so that the time of the comparison reveals nothing about the token. */
export const operatorDoor = createMiddleware<App>(async (c, next) => {
  const expected = c.env.ADMIN_TOKEN
  if (!expected) {
    throw new PairwellError(
      'operator_closed',
      'This deployment has no ADMIN_TOKEN, so its operator routes are closed.',
    )
  }
  const given = bearer(c.req.header('Authorization'))
  if (given === '')
    throw new PairwellError('missing_key', 'Send the operator token: Authorization: Bearer <ADMIN_TOKEN>.')
  if ((await sha256(given)) !== (await sha256(expected)))
    throw new PairwellError('unknown_key', 'This is not the operator token.')
  c.set('actor', { kind: 'operator', id: '' })
  c.set('keeping', keepingOf(c.env))
  await next()
  c.header('Cache-Control', 'no-store')
})

/** Responses to the operator may hold the keys of a new shop, so they are kept encrypted. */
const keepingOf = (env: Env): App['Variables']['keeping'] => {
  const deployment = openDeployment(env)
  const { db, shop_id } = deployment
  return {
    ...{ db, shop_id },
    written: async (body) => {
      // No shop's sweep deletes the operator's.
      await deleteOld(deployment, [oldReplies(Date.now())])
      return await seal(env, shop_id, KEPT, body)
    },
    read: async (stored) => {
      const body = await unseal(env, shop_id, KEPT, stored)
      if (body !== undefined) return body
      throw new PairwellError(
        'unavailable',
        'The first response was encrypted with a MASTER_KEY that the deployment no longer has. Use a new Idempotency-Key.',
      )
    },
  }
}

/** Purpose of sealed responses. */
const KEPT = 'operator response'

/** A shop and who calls; `key_hash` or `session` says how they were recognised. */
type Entrance = { store: Store; shop: Shop; key_hash?: string; session?: Session }

/** Recognises a shop's server by its secret key. @throws {PairwellError} `unknown_key` */
async function enterByKey(c: Context<App>, key: string): Promise<Entrance> {
  const shop_id = shopOfKey('sk', key)
  const refusal = new PairwellError(
    'unknown_key',
    key.startsWith('pk_')
      ? 'This is the publishable key of a shop. This call needs a secret key, which begins with sk_.'
      : 'This secret key is not known, or was deleted. Make a new one at /v1/keys.',
  )
  if (!shop_id || !isBound(c.env, shop_id)) throw refusal
  const store = open(c.env, shop_id)
  const key_hash = await sha256(key)
  const [held, shop] = await Promise.all([holdsKey(store, key_hash), readShop(store)])
  if (!held || !shop) throw refusal
  return { store, shop, key_hash }
}

/**
 * Recognises a member by the cookie of the console, which continues the session.
 * @throws {PairwellError} `signed_out`, `cross_site_call`
 */
export async function enterBySession(
  c: Context<App>,
  token: string,
): Promise<Entrance & { session: Session }> {
  checkSameSite(c)
  const shop_id = shopOfToken('session', token)
  const refusal = new PairwellError('signed_out', 'Your session has ended. Sign in again.')
  if (!shop_id || !isBound(c.env, shop_id)) throw refusal
  const store = open(c.env, shop_id)
  const now = Date.now()
  const [session, shop] = await Promise.all([readSession(store, await sha256(token), now), readShop(store)])
  // A shop that is being deleted has no publishable key.
  if (!session || !shop || shop.publishable_keys.length === 0) throw refusal
  if (await noteCall(store, session, now)) writeCookie(c, 'session', token, SESSION_LIFE / SECOND)
  return { store, shop, session }
}

/** Recognises who calls. A browser that has entered the demo shop sees that one, and its own session again when it leaves. */
async function enter(c: Context<App>): Promise<Entrance> {
  const key = bearer(c.req.header('Authorization'))
  if (key !== '') return await enterByKey(c, key)
  const visited = await enterAsVisitor(c)
  if (visited) return visited
  const token = readCookie(c, 'session')
  if (token !== undefined) return await enterBySession(c, token)
  throw new PairwellError('missing_key', 'Send the secret key: Authorization: Bearer sk_….')
}

/** Lets this browser look at the demo shop, if it has entered that. @throws {PairwellError} `cross_site_call` */
async function enterAsVisitor(c: Context<App>): Promise<Entrance | undefined> {
  const shop_id = visitedShop(c)
  if (shop_id === undefined) return undefined
  checkSameSite(c)
  const store = open(c.env, shop_id)
  const shop = await readShop(store)
  return shop && { store, shop, session: visit(Date.now()) }
}

/** Authenticates a shop's server by its secret key, or a member by their session, and opens the shop for the routes. */
export const merchantDoor = createMiddleware<App>(async (c, next) => {
  const { store, shop, key_hash = '', session } = await enter(c)
  c.set('store', store)
  c.set('shop', shop)
  c.set('actor', session ? { kind: 'member', id: session.member_id } : { kind: 'key', id: key_hash })
  if (session) c.set('session', session)
  await next()
  c.header('Cache-Control', 'no-store')
})
