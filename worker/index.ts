import { type Context, Hono } from 'hono'
import { PairwellError } from '../vocabulary/errors.ts'
import { accountRoutes } from './api/merchant/accounts/accounts.ts'
import { briefRoutes } from './api/merchant/accounts/brief.ts'
import { enablementRoutes } from './api/merchant/accounts/enablement.ts'
import { ownWorkRoutes } from './api/merchant/accounts/own-work.ts'
import { whiteSpaceRoutes } from './api/merchant/accounts/white-space.ts'
import { merchantAgents } from './api/merchant/agents.ts'
import { campaignRoutes } from './api/merchant/campaigns/campaigns.ts'
import { contactRoutes } from './api/merchant/campaigns/contacts.ts'
import { campaignMemberRoutes } from './api/merchant/campaigns/members.ts'
import { catalogueRoutes } from './api/merchant/catalogue.ts'
import { customerRoutes } from './api/merchant/customers/customers.ts'
import { segmentRoutes, segmentSizes } from './api/merchant/customers/segments.ts'
import { decisionRoutes } from './api/merchant/decisions/decisions.ts'
import { matchRoute } from './api/merchant/decisions/match.ts'
import { offerCodeRoutes } from './api/merchant/decisions/offer-codes.ts'
import { offerRoutes } from './api/merchant/decisions/offers.ts'
import { policyRoute } from './api/merchant/decisions/policy.ts'
import { exclusionRoutes } from './api/merchant/exclusions.ts'
import { experimentRoutes } from './api/merchant/experiments.ts'
import { exportRoutes } from './api/merchant/export.ts'
import { heldPairRoutes } from './api/merchant/held-pairs.ts'
import { importRoutes } from './api/merchant/imports.ts'
import { itemRoutes } from './api/merchant/items.ts'
import { mappingRoutes } from './api/merchant/mappings.ts'
import { modelRoutes } from './api/merchant/models.ts'
import { orderRoutes } from './api/merchant/orders.ts'
import { personKeyRoutes } from './api/merchant/person-keys.ts'
import { privacyRoutes } from './api/merchant/privacy.ts'
import { propensityRoutes } from './api/merchant/propensities.ts'
import { readinessRoutes } from './api/merchant/readiness.ts'
import { recogniseRoute } from './api/merchant/recognise.ts'
import { merchantRecommendations } from './api/merchant/recommendations.ts'
import { relationRoutes } from './api/merchant/relations.ts'
import { reportRoutes } from './api/merchant/reports.ts'
import { ruleEffect } from './api/merchant/rules/effect.ts'
import { ruleRoutes } from './api/merchant/rules/rules.ts'
import { ruleSimulation } from './api/merchant/rules/simulate.ts'
import { alertRoutes } from './api/merchant/shop/alerts.ts'
import { auditRoutes } from './api/merchant/shop/audit.ts'
import { feedRoutes } from './api/merchant/shop/feeds.ts'
import { hookSettings } from './api/merchant/shop/hooks.ts'
import { keyRoutes } from './api/merchant/shop/keys.ts'
import { memberRoutes, meRoute } from './api/merchant/shop/members.ts'
import { passkeyRoutes, sessionRoutes } from './api/merchant/shop/sessions.ts'
import { settingsRoutes } from './api/merchant/shop/settings.ts'
import { shopRoute } from './api/merchant/shop/shop.ts'
import { statusRoutes } from './api/merchant/shop/status.ts'
import { tokenRoutes } from './api/merchant/shop/tokens.ts'
import { webhookRoutes } from './api/merchant/shop/webhooks.ts'
import { customEventRoutes } from './api/merchant/triggers/events.ts'
import { triggerFiringRoutes } from './api/merchant/triggers/firings.ts'
import { triggerRoutes } from './api/merchant/triggers/triggers.ts'
import { tuningRoutes } from './api/merchant/tunings.ts'
import { backupRoutes } from './api/operator/backups.ts'
import { deploymentRoutes } from './api/operator/deployment.ts'
import { moveRoutes } from './api/operator/moves.ts'
import { shopRoutes } from './api/operator/shops.ts'
import { accessSignInRoutes } from './api/public/access.ts'
import { publicAgents } from './api/public/agents.ts'
import { consolePages } from './api/public/console.ts'
import { pageDecisions } from './api/public/decision.ts'
import { demoRoutes } from './api/public/demo.ts'
import { eventRoutes } from './api/public/events.ts'
import { frontPage } from './api/public/front-page.ts'
import { health, ready } from './api/public/health.ts'
import { llmsText } from './api/public/llms.ts'
import { offerLinks } from './api/public/offer-link.ts'
import { panelFragment } from './api/public/panel.ts'
import { passkeySignIn } from './api/public/passkeys.ts'
import { platformRoutes } from './api/public/platforms/routes.ts'
import { publicRecommendations } from './api/public/recommendations.ts'
import { signInRoutes } from './api/public/sign-in.ts'
import { maxBytesOf } from './api/public/specification/body-limits.ts'
import { specification } from './api/public/specification/specification.ts'
import { ucpSchema } from './api/public/ucp.ts'
import { merchantDoor, operatorDoor } from './auth/doors.ts'
import { permitted } from './auth/permissions.ts'
import type { Env } from './env.ts'
import type { App } from './http/app.ts'
import { audited } from './http/audited.ts'
import { limitBody } from './http/body-limit.ts'
import { idempotent } from './http/idempotency.ts'
import { problem } from './http/problem.ts'
import { Admission, MOST_BEACONS, MOST_UPLOADS, shed, shedAfterBody } from './http/shed.ts'
import { counted, timed, traced, withRequestId } from './http/traced.ts'
import { advanceAfterwards } from './jobs/advance.ts'
import { type Message, receive } from './jobs/receive.ts'
import { tick } from './jobs/tick.ts'
import { atHome } from './moves/at-home.ts'
import { knowHomes } from './store/homes.ts'

const limited = limitBody(maxBytesOf)

/** Uploads are apart, because they take long, and agents, whose calls wait for another route and must not keep its place. */
const [uploads, agents, servers] = [new Admission(MOST_UPLOADS), new Admission(), new Admission()]
const UPLOADS = ['/v1/imports', '/v1/models/outside']
const isUpload = ({ req: { method, path } }: Context<App>) => method === 'POST' && UPLOADS.includes(path)
const isOfAgent = ({ req: { path } }: Context<App>) => path === '/v1/mcp'
const shedServers = shed((c) => (isUpload(c) ? uploads : isOfAgent(c) ? agents : servers))
const pages = new Admission()
const shedPages = shed(() => pages)

/** Agents' endpoints, which ask the other routes. */
const [ofMerchants, ofShoppers] = [merchantAgents(() => app), publicAgents(() => app)]

const operator = new Hono<App>()
  .use(shedServers)
  .use(operatorDoor)
  .use(limited)
  .use(idempotent)
  .use(audited)
  .route('/', shopRoutes)
  .route('/', moveRoutes)
  .route('/', backupRoutes)

const merchant = new Hono<App>()
  .use(timed)
  .use(shedServers)
  .use(merchantDoor)
  .use(permitted)
  .use(limited)
  // Each of its tools calls another route, which is audited there, and lets waiting jobs run: once, not for each of the two calls.
  .route('/mcp', ofMerchants)
  .use(advanceAfterwards)
  // These routes come before `idempotent`, which stores responses: a secret key or link, or what is known of a person, is never stored.
  .use('/keys/*', audited)
  .use('/token-keys/*', audited)
  .use('/hooks/*', audited)
  .use('/webhooks/*', audited)
  .use('/members/*', audited)
  .use('/sessions/*', audited)
  .use('/passkeys/*', audited)
  .use('/privacy-requests/*', audited)
  .use('/person-keys/*', audited)
  .use('/propensities/*', audited)
  .route('/keys', keyRoutes)
  .route('/token-keys', tokenRoutes)
  .route('/hooks', hookSettings)
  .route('/webhooks', webhookRoutes)
  .route('/members', memberRoutes)
  .route('/sessions', sessionRoutes)
  .route('/passkeys', passkeyRoutes)
  .route('/privacy-requests', privacyRoutes)
  .route('/', recogniseRoute)
  .use('/customers', audited)
  .route('/', customerRoutes)
  .route('/', ownWorkRoutes)
  .use('/accounts/*', audited)
  .route('/accounts', briefRoutes)
  .route('/accounts', accountRoutes)
  .use('/decisions/*', audited)
  .use('/responses', audited)
  .route('/', matchRoute)
  .route('/', decisionRoutes)
  .route('/', propensityRoutes)
  .route('/person-keys', personKeyRoutes)
  .use(idempotent)
  // Answers a question that is too long for an address; it changes nothing, so it is not audited.
  .route('/', merchantRecommendations)
  .route('/', ruleSimulation)
  .route('/', segmentSizes)
  .route('/', policyRoute)
  .use(audited)
  .route('/shop', shopRoute)
  .route('/me', meRoute)
  .route('/settings', settingsRoutes)
  .route('/audit', auditRoutes)
  .route('/imports', importRoutes)
  .route('/items', itemRoutes)
  .route('/orders', orderRoutes)
  .route('/relations', relationRoutes)
  .route('/export', exportRoutes)
  .route('/mappings', mappingRoutes)
  .route('/models', modelRoutes)
  .route('/tunings', tuningRoutes)
  .route('/held-pairs', heldPairRoutes)
  .route('/exclusions', exclusionRoutes)
  .route('/catalogue', catalogueRoutes)
  .route('/experiments', experimentRoutes)
  .route('/rules', ruleRoutes)
  .route('/rules', ruleEffect)
  .route('/offers', offerRoutes)
  .route('/offers', offerCodeRoutes)
  .route('/segments', segmentRoutes)
  .route('/campaigns', campaignRoutes)
  .route('/', contactRoutes)
  .route('/campaigns', campaignMemberRoutes)
  .route('/white-space', whiteSpaceRoutes)
  .route('/', enablementRoutes)
  .route('/triggers', triggerRoutes)
  .route('/triggers', triggerFiringRoutes)
  .route('/', customEventRoutes)
  .route('/reports', reportRoutes)
  .route('/status', statusRoutes)
  .route('/alerts', alertRoutes)
  .route('/readiness', readinessRoutes)
  .route('/feeds', feedRoutes)

/** Every route of the Worker. */
export const app: Hono<App> = new Hono<App>()
  .use(withRequestId)
  .use(traced)
  .use(counted)
  .route('/health', health)
  .route('/ready', ready)
  .use('/p/:pk/recommendations', shedPages)
  .use('/p/:pk/panel.html', shedPages)
  .use('/p/:pk/decision/*', shedPages)
  .use('/p/:pk/events', shedAfterBody(new Admission(MOST_BEACONS)))
  .use('/p/:pk/mcp', shedAfterBody(new Admission()))
  .use('/hooks/*', shedAfterBody(new Admission()))
  .use('/shopify/*', shedAfterBody(new Admission()))
  .use('/sign-in/*', limited)
  .route('/p', publicRecommendations)
  .route('/p', panelFragment)
  .route('/p', eventRoutes)
  .route('/p', pageDecisions)
  .route('/p', offerLinks)
  .route('/p', ofShoppers)
  .route('/', platformRoutes)
  .route('/sign-in', signInRoutes)
  .route('/sign-in', accessSignInRoutes)
  .route('/sign-in', demoRoutes)
  .route('/sign-in', passkeySignIn)
  .route('/console', consolePages)
  .route('/v1/shops', operator)
  .route('/v1/operator', new Hono<App>().use(shedServers).use(operatorDoor).route('/', deploymentRoutes))

app.route('/', frontPage.route('/', llmsText).route('/', ucpSchema))
app.route('/', specification(app))
app.route('/v1', merchant)

const noSuchRoute = new PairwellError('unknown_route', 'There is nothing at this address. See /docs.')
app.notFound((c) => problem(noSuchRoute, c))
app.onError(problem)

export default {
  fetch: atHome(app.fetch),
  queue: async (batch, env) => {
    await knowHomes(env, Date.now())
    await receive(batch, env)
  },
  scheduled: async (controller, env) => {
    await knowHomes(env, Date.now())
    await tick(env, controller.scheduledTime)
  },
} satisfies ExportedHandler<Env, Message>
