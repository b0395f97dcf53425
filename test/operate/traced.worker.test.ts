import { expect, it } from 'vitest'
import { aShop, plainItems, send } from '../a-shop.ts'

it('an answer that no cache keeps has the id of its request, which the caller cannot choose', async () => {
  const shop = await aShop()
  const own = await shop.call('/v1/items', 'GET', undefined, { 'X-Request-Id': 'mine' })
  const refused = await send('/v1/items')
  const ids = [own, refused].map(({ headers }) => headers.get('X-Request-Id'))
  expect(new Set([...ids, 'mine', null]).size).toBe(4)
  const ofCloudflare = await shop.call('/v1/items', 'GET', undefined, { 'CF-Ray': '9a1b2c3d4e5f-FRA' })
  expect(ofCloudflare.headers.get('X-Request-Id')).toBe('9a1b2c3d4e5f-FRA')
  await shop.give('items', plainItems(['tea']))
  const cached = await shop.ask('placement=home')
  expect([cached.headers.get('Cache-Control'), cached.headers.get('X-Request-Id')]).toEqual([
    expect.stringContaining('max-age'),
    null,
  ])
})

it('a merchant reads in each answer what it took, and a shopper does not', async () => {
  const shop = await aShop()
  expect((await shop.call('/v1/items')).headers.get('Server-Timing')).toMatch(
    /^total;dur=\d+\.\d, db;desc="[1-9]\d* statements"$/,
  )
  expect((await shop.ask('placement=home')).headers.get('Server-Timing')).toBeNull()
  expect((await send('/v1/items')).headers.get('Server-Timing')).toBeNull()
})
