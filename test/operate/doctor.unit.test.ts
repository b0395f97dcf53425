import { expect, it } from 'vitest'
import type { DeploymentView } from '../../schema/deployment.ts'
import { type Examined, judge } from '../../tools/doctor/judge.ts'

const HOUR = 3_600_000
const WELL: DeploymentView = {
  master_key: true,
  bindings: Object.fromEntries(
    ['JOBS', 'FEED_JOBS', 'MINING_JOBS', 'TUNING_JOBS', 'EVENT_RATE', 'UNKNOWN_RATE', 'SIGN_IN_RATE'].map(
      (name) => [name, true],
    ),
  ),
  databases: [
    { binding: 'DB', bytes: 2_000_000_000, migration: '0002_b.sql', shops: { live: 3, paused: 1 } },
  ],
  cron: { due: 2, oldest_due: 30_000, failing: 0 },
  lanes: [{ lane: 'mining', waiting: 3, oldest_waiting: 60_000, failed: 0 }],
  beacons: { waiting: 4, oldest_waiting: 20_000, set_aside: 0 },
  messages: { waiting: 0 },
}

const answer = (status: number, text = '', headers = {}) => ({ status, text, headers })

/** A deployment that is well, but for what is given. */
const seen = (view: Partial<DeploymentView> = {}, more: Partial<Examined> = {}): Examined => ({
  ...{ origin: 'https://pairwell.example', migration: '0002_b.sql', script_hash: 'a', seen_script_hash: 'a' },
  health: answer(200),
  ready: answer(200),
  script: answer(200, '', { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' }),
  deployment: answer(200, JSON.stringify({ ...WELL, ...view })),
  ...more,
})

/** What is not good, as "state part". */
const faults = (examined: Examined) =>
  judge(examined).flatMap(({ state, part }) => (state === 'good' ? [] : [`${state} ${part}`]))

it('a deployment that is well has no fault, and every part is named', () => {
  expect(faults(seen())).toEqual([])
  expect(judge(seen()).map(({ part }) => part)).toEqual([
    ...['worker', 'storage', 'script', 'operator token', 'MASTER_KEY', 'bindings'],
    ...['database DB', 'cron', 'jobs', 'events'],
  ])
})

it.each<[string, string[], Partial<DeploymentView>, Partial<Examined>?]>([
  ['no key', ['bad MASTER_KEY'], { master_key: false }],
  ['a rotation', ['warn MASTER_KEY'], { bindings: { ...WELL.bindings, MASTER_KEY_OTHER: true } }],
  ['no queue', ['bad queue'], { bindings: { ...WELL.bindings, JOBS: false } }],
  ['no rate limit', ['warn bindings'], { bindings: { ...WELL.bindings, EVENT_RATE: false } }],
  [
    'half a migration',
    ['bad database DB_1'],
    {
      databases: [
        ...WELL.databases,
        { ...WELL.databases[0], binding: 'DB_1', migration: '0001_a.sql' } as DeploymentView['databases'][0],
      ],
    },
  ],
  [
    'a nearly full database',
    ['warn database DB'],
    { databases: [{ ...WELL.databases[0], bytes: 8_000_000_000 } as DeploymentView['databases'][0]] },
  ],
  ['a cron that stands still', ['bad cron'], { cron: { due: 9, oldest_due: 2 * HOUR, failing: 0 } }],
  ['work that fails', ['warn cron'], { cron: { due: 0, oldest_due: null, failing: 2 } }],
  [
    'a lane that is late, with failed jobs',
    ['warn jobs mining', 'warn jobs mining'],
    { lanes: [{ lane: 'mining', waiting: 9, oldest_waiting: 2 * HOUR, failed: 1 }] },
  ],
  [
    'events that are not counted',
    ['warn events'],
    { beacons: { waiting: 9, oldest_waiting: HOUR, set_aside: 0 } },
  ],
  [
    'events that cannot be counted',
    ['warn events'],
    { beacons: { waiting: 0, oldest_waiting: null, set_aside: 1 } },
  ],
  ['a full disk', ['bad storage'], {}, { ready: answer(503, '{"code":"storage_full"}') }],
  ['no script', ['bad script'], {}, { script: answer(404) }],
  ['a script without CORS', ['bad script'], {}, { script: answer(200) }],
  ['another script', ['warn script'], {}, { seen_script_hash: 'b' }],
  [
    'a wrong token',
    ['bad operator token'],
    {},
    {
      deployment: answer(401, '{"code":"unknown_key","detail":"This is not the operator token."}'),
    },
  ],
  [
    'a release before this one',
    ['bad deployment'],
    {},
    { deployment: answer(401, '{"code":"unknown_key","detail":"This secret key is not known."}') },
  ],
  ['a release without a door', ['bad deployment'], {}, { deployment: answer(404) }],
  ['a page of a proxy', ['bad deployment'], {}, { deployment: answer(200, '<!doctype html>') }],
  ['a state of another form', ['bad deployment'], {}, { deployment: answer(200, '{"databases":[]}') }],
  ['null', ['bad deployment'], {}, { deployment: answer(200, 'null') }],
  ['no token at all', ['bad operator token'], {}, { deployment: answer(503, '{"code":"operator_closed"}') }],
])('%s is found', (_, expected, view, more) => {
  expect(faults(seen(view, more))).toEqual(expected)
  for (const { state, todo } of judge(seen(view, more))) expect(todo === undefined).toBe(state === 'good')
})

it('a redirect is told without what its address holds, and nothing else is said', () => {
  const health = answer(302, '', { location: 'https://login.example/?token=secret' })
  const [told, ...others] = judge(seen({}, { health, deployment: answer(0) }))
  expect([told?.state, others]).toEqual(['bad', []])
  expect(told?.says).toBe('https://pairwell.example leads to https://login.example')
})

it('a night of many shops is no fault', () => {
  expect(faults(seen({ cron: { due: 9_000, oldest_due: 0.75 * HOUR, failing: 0 } }))).toEqual([])
})

it('of a deployment that does not answer nothing else is said', () => {
  expect(
    faults(seen({}, { health: answer(0), ready: answer(0), script: answer(0), deployment: answer(0) })),
  ).toEqual(['bad worker'])
})
