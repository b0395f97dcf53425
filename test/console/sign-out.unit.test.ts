import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DATA } from '../../console/offline/names.ts'
import { me, signOut } from '../../console/session.ts'

/** What the browser holds of the shop. */
const held = new Set<string>()

beforeEach(() => {
  for (const name of [DATA, 'unsaved']) held.add(name)
  vi.stubGlobal('caches', { delete: async (name: string) => held.delete(name) })
  vi.stubGlobal('sessionStorage', { clear: () => held.delete('unsaved') })
  me.value = { kind: 'member', id: 'mem_1', name: 'Ann', role: 'rep', session_id: 'ses_1', demo: 'none' }
})
afterEach(() => {
  vi.unstubAllGlobals()
  held.clear()
})

it('signing out deletes what the browser holds', async () => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }))
  await signOut()
  expect([[...held], me.value]).toEqual([[], null])
})

it('also when the server does not answer; then the member is still signed in', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  await expect(signOut()).rejects.toMatchObject({ code: 'offline' })
  expect([...held]).toEqual([])
  expect(me.value).not.toBeNull()
})
