import { canBeInArm } from '../../engine/measure/arms.ts'
import type { Job } from '../../schema/jobs.ts'
import type { BeaconRow, StoredEvent } from '../../schema/outcomes/events.ts'
import type { Experiment } from '../../schema/outcomes/experiments.ts'
import { type JobLease, LostLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { readBeacons, readStarted } from '../store/outcomes/events.ts'
import { type Fold, readMarksAndJourneys, writeFold } from '../store/outcomes/folds.ts'
import { readShop } from '../store/shop/shops.ts'
import { DayCounts, markOf, Seen } from './count-events.ts'
import { type Met, Visitors } from './journeys.ts'

/** Beacons per transaction: 10,000 events at most. */
const BEACONS_PER_FOLD = 200

/** Counts the waiting beacons, oldest first. After an interruption the next run continues. */
export async function foldEvents(store: Store, job: Job, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  if (!shop) return
  for (;;) {
    lease.handOverIfSpent()
    const rows = await readBeacons(store, BEACONS_PER_FOLD)
    if (rows.length === 0) return
    const experiments = new Map((await readStarted(store)).map((row) => [row.experiment_id, row]))
    const fold = await foldOf(store, rows, experiments, shop.currency)
    await lease.pause()
    if (!(await writeFold(store, job, fold, Date.now()))) throw new LostLease()
    if (rows.length < BEACONS_PER_FOLD) return
    await lease.pause()
  }
}

async function foldOf(
  store: Store,
  rows: readonly BeaconRow[],
  experiments: ReadonlyMap<string, Experiment>,
  currency: string,
): Promise<Fold> {
  const places = rows.flatMap(({ events }) => events.map((event) => markOf(event)))
  const distinct = new Map(
    places.map(({ period, bucket }) => [`${period} ${bucket}`, { period, bucket }] as const),
  )
  const visitorIds = rows.flatMap(({ visitor }) => (visitor === null ? [] : [visitor]))
  const stored = await readMarksAndJourneys(store, [...distinct.values()], [...new Set(visitorIds)])
  const seen = new Seen(stored.marks)
  const days = new DayCounts()
  const visitors = new Visitors(stored.journeys, currency)
  for (const row of rows) {
    for (const event of row.events) {
      if (!seen.isNew(event)) continue
      const arm = armOf(row, event, experiments)
      days.add(event, arm?.experiment_id ?? '', arm?.arm ?? '')
      visitors.follow(row, event, arm)
    }
  }
  return {
    beacon_ids: rows.map(({ beacon_id }) => beacon_id),
    marks: seen.marks(),
    days: days.all(),
    journeys: visitors.journeys(),
    purchases: visitors.purchases(),
    exposures: visitors.exposures(),
    explored: visitors.exploredDays(),
    panels: panelsOf(rows),
  }
}

/** Panels from which an item was added. */
function panelsOf(rows: readonly BeaconRow[]): Fold['panels'] {
  const added = rows.flatMap(({ events }) =>
    events.flatMap(
      ({ name, recommendation_id, placement, intent = 'complementary', seed_item_id = '', at }) =>
        name === 'add_to_cart' && recommendation_id && placement
          ? [{ recommendation_id, placement, intent, seed_item_id, at }]
          : [],
    ),
  )
  return [...new Map(added.map((panel) => [panel.recommendation_id, panel])).values()]
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
