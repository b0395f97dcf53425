import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MINUTE } from '../../vocabulary/time.ts'
import { LOGGED_REFUSALS, MOST_LINES } from '../../worker/http/refusals.ts'
import { aShop, send } from '../a-shop.ts'
import { aMember, openLink } from './console.ts'

let lines: Record<string, unknown>[] = []
let minutes = 0

beforeEach(() => {
  lines = []
  // Other tests of the isolate may have written all lines of this minute.
  minutes += 2
  vi.useFakeTimers({ now: Date.now() + minutes * MINUTE, toFake: ['Date'] })
  vi.spyOn(console, 'warn').mockImplementation((line: string) => lines.push(JSON.parse(line)))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const withKey = (key: string) => send('/v1/items', { headers: { Authorization: `Bearer ${key}` } })

it('a refusal that may be an attack is a line of the log, with who and what, and without what was sent', async () => {
  const shop = await aShop()
  const key = `${shop.sk.slice(0, -32)}${'0'.repeat(32)}`
  const link = `sl_${shop.shop_id}_${'0'.repeat(32)}`
  await withKey(key)
  await openLink(link, { 'CF-Ray': '9a1b2c3d4e5f-FRA', 'CF-Connecting-IP': '10.1.2.3' })
  const reader = await aMember(shop, 'analyst')
  await reader.call('/v1/settings', 'PATCH', { name: 'Mine' })
  await reader.call('/v1/me', 'GET', undefined, { Origin: 'https://elsewhere.example' })
  await send('/v1/shops', { headers: { Authorization: 'Bearer guessed' } })
  // Somebody who is not signed in and has no key: every first visit of the console.
  await send('/v1/items')
  expect(lines).toMatchObject([
    { level: 'warn', event: 'request_refused', code: 'unknown_key', method: 'GET' },
    { code: 'unknown_link', request_id: '9a1b2c3d4e5f-FRA', method: 'POST', route: '/sign-in' },
    { code: 'not_permitted', shop_id: shop.shop_id, member_id: reader.member_id, route: '/v1/settings' },
    { code: 'cross_site_call' },
    { code: 'unknown_key' },
  ])
  for (const secret of [key, link, 'guessed', '10.1.2.3', 'Mine']) {
    expect(JSON.stringify(lines)).not.toContain(secret)
  }
  expect(lines.every(({ code }) => [...LOGGED_REFUSALS].some((known) => known === code))).toBe(true)
})

it('strangers cannot fill the log: after so many lines a minute refusals are counted, and the next line says how many', async () => {
  for (let n = 0; n < MOST_LINES + 7; n += 1) await withKey('sk_guessed')
  expect(lines).toHaveLength(MOST_LINES)
  vi.setSystemTime(Date.now() + MINUTE)
  await withKey('sk_guessed')
  expect(lines).toHaveLength(MOST_LINES + 1)
  expect(lines.at(-1)).toMatchObject({ code: 'unknown_key', left_out: 7 })
})
