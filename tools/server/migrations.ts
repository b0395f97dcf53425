import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_readConfig, unstable_splitSqlQuery } from 'wrangler'
import { RUNTIME_ENV } from '../runtime.ts'

/** The table in which `wrangler d1 migrations apply` notes what it has applied, as it makes it. */
const NOTED =
  'create table if not exists d1_migrations(id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)'

type Database = Awaited<ReturnType<Miniflare['getD1Database']>>

/** The part of wrangler.toml that is read here; wrangler exports no usable type of it. */
type Config = { d1_databases: { binding: string; database_id: string }[] }

/** A Worker for a runtime of which only the database is used. */
const NOTHING = 'export default { fetch: () => new Response() }'

/**
 * Applies the migrations of a folder that a database does not have yet, each in one transaction. They are noted as wrangler notes them,
 * which would start a runtime for every file: 23 s for 41 files, and this takes 2.
 *
 * @throws when a migration fails; it is then undone, and those before it stay
 */
export async function applyMigrations(db: Database, folder = 'schema/migrations'): Promise<void> {
  await db.prepare(NOTED).run()
  const { results } = await db.prepare('select name from d1_migrations').all<{ name: string }>()
  const applied = new Set(results.map(({ name }) => name))
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.sql') || applied.has(name)) continue
    const statements = unstable_splitSqlQuery(readFileSync(join(folder, name), 'utf8'))
    const note = db.prepare('insert into d1_migrations (name) values (?1)').bind(name)
    await db.batch([...statements.map((statement) => db.prepare(statement)), note])
  }
}

/** Brings the embedded databases up to date. @param state the folder that wrangler's `--persist-to` names */
export async function migrate(state: string): Promise<void> {
  Object.assign(process.env, RUNTIME_ENV)
  const { d1_databases }: Config = unstable_readConfig({ config: 'wrangler.toml' }, { hideWarnings: true })
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      modules: [{ type: 'ESModule', path: 'nothing.js', contents: NOTHING }],
      d1Databases: Object.fromEntries(d1_databases.map((one) => [one.binding, one.database_id])),
    }),
    resourcePersistencePath: join(state, 'v3'),
  })
  try {
    for (const { binding } of d1_databases) await applyMigrations(await miniflare.getD1Database(binding))
  } finally {
    await miniflare.dispose()
  }
}
