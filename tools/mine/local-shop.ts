import { randomBytes } from 'node:crypto'
import { createReadStream, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import * as v from 'valibot'
import type { ImportKind, ImportRow } from '../../schema/imports/imports.ts'
import type { Job } from '../../schema/jobs.ts'
import type { PanelRules } from '../../schema/shop/settings.ts'
import { newShop } from '../../schema/shop/shops.ts'
import { sealIdentity } from '../../worker/auth/identity-key.ts'
import type { Env } from '../../worker/env.ts'
import { applyImport } from '../../worker/ingest/import/apply.ts'
import { receive } from '../../worker/ingest/import/receive.ts'
import { JobLease } from '../../worker/jobs/lease/lease.ts'
import { makeShopId, timeId } from '../../worker/store/ids.ts'
import { readImport } from '../../worker/store/imports/imports.ts'
import { open, type Store } from '../../worker/store/open.ts'
import { addShop, readShop } from '../../worker/store/shop/shops.ts'
import { LocalD1 } from './sqlite-d1.ts'

/** A shop in a database of this process, with the Worker's own tables and code. */
export type LocalShop = {
  env: Env
  store: Store
  lease: JobLease
  /** Reads a file into the shop, as an upload is read, gzipped or not. @throws {PairwellError} when the file as a whole is refused */
  importFile(kind: ImportKind, path: string): Promise<ImportRow>
  close(): void
}

/** What files leave open: currency, time zone of dates without one, language of dates and numbers; and rules that a model depends on. */
export type ShopBasics = { currency: string; time_zone: string; locale: string; panel_rules?: PanelRules }

const MIGRATIONS = join(import.meta.dirname, '../../schema/migrations')
const SEPARATOR = '--> statement-breakpoint'
const OWNER = { member_id: 'mem_local', name: 'Owner', email: null }

/** Opens an empty shop. @param file path of its database, or ':memory:' */
export async function openLocalShop(file: string, basics: ShopBasics): Promise<LocalShop> {
  // The Worker pauses for shoppers' requests; here there are none.
  if (!('scheduler' in globalThis)) Object.assign(globalThis, { scheduler: { wait: async () => undefined } })
  const d1 = new LocalD1(file)
  for (const path of globSync(join(MIGRATIONS, '*.sql')).sort()) {
    for (const statement of readFileSync(path, 'utf8').split(SEPARATOR)) d1.database.exec(statement)
  }
  const env = {
    DB: d1 as unknown as D1Database,
    // People stay in this process, and so does the key under which they are hashed.
    MASTER_KEY: randomBytes(32).toString('hex'),
  } as Env
  const store = await addedShop(env, basics)
  const lease = new WholeMachine(store)
  const importFile = async (kind: ImportKind, path: string): Promise<ImportRow> => {
    const shop = await readShop(store)
    if (!shop) throw new Error('The local shop is gone.')
    const body = Readable.toWeb(createReadStream(path)) as unknown as ReadableStream<Uint8Array>
    const upload = { kind, dry_run: false, partial: true, confirm: true, strict: false, body }
    const import_id = await receive(
      env,
      store,
      shop,
      { ...upload, content_length: statSync(path).size },
      Date.now(),
    )
    await applyImport(store, import_id, lease)
    const row = await readImport(store, import_id)
    if (row?.status !== 'done')
      throw new Error(`${path} was not applied: ${row?.problem ?? 'no reason is known'}`)
    return row
  }
  return { env, store, lease, importFile, close: () => d1.close() }
}

async function addedShop(env: Env, basics: ShopBasics): Promise<Store> {
  const now = Date.now()
  const { currency, ...settings } = v.parse(newShop, { name: 'Local', ...basics })
  const shop_id = makeShopId(0)
  const store = open(env, shop_id)
  const sealed = await sealIdentity(env, { shop_id, identity_key: null })
  const shop = { shop_id, currency, status: 'live' as const, catalogue_at: null, publishable_keys: [] }
  const key = { key_hash: timeId('key', now), hint: '' }
  const link = { token_hash: timeId('link', now), expires_at: now }
  const actor = { kind: 'system', id: '' } as const
  await addShop(store, { ...shop, created_at: now, ...sealed }, settings, actor, key, OWNER, link)
  return store
}

/** A lease on a machine that does nothing else: no pauses, no other worker, no limit of statements. */
class WholeMachine extends JobLease {
  constructor(store: Store) {
    super(store, {} as Job, 0)
  }
  override isSpent(): boolean {
    return false
  }
  override async pause(): Promise<void> {}
  override async stretch(): Promise<void> {}
}
