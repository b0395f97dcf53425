import { createHash, createHmac } from 'node:crypto'
import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import { type AuditRow, audit } from '../../schema/audit.ts'
import { type AuditDigest, auditDigests, type DigestView } from '../../schema/audit-digests.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { isDataCall, RETENTION_DAYS } from './audit.ts'
import { firstIdOf } from './ids.ts'
import type { Store } from './open.ts'
import { STEP_BYTES, withinBytes } from './pages.ts'
import type { Old } from './retention.ts'

/** Entries younger than this are in no digest yet: another machine may still write one with an earlier time. */
const MARGIN = 2 * HOUR
/** Entries of one digest, at most: more than a day of a shop that sends data each minute. The next sweep signs the others. */
const MOST_ENTRIES = 2_000

type Contents = Pick<AuditDigest, 'data_entries' | 'data_hash' | 'entries' | 'hash'>

/** The entries of a time, oldest first, in pages. */
async function* entriesOf(store: Store, from_at: number, until_at: number): AsyncGenerator<AuditRow> {
  for (let after = firstIdOf('aud', from_at); ; ) {
    const where = and(
      eq(audit.shop_id, store.shop_id),
      gt(audit.entry_id, after),
      lt(audit.entry_id, firstIdOf('aud', until_at)),
    )
    const page = withinBytes(audit, {
      keys: [audit.entry_id],
      where,
      limit: MOST_ENTRIES + 1,
      most_bytes: STEP_BYTES,
    })
    const rows = await store.db.select().from(audit).where(and(where, page)).orderBy(asc(audit.entry_id))
    const last = rows.at(-1)
    if (!last) return
    yield* rows
    after = last.entry_id
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

/** What a digest needs to know: the shop's sealed key, the last digest, and when the newest entry was made. */
type Unsigned = Pick<Shop, 'identity_key'> & {
  number: number | null
  until_at: number | null
  signature: string | null
  newest_at: number | null
}

const readUnsigned = async ({ db, shop_id }: Store): Promise<Unsigned | undefined> =>
  (
    await db.all<Unsigned>(sql`
      select s.identity_key, d.number, d.until_at, d.signature,
        (select at from audit where shop_id = ${shop_id} order by entry_id desc limit 1) as newest_at
      from shops s left join (
        select * from audit_digests where shop_id = ${shop_id} order by number desc limit 1) d on d.shop_id = s.shop_id
      where s.shop_id = ${shop_id}`)
  )[0]

/** Signs the entries since the last digest; none are no digest. @param now UTC milliseconds */
export async function addAuditDigest(
  store: Store,
  keyOf: (shop: Pick<Shop, 'shop_id' | 'identity_key'>) => Promise<Uint8Array>,
  now: number,
): Promise<void> {
  const { shop_id } = store
  const found = await readUnsigned(store)
  const since = found?.until_at ?? 0
  if (!found || now - MARGIN <= since || (found.newest_at ?? 0) < since) return
  const { first_at, ...contents } = await contentsOf(store, since, now - MARGIN)
  if (contents.entries + contents.data_entries === 0) return
  const place = { number: (found.number ?? 0) + 1, previous: found.signature ?? '' }
  const digest = { shop_id, ...place, from_at: found.until_at ?? first_at, ...contents }
  const key = await keyOf({ shop_id, identity_key: found.identity_key })
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
