import { gunzipSync, gzipSync } from 'node:zlib'
import * as v from 'valibot'
import type { BackupPage, RestoreState } from '../../schema/backup.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { MasterKeys } from '../auth/master-key.ts'
import { sealBytes, unsealBytes } from '../auth/seal.ts'
import { readLastMigration } from '../store/deployment.ts'
import { readLiveModel } from '../store/models/models.ts'
import { BACKED_UP, type CopiedTable, SHOP_ROW, tablesFrom } from '../store/moves/copied-tables.ts'
import { countRowsOf, MOST_ROWS, nextMost, type Page, readPage, writeRows } from '../store/moves/pages.ts'
import type { Store } from '../store/open.ts'
import { readShop } from '../store/shop/shops.ts'

/** Purpose of the encryption. */
const PURPOSE = 'backup'
/** Rows that the first page of a table asks for; the next ones ask for as many as fit by the size of those before. */
const FIRST_PAGE = 50
/** How far a backup is, in the address of its next page: the last row, how many rows to ask for, the rows so far, and the live model at its beginning. */
const place = v.strictObject({
  table: v.string(),
  key: v.array(v.unknown()),
  most: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ROWS)),
  counts: v.record(v.string(), v.number()),
  live: v.string(),
})
type Place = v.InferOutput<typeof place>
const beginning = (live: string): Place => ({ table: '', key: [], most: FIRST_PAGE, counts: {}, live })

/** @throws {PairwellError} `invalid_input` for another text than `next` of a page */
function readPlace(after: string): Place | undefined {
  if (after === '') return undefined
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), place), after)
  if (read.success) return read.output
  throw new PairwellError('invalid_input', 'after: take it from `next` of the page before.')
}

/** Longest page when unpacked, bytes: a page has 400 kB, and a row 2 MB at most. */
const MOST_UNPACKED = 16_000_000

/** The content of a page: rows of a table, or, in the last one, the shop's own row and how many rows each table has. */
type Content = { migration: string | null } & (
  | ({ table: string } & Page)
  | { end: Page; counts: Record<string, number> }
)

/**
 * A page of the backup of a shop: rows of one table with everything that is stored, people and secrets included, encrypted with a key that is derived
 * from the deployment's MASTER_KEY. The rows are those of the moment at which their page is read, so a backup is one of a shop that is at rest: if
 * a model went live meanwhile, the last page says that the pages do not belong together.
 * @param after `next` of the page before; '' for the first page
 * @throws {PairwellError} `invalid_input` for a cursor that is none, `unavailable` without a MASTER_KEY
 */
export async function backUpPage(keys: MasterKeys, store: Store, after: string): Promise<BackupPage> {
  const live = await readLiveModel(store)
  const { table: begun, key, most, counts, live: first } = readPlace(after) ?? beginning(live)
  const migration = await readLastMigration(store.d1)
  for (const table of tablesFrom(BACKED_UP, begun)) {
    const isBegun = table.name === begun
    const page = await readPage(store, table, isBegun ? key : undefined, isBegun ? most : FIRST_PAGE)
    const last = page.keys.at(-1)
    if (!last) continue
    counts[table.name] = (counts[table.name] ?? 0) + page.rows.length
    const next = {
      ...{ table: table.name, key: last, counts, live: first },
      most: nextMost(page.rows.length, JSON.stringify(page.rows).length),
    }
    return {
      page: await written(keys, store, { migration, table: table.name, ...page }),
      ...{ next: JSON.stringify(next), rows: sumOf(counts) },
    }
  }
  const end = await readPage(store, SHOP_ROW, undefined, 1)
  return {
    page: await written(keys, store, { migration, end, counts }),
    ...{ next: null, rows: sumOf(counts) + end.rows.length, is_whole: live === first },
  }
}

const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

const written = (keys: MasterKeys, { shop_id }: Store, content: Content): Promise<string> =>
  sealBytes(keys, shop_id, PURPOSE, gzipSync(JSON.stringify(content)))

/** @throws {PairwellError} `invalid_input` for a page of another shop or deployment, or one that was changed */
async function read(keys: MasterKeys, { shop_id }: Store, page: string): Promise<Content> {
  const bytes = await unsealBytes(keys, shop_id, PURPOSE, page)
  if (bytes) return JSON.parse(gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED }).toString())
  throw new PairwellError(
    'invalid_input',
    'page: this page is not of a backup of this shop, or the deployment does not have the MASTER_KEY with which it was written. Set that key as MASTER_KEY.',
  )
}

/**
 * Writes a page of a backup back. A page may be sent again. The shop opens with the last page, when all its rows are there.
 * @throws {PairwellError} `shop_in_use` when the shop exists, `invalid_input` for a page of another release, or when pages before it are missing
 */
export async function restorePage(keys: MasterKeys, store: Store, page: string): Promise<RestoreState> {
  if (await readShop(store)) {
    throw new PairwellError('shop_in_use', 'The shop exists. Only a shop that is not there can be restored.')
  }
  const content = await read(keys, store, page)
  const migration = await readLastMigration(store.d1)
  if (content.migration !== migration) {
    throw new PairwellError(
      'invalid_input',
      `page: the backup was made with the migration ${content.migration}, and the database has ${migration}. Deploy the release of the backup, restore, and then update.`,
    )
  }
  if ('end' in content) return await finish(store, content)
  const table = BACKED_UP.find(({ name }) => name === content.table)
  if (!table) throw new PairwellError('invalid_input', `page: there is no table ${content.table}.`)
  await writeRows(store, table, content.keys, content)
  return { rows: content.rows.length, done: false }
}

async function finish(store: Store, { end, counts }: Extract<Content, { end: Page }>): Promise<RestoreState> {
  const found = await countRowsOf(store, BACKED_UP)
  const missing = BACKED_UP.filter(({ name }: CopiedTable) => found.get(name) !== (counts[name] ?? 0))
  if (missing.length > 0) {
    const parts = missing.map(({ name }) => `${name} (${found.get(name)} of ${counts[name] ?? 0} rows)`)
    throw new PairwellError(
      'invalid_input',
      `page: rows are missing, or are those of another backup: ${parts.join(', ')}. Send all pages of one backup in their order.`,
    )
  }
  await writeRows(store, SHOP_ROW, end.keys, end)
  return { rows: end.rows.length, done: true }
}
