import { Hono } from 'hono'
import type { BeaconRow } from '../schema/events.ts'
import { writeQueued } from './beacons.ts'
import type { Env, JobPointer } from './env.ts'
import type { App } from './http/app.ts'
import { merchantDoor, operatorDoor } from './http/doors.ts'
import { idempotent } from './http/idempotency.ts'
import { PairwellError, problem } from './http/problem.ts'
import { advance } from './jobs/advance.ts'
import { tick } from './jobs/tick.ts'
import { docRoutes, specification } from './routes/docs.ts'
import { eventRoutes } from './routes/events.ts'
import { experimentRoutes } from './routes/experiments.ts'
import { exportRoutes } from './routes/export.ts'
import { feedRoutes } from './routes/feeds.ts'
import { health } from './routes/health.ts'
import { heldPairRoutes } from './routes/held-pairs.ts'
import { hookRoutes, hookSettings } from './routes/hooks.ts'
import { importRoutes } from './routes/imports.ts'
import { itemRoutes } from './routes/items.ts'
import { keyRoutes } from './routes/keys.ts'
import { mappingRoutes } from './routes/mappings.ts'
import { modelRoutes } from './routes/models.ts'
import { orderRoutes } from './routes/orders.ts'
import { panelFragment } from './routes/panel.ts'
import { privacyRoutes } from './routes/privacy.ts'
import { readinessRoutes } from './routes/readiness.ts'
import { merchantRecommendations, publicRecommendations } from './routes/recommendations.ts'
import { relationRoutes } from './routes/relations.ts'
import { reportRoutes } from './routes/reports.ts'
import { shopRoutes } from './routes/shops.ts'
import { statusRoutes } from './routes/status.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { tuningRoutes } from './routes/tunings.ts'
import { open } from './store/open.ts'

const operator = new Hono<App>().use(operatorDoor).route('/', shopRoutes)

const merchant = new Hono<App>()
  .use(merchantDoor)
  // Before `idempotent`, which keeps answers: a secret key is stored nowhere.
  .route('/keys', keyRoutes)
  .route('/token-keys', tokenRoutes)
  .route('/hooks', hookSettings)
  .use(idempotent)
  .route('/imports', importRoutes)
  .route('/items', itemRoutes)
  .route('/orders', orderRoutes)
  .route('/relations', relationRoutes)
  .route('/export', exportRoutes)
  .route('/mappings', mappingRoutes)
  .route('/models', modelRoutes)
  .route('/tunings', tuningRoutes)
  .route('/held-pairs', heldPairRoutes)
  .route('/experiments', experimentRoutes)
  .route('/reports', reportRoutes)
  .route('/status', statusRoutes)
  .route('/readiness', readinessRoutes)
  .route('/privacy-requests', privacyRoutes)
  .route('/feeds', feedRoutes)
  .route('/', merchantRecommendations)

/** Every route of the Worker. */
export const app = new Hono<App>()
  .route('/health', health)
  .route('/p', publicRecommendations)
  .route('/p', panelFragment)
  .route('/p', eventRoutes)
  .route('/hooks', hookRoutes)
  .route('/v1/shops', operator)
  .route('/', docRoutes)

app.route('/v1/openapi.json', specification(app))
app.route('/v1', merchant)

app.notFound(() => {
  throw new PairwellError('unknown_route', 'There is nothing at this address. See /docs.')
})
app.onError(problem)

type Message = JobPointer | BeaconRow

/** A batch is of one queue: each message is a pointer to a shop with work, or a beacon. */
const isOfBeacons = (batch: MessageBatch<Message>): batch is MessageBatch<BeaconRow> =>
  batch.messages.some(({ body }) => 'beacon_id' in body)

async function receive(batch: MessageBatch<Message>, env: Env): Promise<void> {
  if (isOfBeacons(batch)) return await writeQueued(batch, env)
  for (const { body } of batch.messages) await advance(env, open(env, body.shop_id))
}

export default {
  fetch: app.fetch,
  queue: receive,
  scheduled: (controller, env) => tick(env, controller.scheduledTime),
} satisfies ExportedHandler<Env, Message>
