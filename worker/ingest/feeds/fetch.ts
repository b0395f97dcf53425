import type { Feed } from '../../../schema/shop/feeds.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { DAY, MINUTE } from '../../../vocabulary/time.ts'
import type { Env } from '../../env.ts'
import { keepLease } from '../../jobs/lease/keep-lease.ts'
import type { JobLease } from '../../jobs/lease/lease.ts'
import { logFault } from '../../log.ts'
import { batch } from '../../store/batch.ts'
import { readImport } from '../../store/imports/imports.ts'
import type { Store } from '../../store/open.ts'
import { changeFeed, readFeed } from '../../store/shop/feeds.ts'
import { confirmCatalogue, readShop } from '../../store/shop/shops.ts'
import { reasonToConfirm } from '../import/absent.ts'
import { receive } from '../import/receive.ts'
import { type AddressPolicy, readTrusted } from './address.ts'
import { type Download, download } from './download.ts'

/** Longest pause between attempts for a feed that fails, milliseconds. */
const MAX_PAUSE = DAY
/** Maximum length of the stored failure reason, characters. */
const MAX_PROBLEM = 500

/** Fetches a feed and imports it if it is new. After a failure the reason is stored and earlier data stay as they are. */
export async function fetchFeed(env: Env, store: Store, feed_id: string, lease: JobLease): Promise<void> {
  const feed = await readFeed(store, feed_id)
  if (!feed) return
  const now = Date.now()
  const stop = new AbortController()
  const lost = keepLease(lease, stop)
  try {
    await changeFeed(store, feed_id, {
      ...(await look(env, store, feed, now, stop)),
      failures: 0,
      problem: null,
    })
  } catch (thrown) {
    lost.check()
    const failures = feed.failures + 1
    const next_at = now + restOf(feed.every_minutes, failures)
    await changeFeed(store, feed_id, { last_status: 'failed', problem: reasonOf(thrown), failures, next_at })
  } finally {
    lost.end()
    stop.abort()
  }
}

/** Milliseconds until the next attempt: the interval doubles with each failure. */
export const restOf = (every_minutes: number, failures: number): number =>
  Math.min(MAX_PAUSE, every_minutes * MINUTE * 2 ** Math.min(failures, 10))

function reasonOf(thrown: unknown): string {
  if (thrown instanceof PairwellError && thrown.code === 'confirm_needed') {
    const { published, absent, columns } = thrown.facts
    const reason = reasonToConfirm({
      published: Number(published),
      absent: Number(absent),
      columns: String(columns),
    })
    return `${reason}, so nothing was changed. If that is right, upload the file once and confirm it (with the API: confirm=1).`
  }
  if (thrown instanceof PairwellError) return thrown.message.slice(0, MAX_PROBLEM)
  logFault('feed_failed', {}, thrown)
  return 'The service had an internal error. The feed will be fetched again.'
}

async function look(
  env: Env,
  store: Store,
  feed: Feed,
  now: number,
  stop: AbortController,
): Promise<Partial<Feed>> {
  const shop = await readShop(store)
  if (!shop) return {}
  const around: AddressPolicy = { trusted: readTrusted(env.FEED_HOSTS), own_host: feed.own_host }
  const found: Download = await download(feed.url, await validatorsOf(store, feed), around, stop)
  const next_at = now + feed.every_minutes * MINUTE
  if (found.unchanged) {
    // The catalogue is confirmed: an unchanged file means unchanged prices. A list of prices or stocks says nothing of other items.
    if (feed.kind === 'items' && !(await isOfPart(store, feed)))
      await batch(store.d1, [confirmCatalogue(store, now)])
    return { last_status: 'unchanged', last_ok_at: now, next_at }
  }
  const { body, content_length, validators } = found
  const upload = {
    kind: feed.kind,
    dry_run: false,
    partial: false,
    confirm: false,
    strict: false,
    body,
    content_length,
  }
  const last_import_id = await receive(env, store, shop, upload, now)
  return { ...validators, last_import_id, last_status: 'fetched', last_ok_at: now, next_at }
}

const isOfPart = async (store: Store, { last_import_id }: Feed): Promise<boolean> =>
  last_import_id !== null && (await readImport(store, last_import_id))?.partial === true

/** Validators for a conditional request; only those of a file that was imported successfully. */
async function validatorsOf(store: Store, { etag, last_modified, last_import_id }: Feed) {
  const taken = last_import_id === null ? undefined : await readImport(store, last_import_id)
  return taken && taken.status !== 'failed' ? { etag, last_modified } : { etag: null, last_modified: null }
}
