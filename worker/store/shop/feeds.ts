import { and, asc, eq, sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import { type Feed, feeds } from '../../../schema/shop/feeds.ts'
import { batch } from '../batch.ts'
import { isPending, newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { insertRows, upsert } from '../upsert.ts'

const isFeed = (store: Store, feed_id: string) =>
  and(eq(feeds.shop_id, store.shop_id), eq(feeds.feed_id, feed_id))

/** Feeds of the shop, oldest first. */
export const listFeeds = async (store: Store): Promise<Feed[]> =>
  await store.db
    .select()
    .from(feeds)
    .where(eq(feeds.shop_id, store.shop_id))
    .orderBy(asc(feeds.created_at), asc(feeds.feed_id))

/** One feed, or undefined. */
export const readFeed = async (store: Store, feed_id: string): Promise<Feed | undefined> =>
  await store.db.select().from(feeds).where(isFeed(store, feed_id)).get()

/** Adds a feed, or changes its interval; false when the shop already has `most` others. */
export async function writeFeed(store: Store, feed: Omit<Feed, 'shop_id'>, most: number): Promise<boolean> {
  const isRoom = sql`(select count(*) from feeds where shop_id = ${store.shop_id} and feed_id <> ${feed.feed_id}) < ${most}`
  const { meta } = await store.db.run(sql`
    ${insertRows(feeds, store.shop_id, JSON.stringify([feed]), isRoom)}
    on conflict do update set every_minutes = excluded.every_minutes, own_host = excluded.own_host`)
  return meta.changes > 0
}

/** Changes columns of a feed. */
export async function changeFeed(store: Store, feed_id: string, change: Partial<Feed>): Promise<void> {
  await store.db.update(feeds).set(change).where(isFeed(store, feed_id)).run()
}

/** Deletes a feed; imported data stay. False when it did not exist. */
export async function deleteFeed(store: Store, feed_id: string): Promise<boolean> {
  const { meta } = await store.db.delete(feeds).where(isFeed(store, feed_id)).run()
  return meta.changes > 0
}

/** Queues a fetch of a feed, unless one is queued; the next scheduled one is at `next_at`. */
export async function queueFeed(store: Store, feed_id: string, now: number, next_at: number): Promise<void> {
  const waits = sql`not ${isPending(store, 'feed', feed_id)} and exists (select 1 from feeds where shop_id = ${store.shop_id} and feed_id = ${feed_id})`
  await batch(store.d1, [
    upsert(jobs, store.shop_id, JSON.stringify([newJob(store, 'feed', feed_id, now)]), waits),
    store.db.update(feeds).set({ next_at }).where(isFeed(store, feed_id)),
  ])
}

/** A feed whose time has come, and whether its shop is live. */
export type DueFeed = Pick<Feed, 'shop_id' | 'feed_id' | 'every_minutes'> & { live: number }

/** Feeds that are due, longest overdue first. For the cron: reads across shops. */
export async function dueFeeds(d1: D1Database, now: number, limit: number): Promise<DueFeed[]> {
  const { results } = await d1
    .prepare(
      `select f.shop_id, f.feed_id, f.every_minutes, s.status = 'live' as live
       from feeds f cross join shops s on s.shop_id = f.shop_id where f.next_at <= ?1 order by f.next_at limit ?2`,
    )
    .bind(now, limit)
    .all<DueFeed>()
  return results
}
