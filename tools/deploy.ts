import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from './build.ts'

/** Configuration of one deployment: wrangler.toml with the database id of the account. It is written for each deployment. */
const CONFIG = 'wrangler.deploy.toml'
const DATABASE = 'pairwell'
/** Queues of the lanes, as in wrangler.toml. */
const QUEUES = ['pairwell-jobs', 'pairwell-feed-jobs', 'pairwell-mining-jobs', 'pairwell-tuning-jobs']

function wrangler(args: string[], input?: string): string {
  const stdio = [input === undefined ? 'inherit' : 'pipe', 'pipe', 'inherit'] as const
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/wrangler/bin/wrangler.js', ...args], {
    stdio: [...stdio],
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  })
  if (status !== 0) throw new Error(`wrangler ${args.join(' ')} failed.\n${stdout}`)
  return stdout
}

function databaseId(): string {
  type Listed = { name: string; uuid: string }
  const find = () =>
    (JSON.parse(wrangler(['d1', 'list', '--json'])) as Listed[]).find(({ name }) => name === DATABASE)
  if (!find()) console.log(wrangler(['d1', 'create', DATABASE]))
  const found = find()
  if (!found) throw new Error(`The database ${DATABASE} was not created.`)
  return found.uuid
}

function makeQueues(): void {
  const listed = wrangler(['queues', 'list'])
  for (const queue of QUEUES) {
    if (!listed.includes(queue)) console.log(wrangler(['queues', 'create', queue]))
  }
}

/** Makes the secrets that are missing. Existing ones stay: a new MASTER_KEY would make known buyers unrecognisable. */
function setSecrets(): void {
  const known: { name: string }[] = JSON.parse(
    wrangler(['secret', 'list', '--config', CONFIG, '--format', 'json']),
  )
  for (const name of ['ADMIN_TOKEN', 'MASTER_KEY']) {
    if (known.some((secret) => secret.name === name)) continue
    const value = process.env[name] ?? randomBytes(32).toString('hex')
    wrangler(['secret', 'put', name, '--config', CONFIG], value)
    console.log(`${name} is now: ${value}\nKeep it: it is not shown again.`)
  }
}

await build()
const config = readFileSync('wrangler.toml', 'utf8').replace(
  /database_id = ".*"/,
  `database_id = "${databaseId()}"`,
)
writeFileSync(CONFIG, config)
try {
  makeQueues()
  wrangler(['d1', 'migrations', 'apply', 'DB', '--remote', '--config', CONFIG])
  console.log(wrangler(['deploy', '--config', CONFIG]))
  setSecrets()
} finally {
  rmSync(CONFIG)
}
