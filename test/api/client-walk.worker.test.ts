import { env, exports } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { walk } from '../packages/walk.ts'
import { WALKED } from '../packages/walked.ts'

it('the client passes the whole API in workerd', async () => {
  const fetch = (address: string, init: RequestInit) => exports.default.fetch(address, init)
  expect(await walk({ url: 'http://pairwell.test', operator: env.ADMIN_TOKEN, fetch })).toEqual(WALKED)
})
