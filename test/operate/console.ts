import { exports } from 'cloudflare:workers'
import { type Answer, asOperator, type TestShop } from '../a-shop.ts'

/** Where the tests reach the console: over https, as members do. */
export const ORIGIN = 'https://pairwell.test'

/** Sends a request as a browser on a page of the console does. */
export async function browse(
  path: string,
  init: RequestInit = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const sent = {
    Origin: ORIGIN,
    'Sec-Fetch-Site': 'same-origin',
    'Content-Type': 'application/json',
    'Pairwell-Console': '1',
    ...headers,
  }
  const response = await exports.default.fetch(`${ORIGIN}${path}`, { ...init, headers: sent })
  const text = await response.text()
  const isJson = /\/(problem\+)?json/.test(response.headers.get('Content-Type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

export const tokenOf = (link: { url: string }) => new URL(link.url).hash.slice(1)

/** A fresh sign-in link of the shop's owner, its token. */
export async function linkOf({ shop_id }: Pick<TestShop, 'shop_id'>): Promise<string> {
  return tokenOf((await asOperator(`/v1/shops/${shop_id}/sign-in-links`, 'POST')).body)
}

/** Uses a link; the answer has the cookie. */
export const openLink = (token: string, headers?: Record<string, string>): Promise<Answer> =>
  browse('/sign-in', { method: 'POST', body: JSON.stringify({ token }) }, headers)

/** A signed-in browser. */
export type Browser = {
  cookie: string
  call(path: string, method?: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

/** The name and value of the session's cookie in an answer. */
export const cookieIn = ({ headers }: Answer): string => (headers.get('Set-Cookie') ?? '').split(';')[0] ?? ''

/** Addresses from which browsers of the tests sign in: each may try only so often. */
let addresses = 0

export async function signedIn(token: string): Promise<Browser> {
  addresses += 1
  const answer = await openLink(token, { 'CF-Connecting-IP': `10.9.${addresses >> 8}.${addresses & 255}` })
  if (answer.status !== 200) throw new Error(`No session: ${JSON.stringify(answer.body)}`)
  const cookie = cookieIn(answer)
  return {
    cookie,
    call: (path, method = 'GET', body, headers = {}) =>
      browse(
        path,
        { method, ...(body !== undefined && { body: JSON.stringify(body) }) },
        { Cookie: cookie, ...headers },
      ),
  }
}

/** A browser of a new member with this role, and their id. */
export async function aMember(shop: TestShop, role: string): Promise<Browser & { member_id: string }> {
  const { body } = await shop.call('/v1/members', 'POST', { name: `An ${role}`, role })
  return { ...(await signedIn(tokenOf(body.sign_in_link))), member_id: body.member_id }
}
