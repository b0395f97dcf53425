import * as v from 'valibot'
import { type DeploymentView, deploymentView } from '../../schema/deployment.ts'
import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'
import { codeOf, fieldOf, isRedirect, jsonOf, leadsTo, type Seen } from './seen.ts'

/** What was seen of a part of a deployment, and what to do about it. */
export type Finding = { part: string; state: 'good' | 'warn' | 'bad'; says: string; todo?: string }

/** All that is looked at. */
export type Examined = {
  origin: string
  health: Seen
  ready: Seen
  script: Seen
  deployment: Seen
  /** Name of the newest migration of this checkout, and SHA-256 of its built script. */
  migration: string
  script_hash: string | undefined
  seen_script_hash: string
}

const good = (part: string, says: string): Finding => ({ part, state: 'good', says })
const warn = (part: string, says: string, todo: string): Finding => ({ part, state: 'warn', says, todo })
const bad = (part: string, says: string, todo: string): Finding => ({ part, state: 'bad', says, todo })

/** Bytes of a database of D1, and the share of it from which a further one is due. */
const FULL = 10_000_000_000
const NEARLY_FULL = 0.8
/** Milliseconds after which duties are late: those of a night are due at once, and 10,000 shops take the cron 45 minutes. */
const LATE_DUTIES = HOUR
/** Milliseconds after which events are late: the cron has them counted each minute. */
const LATE_EVENTS = 15 * MINUTE

const inWords = (milliseconds: number): string =>
  milliseconds < HOUR
    ? `${Math.round(milliseconds / MINUTE)} minutes`
    : milliseconds < 2 * DAY
      ? `${Math.round(milliseconds / HOUR)} hours`
      : `${Math.round(milliseconds / DAY)} days`

/** Judges what was seen. Parts that could not be looked at are named, and never passed over. */
export function judge(seen: Examined): Finding[] {
  const outside = [reachable(seen), ready(seen), script(seen)]
  if (seen.health.status === 0 || isRedirect(seen.health)) return outside.slice(0, 1)
  if (seen.deployment.status !== 200) return [...outside, closed(seen.deployment)]
  const { success, output: view } = v.safeParse(deploymentView, jsonOf(seen.deployment))
  if (!success) return [...outside, OTHER_RELEASE]
  return [
    ...outside,
    good('operator token', 'is taken'),
    secrets(view),
    ...bindings(view),
    ...view.databases.map((database) => databaseOf(database, seen.migration)),
    cron(view),
    ...lanes(view),
    beacons(view),
  ]
}

const OTHER_RELEASE = bad(
  'deployment',
  'does not tell its state in the form of this checkout',
  'Deploy this checkout (npm run deploy), or look from the one that was deployed.',
)

const reachable = ({ health, origin }: Examined): Finding =>
  isRedirect(health)
    ? bad(
        'worker',
        `${origin} leads to ${leadsTo(health, origin)}`,
        'Name the address of the deployment itself. The operator token was not sent.',
      )
    : answers(health, origin)

const answers = (health: Seen, origin: string): Finding =>
  health.status === 200
    ? good('worker', `answers at ${origin}`)
    : health.status === 0
      ? bad(
          'worker',
          `does not answer at ${origin}`,
          'Look at the address, and at the log of the deployment.',
        )
      : bad('worker', `answers ${health.status} ${codeOf(health)}`, 'Apply the migrations: npm run deploy.')

const ready = ({ ready: { status, ...seen } }: Examined): Finding =>
  status === 200
    ? good('storage', 'every database takes writes')
    : bad(
        'storage',
        `not ready: ${status} ${codeOf({ status, ...seen })}`,
        'See "If something is wrong" in docs/OPERATIONS.md.',
      )

function script({ script: { status, headers }, script_hash, seen_script_hash }: Examined): Finding {
  if (status !== 200) return bad('script', `/pairwell.js answers ${status}`, 'Deploy again: npm run deploy.')
  const caching = headers['cache-control'] ?? ''
  if (headers['access-control-allow-origin'] !== '*') {
    return bad(
      'script',
      'other origins may not load it',
      'Remove what changes the headers of /pairwell.js before the deployment.',
    )
  }
  if (!/max-age=\d/.test(caching))
    return warn('script', 'browsers may not keep it', 'Let Cache-Control of the deployment through.')
  if (script_hash !== undefined && script_hash !== seen_script_hash) {
    return warn(
      'script',
      'is another one than this checkout builds',
      'Deploy, or look from the checkout that was deployed.',
    )
  }
  return good('script', `is served, ${caching}`)
}

/** Releases before this route answer there as to a merchant, whose key the operator token is not. */
const isOfEarlierRelease = (seen: Seen): boolean =>
  seen.status === 404 || (codeOf(seen) === 'unknown_key' && !/operator token/.test(fieldOf(seen, 'detail')))

const closed = (seen: Seen): Finding =>
  codeOf(seen) === 'operator_closed'
    ? bad('operator token', 'the deployment has no ADMIN_TOKEN', 'npx wrangler secret put ADMIN_TOKEN')
    : isOfEarlierRelease(seen)
      ? OTHER_RELEASE
      : seen.status === 401
        ? bad(
            'operator token',
            'is not taken',
            'Give the token of this deployment: ADMIN_TOKEN=… npm run doctor -- <address>',
          )
        : bad('operator token', `answers ${seen.status} ${codeOf(seen)}`, 'See the log of the deployment.')

const secrets = ({ master_key, bindings }: DeploymentView): Finding =>
  !master_key
    ? bad('MASTER_KEY', 'is missing or shorter than 32 characters', 'npx wrangler secret put MASTER_KEY')
    : bindings.MASTER_KEY_OTHER
      ? warn(
          'MASTER_KEY',
          'a rotation is under way',
          'When all shops are sealed for a day: npx wrangler secret delete MASTER_KEY_OTHER',
        )
      : good('MASTER_KEY', 'is usable')

/** What is missed without a binding. */
const MISSED: Readonly<Record<string, string>> = {
  FEED_JOBS: 'slow feeds delay other work',
  MINING_JOBS: 'mining at night delays uploads',
  TUNING_JOBS: 'tuning delays uploads',
  EVENT_RATE: 'one address can send any number of events',
  UNKNOWN_RATE: 'one address can ask for any number of unknown items',
  SIGN_IN_RATE: 'one address can try any number of sign-ins',
}

function bindings({ bindings: bound }: DeploymentView): Finding[] {
  if (!bound.JOBS)
    return [bad('queue', 'JOBS is not bound: no work is done at once', 'Take the queue from wrangler.toml.')]
  const missing = Object.entries(MISSED).filter(([name]) => !bound[name])
  if (missing.length === 0) return [good('bindings', 'queues and rate limits are bound')]
  return missing.map(([name, why]) =>
    warn('bindings', `${name} is not bound: ${why}`, 'Take it from wrangler.toml.'),
  )
}

function databaseOf(
  { binding, bytes, migration }: DeploymentView['databases'][number],
  newest: string,
): Finding {
  const part = `database ${binding}`
  if (migration !== newest) {
    const todo = `npx wrangler d1 migrations apply ${binding} --remote`
    return bad(part, `its last migration is ${migration ?? 'none'}, this checkout has ${newest}`, todo)
  }
  const share = bytes / FULL
  const says = `${(bytes / 1e9).toFixed(2)} GB of 10`
  return share >= NEARLY_FULL
    ? warn(part, says, 'Add a database: docs/OPERATIONS.md, "More databases".')
    : good(part, `${says}, migrated`)
}

function cron({ cron: { due, oldest_due, failing } }: DeploymentView): Finding {
  if (oldest_due !== null && oldest_due > LATE_DUTIES) {
    return bad(
      'cron',
      `${due} duties are due, the oldest for ${inWords(oldest_due)}`,
      'Look whether the trigger "* * * * *" is there, and at the log.',
    )
  }
  if (failing > 0)
    return warn(
      'cron',
      `the work of ${failing} duties fails again and again`,
      'select * from duties where failures > 2',
    )
  return good('cron', 'nothing is late')
}

function lanes({ lanes: all }: DeploymentView): Finding[] {
  const found = all.flatMap(({ lane, waiting, oldest_waiting, failed }): Finding[] => [
    ...(oldest_waiting !== null && oldest_waiting > HOUR
      ? [
          warn(
            `jobs ${lane}`,
            `${waiting} wait, the oldest for ${inWords(oldest_waiting)}`,
            'Raise max_concurrency of its queue in wrangler.toml.',
          ),
        ]
      : []),
    ...(failed > 0
      ? [warn(`jobs ${lane}`, `${failed} have failed`, 'select * from jobs where failed_at is not null')]
      : []),
  ])
  return found.length > 0 ? found : [good('jobs', 'none is late, none has failed')]
}

function beacons({ beacons: { waiting, oldest_waiting, set_aside } }: DeploymentView): Finding {
  if (oldest_waiting !== null && oldest_waiting > LATE_EVENTS) {
    return warn(
      'events',
      `${waiting} beacons are not counted, the oldest for ${inWords(oldest_waiting)}`,
      'Look at the lane events of the jobs.',
    )
  }
  return set_aside > 0
    ? warn(
        'events',
        `${set_aside} beacons could not be counted`,
        'select * from beacons where set_aside_at is not null',
      )
    : good('events', 'are counted')
}
