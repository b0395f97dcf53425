import { readFileSync } from 'node:fs'
import { DrizzleQueryError } from 'drizzle-orm'
import { afterEach, expect, it, vi } from 'vitest'
import { LOG_EVENTS, logFault } from '../../worker/log.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** What a call writes to the log. */
function lineOf(work: () => void): string {
  const lines: string[] = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line))
  work()
  expect(lines).toHaveLength(1)
  return lines[0] ?? ''
}

it('a line of the log is JSON with the event, its facts and the error', () => {
  const line = lineOf(() =>
    logFault('job_failed', { shop_id: '0abc', attempts: 2 }, new RangeError('no\nwonder')),
  )
  expect(line).not.toContain('\n')
  const { stack, ...others } = JSON.parse(line)
  expect(others).toEqual({
    level: 'error',
    event: 'job_failed',
    shop_id: '0abc',
    attempts: 2,
    error: 'no\nwonder',
  })
  expect(stack).toContain('log.unit.test.ts')
})

it('of a failed query the cause is logged, and not its values', () => {
  const values = ['ann@example.com']
  const failed = new DrizzleQueryError(
    'insert into orders values (?)',
    values,
    new Error('database is locked'),
  )
  expect(String(failed.message)).toContain('ann@example.com')
  const line = lineOf(() => logFault('job_failed', {}, failed))
  expect(JSON.parse(line).error).toBe('database is locked')
  expect(line).not.toContain('ann')
  expect(lineOf(() => logFault('job_failed', {}, new DrizzleQueryError('select ?', values)))).not.toContain(
    'ann',
  )
})

it('the runbook says what to do about every event of the log, and knows no others', () => {
  const runbook = readFileSync('docs/OPERATIONS.md', 'utf8')
  const table = runbook.slice(runbook.indexOf('| event |'))
  const rows = table.slice(0, table.indexOf('\n\n') + 1 || undefined)
  expect([...rows.matchAll(/^ *\| `(\w+)`/gm)].map(([, name]) => name)).toEqual([...LOG_EVENTS])
})
