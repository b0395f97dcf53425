import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { LANE_OF } from '../../schema/jobs.ts'
import { nextNight } from '../../worker/store/duties.ts'

const FOLDER = 'schema/migrations'
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .sort()
const LANES = FILES.findIndex((name) => name.endsWith('_job_lanes.sql'))

/** Applies migrations as the deployment does. */
function migrate(db: DatabaseSync, files: readonly string[]): void {
  for (const file of files) {
    for (const statement of readFileSync(`${FOLDER}/${file}`, 'utf8').split('--> statement-breakpoint')) {
      if (statement.trim() !== '') db.exec(statement)
    }
  }
}

it('a deployment from before the lanes keeps its jobs, in the lanes of their kinds, and its shops get their duties', () => {
  const db = new DatabaseSync(':memory:')
  migrate(db, FILES.slice(0, LANES))
  const shop = `insert into shops (shop_id, currency, status, publishable_keys, created_at, serving)
    values (?, 'EUR', 'live', '[]', 0, ?)`
  db.prepare(shop).run('quiet', '{"experiments":[]}')
  db.prepare(shop).run('testing', '{"experiments":[{"experiment_id":"x_1"}]}')
  // Kinds of jobs before there were lanes.
  const then = ['import', 'feed', 'mine', 'tune', 'fold', 'learn', 'delete_shop']
  const before = Object.entries(LANE_OF).filter(([kind]) => then.includes(kind))
  // Feeds had the lane of uploads then, in which a waiting one is still fetched.
  const laneThen = (kind: string) => (kind === 'feed' ? 'intake' : Reflect.get(LANE_OF, kind))
  const job = `insert into jobs (shop_id, job_id, kind, subject, lease_until, attempts, created_at) values ('quiet', ?, ?, '', 0, 0, 0)`
  for (const [kind] of before) db.prepare(job).run(`job_${kind}`, kind)
  const now = Date.now()
  migrate(db, FILES.slice(LANES))
  const jobs = db.prepare('select kind, lane, failed_at from jobs').all()
  expect(jobs.map(({ kind, lane }) => [kind, lane]).sort()).toEqual(
    before.map(([kind]) => [kind, laneThen(kind)]).sort(),
  )
  expect(jobs.every(({ failed_at }) => failed_at === null)).toBe(true)
  const due = db.prepare('select * from duties order by shop_id, duty').all()
  expect(due.map(({ shop_id, duty, failures }) => [shop_id, duty, failures])).toEqual([
    ['quiet', 'nightly', 0],
    ['quiet', 'sweep', 0],
    ['testing', 'experiments', 0],
    ['testing', 'nightly', 0],
    ['testing', 'sweep', 0],
  ])
  for (const { duty, due_at } of due) {
    if (duty === 'nightly') expect(due_at).toBe(nextNight(now))
    else expect(Math.abs(Number(due_at) - now)).toBeLessThan(86_401_000)
  }
})

it.each([
  ['2026-11-28T02:59:59.999Z', '2026-11-28T03:00:00.000Z'],
  ['2026-11-28T03:00:00.000Z', '2026-11-29T03:00:00.000Z'],
  ['2026-12-31T23:00:00.000Z', '2027-01-01T03:00:00.000Z'],
])('the night after %s begins at %s', (now, night) => {
  expect(new Date(nextNight(Date.parse(now))).toISOString()).toBe(night)
})
