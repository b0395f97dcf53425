import type { Context } from 'hono'
import { PairwellError } from '../../vocabulary/errors.ts'
import { MINUTE, SECOND } from '../../vocabulary/time.ts'
import type { App } from '../http/app.ts'
import { addressOf, beyond, isWithin, statePolicy } from '../http/rate-limit.ts'
import { sha256 } from '../http/sha256.ts'
import { addAuditEntry } from '../store/audit.ts'
import { timeId } from '../store/ids.ts'
import { isBound, open, type Store } from '../store/open.ts'
import { addSignInLink } from '../store/shop/members.ts'
import {
  type Beginning,
  beginByLink,
  beginSession,
  endSession,
  readSession,
  SESSION_LIFE,
} from '../store/shop/sessions.ts'
import { browserOf, checkAddress, consoleOrigin, readCookie, writeCookie } from './console.ts'
import { makeToken, shopOfToken } from './keys.ts'

/** Milliseconds for which a sign-in link can be used. */
export const LINK_LIFE = 15 * MINUTE

/** A fresh link: what is stored of it, and what its receiver gets. */
export async function makeSignInLink(c: Context<App>, shop_id: string, now: number) {
  const token = makeToken('link', shop_id)
  const expires_at = now + LINK_LIFE
  // Behind the #, which browsers keep to themselves: no log and no Referer has it.
  const url = `${consoleOrigin(c).origin}/console/sign-in#${token}`
  return { row: { token_hash: await sha256(token), expires_at }, link: { url, expires_at } }
}

/**
 * Makes a link for a member, and stores its hash.
 * @throws {PairwellError} `too_many_members` when too many links of the shop wait
 */
export async function addLink(c: Context<App>, store: Store, member_id: string, now: number) {
  const { row, link } = await makeSignInLink(c, store.shop_id, now)
  if (await addSignInLink(store, { ...row, member_id })) return link
  throw new PairwellError(
    'too_many_members',
    'Too many sign-in links of this shop have not been used. Wait a quarter of an hour, until they expire.',
  )
}

/**
 * Counts an attempt of this address to sign in.
 * @throws {PairwellError} `too_many_sign_ins`, or `insecure_address` where no session can begin
 */
export async function checkAttempt(c: Context<App>): Promise<void> {
  checkAddress(c)
  statePolicy(c, 'sign_in')
  if (await isWithin(c, 'sign_in', addressOf(c))) return
  throw beyond(
    c,
    'sign_in',
    'too_many_sign_ins',
    'Too many attempts to sign in from this address. Wait a minute.',
  )
}

async function newSession(c: Context<App>, shop_id: string, now: number) {
  const token = makeToken('session', shop_id)
  const beginning: Beginning = {
    token_hash: await sha256(token),
    session_id: timeId('ses', now),
    browser: browserOf(c),
  }
  return { token, beginning }
}

/** Signs in with the token of a link. @throws {PairwellError} `unknown_link` */
export async function signInByLink(c: Context<App>, link: string, now: number) {
  const refusal = new PairwellError(
    'unknown_link',
    'This sign-in link is unknown, was used already, or is older than 15 minutes. Ask for a new one.',
  )
  const shop_id = shopOfToken('link', link)
  if (!shop_id || !isBound(c.env, shop_id)) throw refusal
  const store = open(c.env, shop_id)
  const { token, beginning } = await newSession(c, shop_id, now)
  const member_id = await beginByLink(store, await sha256(link), beginning, now)
  if (member_id === undefined) throw refusal
  return await welcome(c, store, { member_id, token, beginning, by: 'link' }, now)
}

/** Signs in a member who has proved who they are in another way. */
export async function signInMember(
  c: Context<App>,
  store: Store,
  member_id: string,
  by: Arrival['by'],
  now: number,
) {
  const { token, beginning } = await newSession(c, store.shop_id, now)
  await beginSession(store, member_id, beginning, now)
  return await welcome(c, store, { member_id, token, beginning, by }, now)
}

/** Ends the session that this browser had until now: a new cookie takes its place, so nobody could sign out of it any more. */
async function endReplaced(c: Context<App>, now: number): Promise<void> {
  const token = readCookie(c, 'session') ?? ''
  const shop_id = shopOfToken('session', token)
  if (!shop_id || !isBound(c.env, shop_id)) return
  const store = open(c.env, shop_id)
  const replaced = await readSession(store, await sha256(token), now)
  if (replaced) await endSession(store, replaced.session_id, replaced.member_id)
}

type Arrival = { member_id: string; token: string; beginning: Beginning; by: 'link' | 'passkey' | 'access' }

async function welcome(
  c: Context<App>,
  store: Store,
  { member_id, token, beginning, by }: Arrival,
  now: number,
) {
  const { session_id, browser } = beginning
  const change = { action: 'sign in', subject: { session_id }, before: null, after: { by, browser } }
  await addAuditEntry(store, { kind: 'member', id: member_id }, change, now)
  await endReplaced(c, now)
  writeCookie(c, 'session', token, SESSION_LIFE / SECOND)
  // Who signs in wants to see their own shop.
  if (readCookie(c, 'demo') !== undefined) writeCookie(c, 'demo', '', 0)
  return { shop_id: store.shop_id, member_id, expires_at: now + SESSION_LIFE }
}
