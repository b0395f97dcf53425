import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import type { PasskeyAnswer, PasskeyMade } from '../../schema/shop/passkeys.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { MINUTE, SECOND } from '../../vocabulary/time.ts'
import type { App } from '../http/app.ts'
import { randomText } from '../store/ids.ts'
import { isBound, open, type Store } from '../store/open.ts'
import { readMember } from '../store/shop/members.ts'
import { addPasskey, listPasskeys, MAX_PASSKEYS, noteAnswer, readPasskey } from '../store/shop/passkeys.ts'
import type { Session } from '../store/shop/sessions.ts'
import { browserOf, consoleOrigin, readCookie, writeCookie } from './console.ts'
import { deriveKey, masterKey } from './master-key.ts'
import { signInMember } from './sign-in.ts'

/** Milliseconds in which a challenge can be answered. */
const CHALLENGE_LIFE = 5 * MINUTE
/** Name of the console in the browser's dialogs. */
const NAME = 'Pairwell'

const base64url = (text: string): string => Buffer.from(text).toString('base64url')

/** What a challenge is for: signing in, or the making of a passkey by one member. */
type Purpose = 'sign in' | `make ${string}`

function signatureOf(c: Context<App>, purpose: Purpose, text: string): Buffer {
  const key = deriveKey(masterKey(c.env), '', 'pairwell passkey challenge', 32)
  return createHmac('sha256', key).update(`${purpose} ${text}`).digest()
}

/**
 * Makes a challenge, and keeps it in a cookie of the browser that asked: another browser cannot answer it. It is signed and dated
 * instead of stored, because anybody may ask for one.
 */
function makeChallenge(c: Context<App>, purpose: Purpose, now: number): Uint8Array<ArrayBuffer> {
  const text = `${now}.${randomText(32)}`
  const challenge = `${text}.${signatureOf(c, purpose, text).toString('base64url')}`
  writeCookie(c, 'challenge', challenge, CHALLENGE_LIFE / SECOND)
  return new Uint8Array(Buffer.from(challenge))
}

const refused = () =>
  new PairwellError(
    'passkey_refused',
    'This passkey is not known here, or its answer is not valid any more. Try again, or sign in with a link.',
  )

/** The challenge of this browser, and when it was issued. @throws {PairwellError} `passkey_refused` */
function takeChallenge(c: Context<App>, purpose: Purpose, now: number) {
  const challenge = readCookie(c, 'challenge') ?? ''
  writeCookie(c, 'challenge', '', 0)
  const [issued = '', random = '', signature = ''] = challenge.split('.')
  const given = Buffer.from(signature, 'base64url')
  const right = signatureOf(c, purpose, `${issued}.${random}`)
  const at = Number(issued)
  const isRight = given.length === right.length && timingSafeEqual(given, right)
  if (!isRight || !(at > now - CHALLENGE_LIFE && at <= now)) throw refused()
  return { expectedChallenge: base64url(challenge), challenged_at: at }
}

const expected = (c: Context<App>) => {
  const { origin, hostname } = consoleOrigin(c)
  return { expectedOrigin: origin, expectedRPID: hostname }
}

/** Large, and needed rarely: it is evaluated when a passkey is used. */
const library = () => import('@simplewebauthn/server')

/** What the browser needs to make a passkey of this member. */
export async function optionsToMake(c: Context<App>, store: Store, session: Session, now: number) {
  const { generateRegistrationOptions } = await library()
  const made = await listPasskeys(store, session.member_id)
  return await generateRegistrationOptions({
    rpName: NAME,
    rpID: consoleOrigin(c).hostname,
    userName: session.name,
    // Finds the shop and the member again, when the browser gives the passkey without any name.
    userID: new Uint8Array(Buffer.from(`${store.shop_id}.${session.member_id}`)),
    challenge: makeChallenge(c, `make ${session.session_id}`, now),
    attestationType: 'none',
    excludeCredentials: made.map(({ passkey_id }) => ({ id: passkey_id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Keeps a passkey that the browser has made. @throws {PairwellError} `passkey_refused`, `too_many_passkeys` */
export async function keepPasskey(
  c: Context<App>,
  store: Store,
  session: Session,
  answer: PasskeyMade,
  now: number,
) {
  const { expectedChallenge, challenged_at } = takeChallenge(c, `make ${session.session_id}`, now)
  const { verifyRegistrationResponse } = await library()
  const response = { ...answer, type: 'public-key' as const, clientExtensionResults: {} }
  const verified = await verifyRegistrationResponse({ response, expectedChallenge, ...expected(c) }).catch(
    () => undefined,
  )
  if (!verified?.verified) throw refused()
  const { credential } = verified.registrationInfo
  const passkey = {
    passkey_id: credential.id,
    member_id: session.member_id,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    browser: browserOf(c),
    created_at: now,
    challenged_at,
  }
  if (await addPasskey(store, passkey)) return passkey
  throw new PairwellError('too_many_passkeys', `A member has at most ${MAX_PASSKEYS} passkeys. Delete one.`)
}

/** What the browser needs to sign in with any passkey of this site. */
export async function optionsToSignIn(c: Context<App>, now: number) {
  const { generateAuthenticationOptions } = await library()
  return await generateAuthenticationOptions({
    rpID: consoleOrigin(c).hostname,
    challenge: makeChallenge(c, 'sign in', now),
    userVerification: 'required',
  })
}

/** Signs in with a passkey. An answer counts once. @throws {PairwellError} `passkey_refused` */
export async function signInByPasskey(c: Context<App>, answer: PasskeyAnswer, now: number) {
  const { expectedChallenge, challenged_at } = takeChallenge(c, 'sign in', now)
  const [shop_id = '', member_id = ''] = Buffer.from(answer.response.userHandle, 'base64url')
    .toString()
    .split('.')
  if (!isBound(c.env, shop_id)) throw refused()
  const store = open(c.env, shop_id)
  const [passkey, member] = await Promise.all([readPasskey(store, answer.id), readMember(store, member_id)])
  if (!passkey || !member || passkey.member_id !== member_id) throw refused()
  const { verifyAuthenticationResponse } = await library()
  const response = { ...answer, type: 'public-key' as const, clientExtensionResults: {} }
  const { public_key: key, counter, passkey_id: id } = passkey
  const credential = { id, counter, publicKey: new Uint8Array(Buffer.from(key, 'base64url')) }
  const verified = await verifyAuthenticationResponse({
    ...{ response, credential, expectedChallenge },
    ...expected(c),
  }).catch(() => undefined)
  if (!verified?.verified) throw refused()
  const note = { counter: verified.authenticationInfo.newCounter, challenged_at }
  if (!(await noteAnswer(store, id, note))) throw refused()
  return await signInMember(c, store, member_id, 'passkey', now)
}
