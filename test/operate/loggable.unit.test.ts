import { DrizzleQueryError } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { loggable } from '../../worker/store/loggable.ts'

it('of a failed query the cause is logged, and not its values', () => {
  const cause = new Error('database is locked')
  const failed = new DrizzleQueryError('insert into orders values (?)', ['ann@example.com'], cause)
  expect(String(failed.message)).toContain('ann@example.com')
  expect(loggable(failed)).toBe(cause)
  expect(String(loggable(new DrizzleQueryError('select ?', ['ann@example.com'])))).not.toContain('ann')
})

it('every other error is logged as it is', () => {
  const thrown = new RangeError('no')
  expect(loggable(thrown)).toBe(thrown)
})
