import { Hono } from 'hono'
import * as v from 'valibot'
import { page } from '../../../../schema/pages.ts'
import { type Feed, feedView, newFeed } from '../../../../schema/shop/feeds.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { MINUTE } from '../../../../vocabulary/time.ts'
import { callWorker } from '../../../env.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { sha256 } from '../../../http/sha256.ts'
import { valid } from '../../../http/valid.ts'
import { checkAddress, readTrusted } from '../../../ingest/feeds/address.ts'
import { deleteFeed, listFeeds, queueFeed, readFeed, writeFeed } from '../../../store/shop/feeds.ts'

/** Maximum feeds of one shop: each kind in a few languages. */
const MAX_FEEDS = 20

const view = ({ shop_id: _, own_host: __, etag: ___, last_modified: ____, ...feed }: Feed) => feed

const noSuchFeed = () => new PairwellError('no_such_feed', 'There is no such feed. GET /v1/feeds lists them.')

/** Files that are fetched on a schedule. */
export const feedRoutes = new Hono<App>()
  .get(
    '/',
    describe('List the feeds', {
      status: 200,
      shape: page(feedView),
      what: 'With the result of the last fetch.',
    }),
    async (c) => c.json({ items: (await listFeeds(c.var.store)).map(view), next: null }),
  )
  .put(
    '/',
    describe(
      'Fetch a file on a schedule',
      { status: 200, shape: feedView, what: 'The file is fetched now, and then at the given interval.' },
      'invalid_input',
      'invalid_json',
      'forbidden_address',
      'too_many_feeds',
    ),
    valid('json', newFeed),
    async (c) => {
      const { store } = c.var
      const { kind, every_minutes, url: written } = c.req.valid('json')
      const own_host = new URL(c.req.url).host
      const url = checkAddress(written, { trusted: readTrusted(c.env.FEED_HOSTS), own_host }).href
      // The id is derived from kind and address, so repeated calls refer to the same feed.
      const feed_id = `feed_${(await sha256(`${kind} ${url}`)).slice(0, 16)}`
      const now = Date.now()
      const nothing = {
        etag: null,
        last_modified: null,
        last_ok_at: null,
        last_import_id: null,
        problem: null,
      }
      const begun = { ...nothing, created_at: now, next_at: now, last_status: 'new' as const, failures: 0 }
      const feed = { ...begun, feed_id, url, kind, every_minutes, own_host }
      if (!(await writeFeed(store, feed, MAX_FEEDS))) {
        throw new PairwellError(
          'too_many_feeds',
          `The shop has ${MAX_FEEDS} feeds, which is the maximum. Delete one that is not used.`,
        )
      }
      await queueFeed(store, feed_id, now, now + every_minutes * MINUTE)
      await callWorker(c.env, store.shop_id, 'feeds')
      const added = await readFeed(store, feed_id)
      if (!added) throw noSuchFeed()
      // The address may contain a password, so it is not recorded.
      noteChange(c, { after: { feed_id, kind, every_minutes } })
      return c.json(view(added))
    },
  )
  .post(
    '/:feed_id/fetch',
    describe(
      'Fetch a feed now',
      {
        status: 202,
        shape: v.object({ feed_id: v.string() }),
        what: 'A fetch is queued; at most one at a time.',
      },
      'no_such_feed',
    ),
    async (c) => {
      const { store } = c.var
      const feed_id = c.req.param('feed_id')
      const feed = await readFeed(store, feed_id)
      if (!feed) throw noSuchFeed()
      const now = Date.now()
      await queueFeed(store, feed_id, now, now + feed.every_minutes * MINUTE)
      await callWorker(c.env, store.shop_id, 'feeds')
      return c.json({ feed_id }, 202)
    },
  )
  .delete(
    '/:feed_id',
    describe('Delete a feed', { status: 204, what: 'Imported data stay.' }, 'no_such_feed'),
    async (c) => {
      if (!(await deleteFeed(c.var.store, c.req.param('feed_id')))) throw noSuchFeed()
      return c.body(null, 204)
    },
  )
