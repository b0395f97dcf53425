import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { QUOTAS } from '../../worker/http/rate-limit.ts'

it.each(Object.values(QUOTAS))('wrangler.toml binds $binding with the quota that answers state', (stated) => {
  const { binding, quota, seconds } = stated
  const bound = readFileSync('wrangler.toml', 'utf8')
    .split('[[ratelimits]]')
    .find((part) => part.includes(`name = "${binding}"`))
  expect(bound).toContain(`simple = { limit = ${quota}, period = ${seconds} }`)
})
