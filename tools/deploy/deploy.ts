import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from '../build.ts'
import { isMain } from '../is-main.ts'
import { bindingOf, configOf, databaseName, queueNames } from './config.ts'
import { type Options, readOptions, USAGE } from './options.ts'

/** Configuration of one deployment, written for it and removed afterwards: it has the ids of the account's databases. */
const CONFIG = 'wrangler.deploy.toml'
/** In a dry run no account says what the ids are. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

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

/** The ids of the databases by number; those that are missing are created. */
function databaseIds({ name, databases = 1 }: Options): string[] {
  type Listed = { name: string; uuid: string }
  const list = (): Map<string, string> => {
    const listed: Listed[] = JSON.parse(wrangler(['d1', 'list', '--json']))
    return new Map(listed.map((one) => [one.name, one.uuid]))
  }
  let known = list()
  const ids: string[] = []
  for (let number = 0; number < databases || known.has(databaseName(name, number)); number += 1) {
    const wanted = databaseName(name, number)
    if (!known.has(wanted)) {
      console.log(wrangler(['d1', 'create', wanted]))
      known = list()
    }
    const id = known.get(wanted)
    if (id === undefined) throw new Error(`The database ${wanted} was not created.`)
    ids.push(id)
  }
  return ids
}

function makeQueues(name: string): void {
  const listed = wrangler(['queues', 'list'])
  for (const queue of queueNames(name)) {
    // The name of one queue may be the end of another's.
    if (!new RegExp(`(?<![\\w-])${queue}(?![\\w-])`).test(listed)) {
      console.log(wrangler(['queues', 'create', queue]))
    }
  }
}

/**
 * Migrates every database before the Worker that needs it is deployed. Migrations are additions that the deployed release does not mind.
 * @throws {Error} that says which databases are migrated; the same command goes on with the others
 */
function migrate(count: number): void {
  for (let number = 0; number < count; number += 1) {
    try {
      wrangler(['d1', 'migrations', 'apply', bindingOf(number), '--remote', '--config', CONFIG])
    } catch (thrown) {
      const done = Array.from({ length: number }, (_, at) => bindingOf(at)).join(', ') || 'none'
      throw new Error(
        `The database ${bindingOf(number)} was not migrated (migrated: ${done}), so nothing was deployed and the release before goes on. Run the command again.`,
        { cause: thrown },
      )
    }
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

/** Creates what is missing in the account, migrates all databases, and deploys the Worker. */
async function deploy(options: Options): Promise<void> {
  const { name, domain, dryRun, databases = 1 } = options
  await build()
  const database_ids = dryRun ? Array.from({ length: databases }, () => NO_ID) : databaseIds(options)
  const config = configOf(readFileSync('wrangler.toml', 'utf8'), {
    ...{ name, database_ids },
    ...(domain !== undefined && { domain }),
  })
  writeFileSync(CONFIG, config)
  try {
    if (dryRun) return console.log(wrangler(['deploy', '--dry-run', '--config', CONFIG]))
    makeQueues(name)
    migrate(database_ids.length)
    console.log(wrangler(['deploy', '--config', CONFIG]))
    setSecrets()
  } finally {
    rmSync(CONFIG)
  }
}

if (isMain(import.meta)) {
  try {
    await deploy(readOptions(process.argv.slice(2)))
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : thrown)
    console.error(`\n${USAGE}`)
    process.exitCode = 1
  }
}
