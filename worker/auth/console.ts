import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { App } from '../http/app.ts'

/** Header of every changing call of the console. A form of another site cannot send it, and a script needs a preflight that fails. */
export const CONSOLE_HEADER = 'Pairwell-Console'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether a host is this machine itself. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname)

/**
 * The address under which the browser reaches the console. `PUBLIC_ORIGIN` is certain; on one's own machine the browser may use any
 * name of the loopback interface, and a request with another Host does not get here.
 */
export function consoleOrigin(c: Context<App>): URL {
  const asked = new URL(c.req.url)
  const stated = c.env.PUBLIC_ORIGIN === undefined ? asked : new URL(c.env.PUBLIC_ORIGIN)
  return isLoopback(stated.hostname) && isLoopback(asked.hostname) ? new URL(asked.origin) : stated
}

/**
 * Cookies of the console: `__Host-` binds them to this host over https. Browsers refuse that prefix over http, so on one's own machine
 * they have a plain name with the port, because browsers share cookies between ports.
 * @throws {PairwellError} `insecure_address` over http elsewhere, where a cookie could be read on its way
 */
function cookieOf(c: Context<App>, name: string) {
  const { protocol, hostname, port } = consoleOrigin(c)
  const base = { path: '/', httpOnly: true, sameSite: 'Strict' } as const
  if (protocol === 'https:') return { name: `__Host-pairwell_${name}`, options: { ...base, secure: true } }
  if (isLoopback(hostname)) return { name: `pairwell_${name}_${port || '80'}`, options: base }
  throw new PairwellError(
    'insecure_address',
    'The console needs https, so that nobody on the way can take over a session. Set PUBLIC_ORIGIN to the https address of this deployment.',
  )
}

export type ConsoleCookie = 'session' | 'challenge' | 'demo'

/** @throws {PairwellError} `insecure_address` where no cookie can be set */
export const checkAddress = (c: Context<App>): void => void cookieOf(c, 'session')

export function readCookie(c: Context<App>, name: ConsoleCookie): string | undefined {
  try {
    return getCookie(c, cookieOf(c, name).name)
  } catch {
    return undefined
  }
}

/** Sets a cookie for so many seconds; 0 deletes it. */
export function writeCookie(c: Context<App>, name: ConsoleCookie, value: string, maxAge: number): void {
  const cookie = cookieOf(c, name)
  setCookie(c, cookie.name, value, { ...cookie.options, maxAge })
}

const READS = new Set(['GET', 'HEAD'])

/**
 * Refuses calls that another site makes with the browser's cookie. SameSite already holds the cookie back; this does not rely on it.
 * @throws {PairwellError} `cross_site_call`
 */
export function checkSameSite(c: Context<App>): void {
  const site = c.req.header('Sec-Fetch-Site')
  const origin = c.req.header('Origin')
  const isOther =
    (site !== undefined && site !== 'same-origin' && !(site === 'none' && READS.has(c.req.method))) ||
    (origin !== undefined && origin !== consoleOrigin(c).origin)
  const isUnmarked = !READS.has(c.req.method) && c.req.header(CONSOLE_HEADER) === undefined
  if (!isOther && !isUnmarked) return
  throw new PairwellError(
    'cross_site_call',
    `A session works only on this site itself, and changes need the header ${CONSOLE_HEADER}. For a program of your own, use a secret key.`,
  )
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

/** Browser and system of a request in a few words, so that people recognise their sessions; nothing more is kept of it. */
export function browserOf(c: Context<App>): string {
  const agent = c.req.header('User-Agent') ?? ''
  const find = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(agent))?.[1]
  return [find(BROWSERS) ?? 'Browser', find(SYSTEMS)].filter((part) => part !== undefined).join(', ')
}
