import { createHash, createHmac } from 'node:crypto'
import { and, asc, desc, eq, gte, lt } from 'drizzle-orm'
import { type AuditRow, audit } from '../../schema/audit.ts'
import { type AuditDigest, auditDigests, type DigestView } from '../../schema/audit-digests.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { isDataCall, RETENTION_DAYS } from './audit.ts'
import { firstIdOf } from './ids.ts'
import type { Store } from './open.ts'
import { STEP_BYTES, withinBytes } from './pages.ts'
import type { Old } from './retention.ts'

/** Entries younger than this are in no digest yet: another machine may still write one with an earlier time. */
const MARGIN = 2 * HOUR
/** Entries of one digest, at most; the next sweep signs the others. */
const MOST_ENTRIES = 5_000
const PAGE = 1_000

type Contents = Pick<AuditDigest, 'data_entries' | 'data_hash' | 'entries' | 'hash'>

/** The entries of a time, oldest first, in pages. */
async function* entriesOf(store: Store, from_at: number, until_at: number): AsyncGenerator<AuditRow> {
  for (let from = firstIdOf('aud', from_at); ; ) {
    const where = and(
      eq(audit.shop_id, store.shop_id),
      gte(audit.entry_id, from),
      lt(audit.entry_id, firstIdOf('aud', until_at)),
    )
    const page = withinBytes(audit, { keys: [audit.entry_id], where, limit: PAGE, most_bytes: STEP_BYTES })
    const rows = await store.db.select().from(audit).where(and(where, page)).orderBy(asc(audit.entry_id))
    const last = rows.at(-1)
    if (!last) return
    yield* rows
    from = `${last.entry_id}\0`
  }
}

const lineOf = ({ entry_id, at, actor_kind, actor_id, action, subject, before, after }: AuditRow): string =>
  `${JSON.stringify([entry_id, at, actor_kind, actor_id, action, subject, before, after])}\n`

/** Counts and hashes of the entries of a time; ends before an entry more than a digest may have. `first_at`: time of the first one. */
async function contentsOf(
  store: Store,
  from_at: number,
  until_at: number,
): Promise<Contents & { first_at: number; until_at: number }> {
  const [data, rest] = [createHash('sha256'), createHash('sha256')]
  let [data_entries, entries] = [0, 0]
  let first_at = from_at
  let end = until_at
  for await (const row of entriesOf(store, from_at, until_at)) {
    if (data_entries + entries === 0) first_at = row.at
    if (data_entries + entries >= MOST_ENTRIES) {
      end = row.at
      break
    }
    const isData = isDataCall(row.action)
    if (isData) data_entries += 1
    else entries += 1
    ;(isData ? data : rest).update(lineOf(row))
  }
  const hashes = { data_hash: data.digest('hex'), hash: rest.digest('hex') }
  return { data_entries, entries, ...hashes, first_at, until_at: end }
}

/** HMAC-SHA-256 over a digest and the signature of the one before. */
const signatureOf = (key: Uint8Array, digest: Omit<AuditDigest, 'signature'>): string => {
  const { shop_id, number, from_at, until_at, data_entries, data_hash, entries, hash, previous } = digest
  const signed = [shop_id, number, from_at, until_at, data_entries, data_hash, entries, hash, previous]
  return createHmac('sha256', key).update(JSON.stringify(signed)).digest('hex')
}

/** Signs the entries since the last digest; none are no digest. @param now UTC milliseconds */
export async function addAuditDigest(store: Store, key: Uint8Array, now: number): Promise<void> {
  const { shop_id } = store
  const [last] = await readDigests(store, Number.MAX_SAFE_INTEGER, 1)
  const since = last?.until_at ?? 0
  if (now - MARGIN <= since) return
  const { first_at, ...contents } = await contentsOf(store, since, now - MARGIN)
  if (contents.entries + contents.data_entries === 0) return
  const place = { number: (last?.number ?? 0) + 1, previous: last?.signature ?? '' }
  const digest = { shop_id, ...place, from_at: last?.until_at ?? first_at, ...contents }
  await store.db
    .insert(auditDigests)
    .values({ ...digest, signature: signatureOf(key, digest) })
    .onConflictDoNothing()
}

/** Digests before a number, newest first. */
const readDigests = async (store: Store, before: number, limit: number): Promise<AuditDigest[]> =>
  await store.db
    .select()
    .from(auditDigests)
    .where(and(eq(auditDigests.shop_id, store.shop_id), lt(auditDigests.number, before)))
    .orderBy(desc(auditDigests.number))
    .limit(limit)

/** Time for which entries stand longer than their retention, at most: they are deleted by daily sweeps. */
const SLACK = 2 * DAY

/** Digests before a number, newest first, each checked against its entries and the digest before. @param now UTC milliseconds */
export async function checkedDigests(
  store: Store,
  key: Uint8Array,
  before: number,
  limit: number,
  now: number,
): Promise<DigestView[]> {
  const rows = await readDigests(store, before, limit + 1)
  const views: DigestView[] = []
  for (const [at, row] of rows.slice(0, limit).entries()) {
    const { number, from_at, until_at, entries, data_entries, signature } = row
    const data_checked = from_at > now - (RETENTION_DAYS.data - 1) * DAY || data_entries === 0
    const state = await stateOf(store, key, row, rows[at + 1], data_checked, now)
    views.push({ number, from_at, until_at, entries, data_entries, data_checked, signature, state })
  }
  return views
}

async function stateOf(
  store: Store,
  key: Uint8Array,
  row: AuditDigest,
  earlier: AuditDigest | undefined,
  data_checked: boolean,
  now: number,
): Promise<DigestView['state']> {
  if (signatureOf(key, row) !== row.signature) return 'signature_wrong'
  const isOld = row.from_at < now - RETENTION_DAYS.rest * DAY + SLACK
  const follows = earlier
    ? earlier.number === row.number - 1 && earlier.signature === row.previous
    : row.number === 1 || isOld
  if (!follows) return 'digest_missing'
  const found = await contentsOf(store, row.from_at, row.until_at)
  // Of an old one some entries are deleted by now.
  const isWhole = isOld || (found.entries === row.entries && found.hash === row.hash)
  const isDataWhole = !data_checked || found.data_hash === row.data_hash
  return isWhole && isDataWhole ? 'intact' : 'entries_changed'
}

/** Digests whose entries are all past their retention. */
export const oldAuditDigests = (now: number): Old => ({
  table: auditDigests,
  which: lt(auditDigests.until_at, now - RETENTION_DAYS.rest * DAY),
})
