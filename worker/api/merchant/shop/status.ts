import { Hono } from 'hono'
import * as v from 'valibot'
import type { Feed } from '../../../../schema/shop/feeds.ts'
import type { HookRow } from '../../../../schema/shop/hooks.ts'
import { installView } from '../../../../schema/shop/installs.ts'
import type { Shop } from '../../../../schema/shop/shops.ts'
import { type ShopStatus, shopStatus } from '../../../../schema/shop/status.ts'
import { DAY, WEEK } from '../../../../vocabulary/time.ts'
import { alertAsView } from '../../../alerts/text.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { adviseOn } from '../../../ingest/report/advice-on-status.ts'
import { keptUntil } from '../../../models/outside/kept.ts'
import { countFound } from '../../../store/catalogue/exclusions.ts'
import { countItems, countUnconfirmed } from '../../../store/catalogue/items.ts'
import { readJobs } from '../../../store/jobs.ts'
import { countHeldPairs } from '../../../store/models/held-pairs.ts'
import { readModel, readSlots } from '../../../store/models/models.ts'
import type { Store } from '../../../store/open.ts'
import { countConflicts } from '../../../store/orders/people.ts'
import { lastEventAt, readPageCounts } from '../../../store/outcomes/page-days.ts'
import { listOpenAlerts } from '../../../store/shop/alerts.ts'
import { listFeeds } from '../../../store/shop/feeds.ts'
import { listHooks } from '../../../store/shop/hooks.ts'
import { listInstalls } from '../../../store/shop/installs.ts'
import { countOrders, countRelations, lastImports } from '../../../store/shop/status.ts'

async function liveModel(store: Store, shop: Shop, model_id: string): Promise<ShopStatus['model']> {
  const live = await readModel(store, model_id)
  if (!live) return null
  const { cause, finished_at, counts } = live
  const last_order_at = counts?.last_order_at ?? null
  return { model_id, cause, finished_at, last_order_at, kept_until: keptUntil(live, shop) }
}

const feedStatus = (feed: Feed): ShopStatus['feeds'][number] => {
  const { feed_id, kind, url, last_status, last_ok_at, next_at, problem, failures } = feed
  return { feed_id, kind, url, last_status, last_ok_at, next_at, problem, failures }
}

const hookStatus = ({
  platform,
  received_at,
  problem,
  problem_at,
}: HookRow): ShopStatus['hooks'][number] => ({
  ...{ platform, received_at, problem, problem_at },
})

async function catalogueStatus(
  store: Store,
  { price_days, catalogue_at }: Shop,
  now: number,
): Promise<ShopStatus['catalogue']> {
  const too_old = now - price_days * DAY
  // A whole catalogue confirms every item.
  const isFresh = (catalogue_at ?? 0) >= too_old
  const [counts, prices_hidden] = await Promise.all([
    countItems(store),
    isFresh ? 0 : countUnconfirmed(store, too_old),
  ])
  return { ...counts, confirmed_at: catalogue_at, price_days, prices_hidden }
}

/** Freshness of the shop's data, and advice. */
export const statusRoutes = new Hono<App>().get(
  '/',
  describe("Freshness of the shop's data", {
    status: 200,
    shape: shopStatus,
    what: 'Times in UTC milliseconds, null for never.',
  }),
  async (c) => {
    const { store, shop } = c.var
    const now = Date.now()
    const [
      catalogue,
      orders,
      relations,
      imports,
      feeds,
      hooks,
      apps,
      slots,
      pairs_held,
      shared_names,
      jobs,
      pages,
      non_goods,
      last_event_at,
      alerts,
    ] = await Promise.all([
      catalogueStatus(store, shop, now),
      countOrders(store),
      countRelations(store),
      lastImports(store),
      listFeeds(store),
      listHooks(store),
      listInstalls(store),
      readSlots(store),
      countHeldPairs(store),
      countConflicts(store),
      readJobs(store),
      readPageCounts(store, now - WEEK),
      countFound(store),
      lastEventAt(store),
      listOpenAlerts(store),
    ])
    const status = {
      now,
      catalogue,
      orders: { ...orders, new_orders: slots?.new_orders ?? 0 },
      shared_names,
      relations,
      non_goods,
      model: slots?.live_model ? await liveModel(store, shop, slots.live_model) : null,
      models_refused: slots?.refused ?? 0,
      pairs_held,
      imports,
      feeds: feeds.map(feedStatus),
      hooks: hooks.map(hookStatus),
      apps: apps.map((app) => v.parse(installView, app)),
      pages: { ...pages, last_event_at },
      jobs,
    }
    return c.json({ ...status, alerts: alerts.map(alertAsView), next_steps: adviseOn(status) })
  },
)
