import { canBeInArm } from '../../engine/measure/arms.ts'
import type { Job } from '../../schema/jobs.ts'
import type { BeaconRow, StoredEvent } from '../../schema/outcomes/events.ts'
import type { Experiment } from '../../schema/outcomes/experiments.ts'
import type { MasterKeys } from '../auth/master-key.ts'
import { type JobLease, LostLease } from '../jobs/lease/lease.ts'
import { logFault } from '../log.ts'
import type { Store } from '../store/open.ts'
import { nextBeacons, noteAttempt, readBeacons, setAside } from '../store/outcomes/beacons.ts'
import { readStarted } from '../store/outcomes/events.ts'
import { type Fold, readForFold, writeFold } from '../store/outcomes/folds.ts'
import { setDailyLimit } from '../store/outcomes/intakes.ts'
import { readShop } from '../store/shop/shops.ts'
import { DayCounts, markOf, Seen } from './count-events.ts'
import { type CountedShop, type Met, Visitors } from './journeys.ts'
import { itemsNamed, KnownEvents } from './known-events.ts'
import { overPages } from './panel-days.ts'

/** Beacons per transaction: 10,000 events at most. */
const BEACONS_PER_FOLD = 200
/** Attempts after which each beacon is counted alone, so that one that cannot be counted holds up no other. */
const ATTEMPTS_TOGETHER = 3

/** Counts the waiting beacons, oldest first. After an interruption the next run continues. */
export async function foldEvents(keys: MasterKeys, store: Store, job: Job, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  if (!shop) return
  await setDailyLimit(store, Date.now())
  const counted = { currency: shop.currency, keepsViews: shop.panel_rules.views !== 'ignore' }
  const isCautious = job.attempts > ATTEMPTS_TOGETHER
  for (;;) {
    lease.handOverIfSpent()
    const ids = await nextBeacons(store, isCautious ? 1 : BEACONS_PER_FOLD)
    const [first] = ids
    if (first === undefined) return
    const count = async () => {
      const experiments = new Map((await readStarted(store)).map((row) => [row.experiment_id, row]))
      const fold = await foldOf(keys, store, await readBeacons(store, ids), experiments, counted)
      await lease.pause()
      if (!(await writeFold(store, job, fold, Date.now()))) throw new LostLease()
    }
    await (isCautious ? countOrSetAside(store, first, count) : count())
    await lease.pause()
  }
}

/** Counts one beacon, or sets it aside when that fails, now or in an attempt before, which may have ended without an exception. */
async function countOrSetAside(store: Store, beacon_id: string, count: () => Promise<void>): Promise<void> {
  const isTried = (await noteAttempt(store, beacon_id)) > 0
  try {
    if (!isTried) return await count()
  } catch (thrown) {
    if (thrown instanceof LostLease) throw thrown
    logFault('beacon_set_aside', { shop_id: store.shop_id, beacon_id }, thrown)
  }
  await setAside(store, beacon_id, Date.now())
}

async function foldOf(
  keys: MasterKeys,
  store: Store,
  rows: readonly BeaconRow[],
  experiments: ReadonlyMap<string, Experiment>,
  shop: CountedShop,
): Promise<Fold> {
  const events = rows.flatMap((row) => row.events)
  const places = rows.flatMap((row) => row.events.flatMap((event) => markOf(event, row.received_at).places))
  const distinct = new Map(places.map((place) => [`${place.period} ${place.bucket}`, place] as const))
  const visitorIds = rows.flatMap(({ visitor }) => (visitor === null ? [] : [visitor]))
  const buyers = rows.flatMap(({ visitor, events: own }) =>
    visitor !== null && own.some(({ name }) => name === 'purchase') ? [visitor] : [],
  )
  const stored = await readForFold(store, {
    places: [...distinct.values()],
    visitors: [...new Set(visitorIds)],
    buyers: [...new Set(buyers)],
    item_ids: itemsNamed(events),
  })
  const seen = new Seen(stored.marks)
  const known = new KnownEvents(keys, store.shop_id, stored.items, experiments)
  const days = new DayCounts()
  const visitors = new Visitors(stored.journeys, stored.purchases, shop)
  const panels = new Map<string, Fold['panels'][number]>()
  for (const row of rows) {
    for (const sent of row.events) {
      const event = seen.isNew(sent, row.received_at) ? known.of(sent) : undefined
      if (!event) continue
      const arm = armOf(row, event, experiments)
      days.add(event, row.weight, arm?.experiment_id ?? '', arm?.arm ?? '')
      visitors.follow(row, event, arm)
      const panel = panelOf(event)
      if (panel) panels.set(panel.recommendation_id, panels.get(panel.recommendation_id) ?? panel)
    }
  }
  const counted = days.all()
  return {
    beacon_ids: rows.map(({ beacon_id }) => beacon_id),
    marks: seen.marks(),
    days: counted,
    panel_days: overPages(counted),
    journeys: visitors.journeys(),
    purchases: visitors.purchases(),
    exposures: visitors.exposures(),
    explored: visitors.exploredDays(),
    panels: [...panels.values()],
    refused: { ...known.refused, ...visitors.refused },
  }
}

/** The panel from which an item was added; undefined for other events. */
function panelOf(event: StoredEvent): Fold['panels'][number] | undefined {
  const { name, recommendation_id, placement, intent = 'complementary', seed_item_id = '', at } = event
  return name === 'add_to_cart' && recommendation_id && placement
    ? { recommendation_id, placement, intent, seed_item_id, at }
    : undefined
}

/** The arm that an event names, if it was drawn for the experiment's kind of visitor; events are not trusted. */
function armOf(
  { visitor, customer }: BeaconRow,
  event: StoredEvent,
  all: ReadonlyMap<string, Experiment>,
): Met | undefined {
  const { experiment_id = '', arm, placement, intent = 'complementary' } = event
  const experiment = all.get(experiment_id)
  if (!experiment || arm === undefined) return undefined
  if (placement !== experiment.placement || intent !== experiment.intent) return undefined
  // After its end the panel is shown without the experiment, and later purchases do not count.
  if (event.at > (experiment.stopped_at ?? event.at)) return undefined
  const isCustomer = experiment.unit === 'customer'
  const drawn = isCustomer ? customer : visitor
  const draw = isCustomer ? event.customer_draw : event.draw
  if (drawn === null || draw === undefined || !canBeInArm(experiment, draw, arm)) return undefined
  return { experiment_id, arm, drawn }
}
