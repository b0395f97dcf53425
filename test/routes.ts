import { env } from 'cloudflare:workers'
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { drawOf } from '../engine/numbers/draw.ts'
import { dayOf, HOUR } from '../vocabulary/time.ts'
import { auditKey } from '../worker/auth/audit-key.ts'
import { keyIdOf, masterKey } from '../worker/auth/master-key.ts'
import { seal } from '../worker/auth/seal.ts'
import { DEFAULT_SETTINGS } from '../worker/models/queue-model.ts'
import { firstSync } from '../worker/platforms/shopify/sync.ts'
import { INSTALL_PURPOSE } from '../worker/platforms/shopify/tokens.ts'
import { endAnalysis, writeAnalyses } from '../worker/store/accounts/analyses.ts'
import { writeQuizAnswer } from '../worker/store/accounts/quiz.ts'
import { addAuditDigest } from '../worker/store/audit-digests.ts'
import { batch } from '../worker/store/batch.ts'
import { writeUpliftModel } from '../worker/store/campaigns/uplift-models.ts'
import { writePropensities, writePropensityModel } from '../worker/store/customers/propensities.ts'
import { recordHeldPairs } from '../worker/store/models/held-pairs.ts'
import { addModelChunk, beginUpload } from '../worker/store/models/outside.ts'
import { writeFactors } from '../worker/store/outcomes/factors.ts'
import { changeAlerts } from '../worker/store/shop/alerts.ts'
import { writeInstall } from '../worker/store/shop/installs.ts'
import { addPasskey } from '../worker/store/shop/passkeys.ts'
import { noteViews } from '../worker/store/triggers/viewed-items.ts'
import { writeWalked } from '../worker/store/triggers/walks.ts'
import { aShop, ordersFile, plainItems, send, type TestShop, times } from './a-shop.ts'
import { message, minute, redaction, shopifyOrder, shopifyRequest } from './ingest/hooks/bodies.ts'
import { connected, SECRET } from './ingest/hooks/platforms.ts'
import { linkOf, signedIn } from './operate/console.ts'
import { aBeacon, anEvent, count, report } from './outcomes/a-beacon.ts'

/** A route of the OpenAPI document. */
export type Route = { method: string; path: string; door: 'public' | 'merchant' | 'operator' | 'none' }

const doorOf = (path: string): Route['door'] => {
  if (path.startsWith('/p/')) return 'public'
  if (path.startsWith('/v1/shops') || path.startsWith('/v1/operator')) return 'operator'
  return path.startsWith('/v1/') && path !== '/v1/openapi.json' ? 'merchant' : 'none'
}

/** Returns every route of the Worker from its OpenAPI document, so that new routes are tested automatically. */
export async function allRoutes(): Promise<Route[]> {
  const { body } = await send('/v1/openapi.json')
  return Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path, door: doorOf(path) })),
  )
}

/** Stands for the key of the address that two customers of a full shop share, which is different in each shop. */
const SHARED_KEY = 'the shared key'

/** Stand for a customer and a decision of the shop. */
const CUSTOMER = 'the customer'
const DECISION = 'the decision'

/** Values of the parameters in paths. */
export type Ids = Record<
  | 'pk'
  | 'shop_id'
  | 'item_id'
  | 'order_id'
  | 'import_id'
  | 'model_id'
  | 'tuning_id'
  | 'key_id'
  | 'platform'
  | 'feed_id'
  | 'mapping_id'
  | 'table'
  | 'experiment_id'
  | 'report'
  | 'token_key_id'
  | 'version'
  | 'member_id'
  | 'session_id'
  | 'passkey_id'
  | 'person_key'
  | 'customer'
  | 'rule_id'
  | 'webhook_id'
  | 'offer_id'
  | 'decision_id'
  | 'segment_id'
  | 'campaign_id'
  | 'trigger_id'
  | 'account_id',
  string
>

/** Returns the ids of a shop that has rows in every table. */
export async function idsOf(shop: TestShop): Promise<Ids> {
  const newest = async (path: string) => (await shop.call(`${path}?limit=1`)).body.items[0]
  const keys = (await shop.call('/v1/keys')).body.items
  return {
    pk: shop.pk,
    shop_id: shop.shop_id,
    // An item that no other call names, because one of the calls deletes it.
    item_id: 'spoon',
    order_id: (await newest('/v1/orders')).order_id,
    import_id: (await newest('/v1/imports')).import_id,
    model_id: (await newest('/v1/models')).model_id,
    tuning_id: (await newest('/v1/tunings')).tuning_id,
    key_id: keys.find((key: { kind: string }) => key.kind === 'secret').key_id,
    platform: 'shopify',
    feed_id: (await shop.call('/v1/feeds')).body.items[0].feed_id,
    mapping_id: (await shop.call('/v1/mappings')).body.items[0].mapping_id,
    table: 'orders',
    experiment_id: (await newest('/v1/experiments')).experiment_id,
    report: 'funnel',
    token_key_id: (await newest('/v1/token-keys')).token_key_id,
    version: '1',
    rule_id: (await newest('/v1/rules')).rule_id,
    webhook_id: (await shop.call('/v1/webhooks')).body.items[0].webhook_id,
    // A member who is no owner, and can be removed.
    member_id: (await shop.call('/v1/members')).body.items.at(-1).member_id,
    session_id: (await shop.call('/v1/sessions')).body.items[0].session_id,
    passkey_id: (await shop.call('/v1/passkeys')).body.items[0].passkey_id,
    customer: (
      await shop.call('/v1/customers/lookup', 'POST', { customer_id: TWO_CUSTOMERS[0]?.customer_id })
    ).body.customer,
    // An offer that is not live, so that it can be deleted.
    offer_id: (await newest('/v1/offers')).offer_id,
    decision_id: (await newest('/v1/decisions')).decision_id,
    segment_id: (await newest('/v1/segments')).segment_id,
    campaign_id: (await newest('/v1/campaigns')).campaign_id,
    account_id: (await newest('/v1/accounts')).account_id,
    // One that is off, so that it can be deleted.
    trigger_id: (await newest('/v1/triggers')).trigger_id,
    person_key: (await shop.call('/v1/person-keys')).body.items[0].key,
  }
}

const accessory = { item_id: 'tea', related_item_id: 'mug', relationship_type: 'accessory' }

const QUERIES: Record<string, string> = {
  'GET /p/{pk}/recommendations': '?placement=product&item_id=tea',
  'GET /p/{pk}/panel.html': '?placement=product&item_id=tea',
  'GET /v1/recommendations': '?placement=cart&cart_item_ids=tea&trace=1',
  'POST /v1/imports': '?kind=relations',
  'GET /v1/contact-calendar': '?from=2026-01-01',
  'GET /v1/white-space/totals': '?by=family',
  'GET /v1/propensities/customers': '?family=Tea',
  'DELETE /v1/exclusions': '?item_id=pot',
  // Another name, so that no test of all routes deletes its shop.
  'DELETE /v1/shop': '?name=another',
  'DELETE /v1/relations': `?${new URLSearchParams(accessory)}`,
}

const PIN = { name: 'The pot first', action: { kind: 'pin', item_id: 'pot', place: 1 }, status: 'live' }

const OFFER = {
  ...{ name: 'Milk', kind: 'cross_sell', status: 'live', margin: 500 },
  ...{ proposal: { type: 'item', item_ids: ['milk'] }, texts: [{ title: 'For you: {item}' }] },
}

const CAMPAIGN = {
  ...{ name: 'Milk for those who lack it', audience: { type: 'everybody' }, offer_ids: ['off_unknown'] },
  ...{ channels: ['till', 'email'], ends_at: 4_000_000_000_000 },
}

const TRIGGER = {
  ...{ name: 'The cart is waiting', on: { type: 'event', name: 'cart_left' } },
  steps: [{ offer_id: 'off_unknown', channels: ['email'] }],
}
const CART = { name: 'cart_left', key: 'cart-1', customer_id: 'cleo', item_ids: ['tea'] }

const ACCOUNT = { account_id: 'A-1', name: 'Café Krone', tier: 'A' }
const OUTCOME = { outcome_id: 'phone-1', family: 'Food > Tea', outcome: 'later', note: 'In spring' }

const SEGMENT = { name: 'Came back', condition: { number: 'orders', from: 2 } }

/** A call of a tool, as an agent sends it. */
const callOf = (name: string, args: object) => ({
  ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
  params: { name, arguments: args },
})

const BODIES: Record<string, unknown> = {
  'PUT /v1/customers': { customers: [{ customer_id: 'cleo', consents: { email: { given: true, at: 1 } } }] },
  'POST /v1/segments': SEGMENT,
  'POST /v1/segments/size': { condition: SEGMENT.condition },
  'PATCH /v1/segments/{segment_id}': { name: 'Twice' },
  'POST /v1/campaigns': CAMPAIGN,
  'PATCH /v1/campaigns/{campaign_id}': { budget: 10_000 },
  'POST /v1/campaigns/{campaign_id}/actions': { action: 'check' },
  'PUT /v1/accounts': { accounts: [ACCOUNT] },
  'PUT /v1/accounts/{account_id}/buyers': { buyers: [{ customer_id: 'cleo', role: 'purchasing' }] },
  'POST /v1/accounts/{account_id}/outcomes': OUTCOME,
  'PUT /v1/accounts/{account_id}/marks': { family: 'Food > Tea', mark: 'elsewhere', note: 'Bremen' },
  'PUT /v1/product-cards': { family: 'Food > Tea', questions: ['What do guests take?'] },
  'POST /v1/quiz': { question: 'first_item:Food > Tea', key: 'oat' },
  'POST /v1/triggers': TRIGGER,
  'PATCH /v1/triggers/{trigger_id}': { late_after_hours: 24 },
  'POST /v1/triggers/{trigger_id}/actions': { action: 'off' },
  'POST /v1/events/custom': { events: [CART] },
  'POST /v1/offers': OFFER,
  'PATCH /v1/offers/{offer_id}': { note: 'For the spring.' },
  'POST /v1/offers/{offer_id}/codes': { codes: ['TEA-7F3K'] },
  'POST /v1/contact-policy/simulate': { contact_policy: { windows: [{ max: 1, days: 30 }] } },
  'POST /v1/decisions': { customer: CUSTOMER, channel: 'web' },
  'POST /v1/decisions/match': { channel: 'rep', customers: [{ customer_id: 'cleo' }] },
  'POST /v1/decisions/{decision_id}/deliver': { channel: 'email' },
  'POST /v1/responses': { decision_id: DECISION, response: 'viewed', channel: 'web' },
  'PUT /v1/items': {
    items: [
      {
        item_id: 'tea',
        title: 'Mine',
        variants: [{ variant_id: 'tea', sku: 'TEA', availability: 'in_stock' }],
      },
    ],
  },
  'POST /v1/recommendations': {
    customer: { customer_id: 'ann' },
    placement: 'home',
    panels: [{ intent: 'replenish' }],
  },
  'POST /v1/orders': { orders: [{ order_id: 'o00000', lines: [{ item_id: 'tea' }] }] },
  'PUT /v1/exclusions': { exclusions: [{ item_id: 'pot', status: 'excluded' }] },
  'PUT /v1/relations': { relations: [{ ...accessory, position: 7 }] },
  'PATCH /v1/shop': { currency: 'EUR' },
  'POST /v1/keys': { kind: 'publishable' },
  'POST /v1/members': { name: 'Eve', role: 'analyst' },
  'PATCH /v1/members/{member_id}': { role: 'editor' },
  'POST /sign-in/passkey': {
    ...{ id: 'AAAA', rawId: 'AAAA' },
    response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' },
  },
  'POST /sign-in/passkeys': {
    ...{ id: 'AAAA', rawId: 'AAAA' },
    response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
  },
  'POST /sign-in/access': { shop_id: '0zzzzzzzzzzzz' },
  'POST /sign-in': { token: 'sl_0zzzzzzzzzzzz_00000000000000000000000000000000' },
  'PUT /v1/hooks/{platform}': { secret: SECRET },
  'PUT /v1/mappings': {
    kind: 'relations',
    header: ['A', 'B'],
    columns: { item_id: 'A', related_item_id: 'B' },
  },
  'PUT /v1/person-keys': { key: SHARED_KEY, joins: true },
  'PUT /v1/held-pairs': { item_id: 'tea', companion_id: 'milk', status: 'allowed' },
  'POST /v1/customers/lookup': { customer_email: 'ann@example.com' },
  'POST /v1/customers/look-alikes': { customers: Array.from({ length: 20 }, (_, who) => `of-${who}`) },
  'POST /v1/privacy-requests': { kind: 'data_request', customer_email: 'ann@example.com' },
  // Nothing listens there, so that the fetch fails at once.
  'PUT /v1/feeds': { url: 'https://127.0.0.1:1/feed.csv', kind: 'items' },
  'PUT /v1/webhooks': { url: 'https://127.0.0.1:1/messages' },
  'POST /p/{pk}/events': aBeacon([anEvent('select_item')], 'a-browser-of-the-tests'),
  'POST /v1/webhooks/{webhook_id}/replay': {},
  'POST /p/{pk}/mcp': callOf('get_recommendations', { item_id: 'tea' }),
  'POST /v1/mcp': callOf('explain_item', { item_id: 'tea' }),
  'POST /p/{pk}/decision': { customer_token: 'unsigned' },
  'POST /p/{pk}/decision/response': { customer_token: 'unsigned', decision_id: DECISION, response: 'viewed' },
  'POST /v1/experiments': { name: 'Is it worth it?', placement: 'cart' },
  'PATCH /v1/experiments/{experiment_id}': { ramp: 100 },
  'POST /v1/shops': { name: 'Next door', currency: 'EUR' },
  'PATCH /v1/shops/{shop_id}': { status: 'live' },
  'POST /v1/shops/{shop_id}/move': { database: 1 },
  'POST /v1/shops/{shop_id}/restore': { page: 'no.page' },
  'PATCH /v1/settings': { price_days: 9 },
  'POST /v1/rules': PIN,
  'PUT /v1/rules': { rules: [PIN] },
  'PATCH /v1/rules/{rule_id}': { status: 'ended' },
  'POST /v1/rules/compare': { drafts: [PIN] },
  'POST /v1/rules/simulate': { placement: 'product', item_id: 'tea', drafts: [PIN] },
  'PATCH /v1/items/{item_id}': { title: 'Assam tea' },
}

/** A model of one list, which a shop with a larger one refuses. */
const MODEL = (() => {
  const companion = { item_id: 'tea', score: 1, cart_weight: 0, co_orders: 6, item_orders: 12, popular: true }
  const list = { kind: 'shop', key: '', seed_orders: 12, companions: [companion], tails: {} }
  const line = `${JSON.stringify(list)}\n`
  const none = {
    lines_unmatched: 0,
    customers: 0,
    pairs: 0,
    pairs_of_three: 0,
    items_ready: 0,
    items_pooled: 0,
  }
  const counts = {
    ...{ ...none, orders: 12, orders_with_two: 12, lines: 36, items: 5, items_bought: 4, items_fallback: 5 },
    ...{ lists: 1, lists_written: 1, lists_deleted: 0, orders_left_out: 0, array_bytes: 0 },
    ...{ lines_matched: { id: 36, sku: 0, name: 0 }, first_order_at: null, last_order_at: null },
  }
  const facts = { settings: DEFAULT_SETTINGS, counts, holdout: null, held: [], found: [] }
  const hash = createHash('sha256').update(line).digest('hex')
  return `${JSON.stringify({ hash, ...facts })}\n${line}`
})()

const FILE = 'item_id,related_item_id,relationship_type\ntea,mug,accessory'

/** Returns a valid request of a route with these ids and key. */
export function example({ method, path }: Route, ids: Ids, key: string | undefined): [string, RequestInit] {
  const name = `${method} ${path}`
  const address = path.replace(/\{(\w+)\}/g, (_, id: keyof Ids) => encodeURIComponent(ids[id]))
  if (name === 'POST /hooks/{shop_id}/{platform}') {
    return [address, shopifyRequest(message('carts/update', {}), SECRET)]
  }
  const body = name.startsWith('POST /v1/imports')
    ? FILE
    : name === 'POST /v1/models/outside'
      ? MODEL
      : name === 'POST /v1/accounts/import'
        ? 'account_id,name\nA-2,Office Kappeler'
        : BODIES[name] &&
          JSON.stringify(BODIES[name])
            .replace(SHARED_KEY, ids.person_key)
            .replace(CUSTOMER, ids.customer)
            .replace(DECISION, ids.decision_id)
  const headers = {
    ...(key !== undefined && { Authorization: `Bearer ${key}` }),
    ...(BODIES[name] !== undefined && { 'Content-Type': 'application/json' }),
  }
  return [`${address}${QUERIES[name] ?? ''}`, { method, headers, ...(typeof body === 'string' && { body }) }]
}

/** Orders of two customers with one address. */
const TWO_CUSTOMERS = ['cleo', 'dan'].map((customer_id) => ({
  ...{ order_id: `of ${customer_id}`, customer_id, customer_email: 'both@example.com' },
  lines: [{ item_id: 'tea' }],
}))

/**
 * Returns a shop with rows in every table: catalogue, orders, relations, customers, a mapping, uploads with refused rows,
 * models, one that is being sent, a tuning, an anomaly, an alert, a webhook with a message, offers with a decision and an answer, a segment, stored replies, a feed, a hook with an order whose buyer was erased, a token key, an
 * experiment with a visitor who bought, a beacon that is not counted yet, and members with a session, a link and a passkey.
 */
export async function aFullShop(settings: object = {}): Promise<TestShop> {
  const shop = await aShop({ ...NEVER_QUIET, ...settings })
  await shop.give('items', plainItems(['tea', 'mug', 'pot', 'milk', 'spoon']))
  await shop.give(
    'orders',
    `${ordersFile([...times(6, 'tea mug'), ...times(6, 'tea mug pot milk')])}\nbad,yesterday,tea`,
  )
  await withWholesale(shop)
  await shop.give('relations', FILE)
  await shop.call('/v1/items', 'PUT', BODIES['PUT /v1/items'], { 'Idempotency-Key': 'full' })
  await shop.give('orders', 'order_id,order_date,item_name\nbyname,2026-01-03,The milk')
  await shop.call('/v1/orders', 'POST', { orders: TWO_CUSTOMERS })
  await shop.give('customers', 'Email,Accepts Email Marketing,Total Orders\nbea@example.com,yes,3')
  await shop.call('/v1/mappings', 'PUT', BODIES['PUT /v1/mappings'])
  await shop.call('/v1/feeds', 'PUT', BODIES['PUT /v1/feeds'])
  await shop.call('/v1/exclusions', 'PUT', BODIES['PUT /v1/exclusions'])
  await shop.call('/v1/rules', 'POST', PIN)
  await shop.call('/v1/tunings', 'POST')
  const held = { item_id: 'tea', companion_id: 'milk', held_at: 1, co_orders: 6, customers: 2 }
  await batch(shop.store.d1, recordHeldPairs(shop.store, [{ ...held, status: 'waiting' }], sql`true`))
  const { deliver } = await connected(shop, 'shopify')
  await deliver(message('orders/create', shopifyOrder(1001, minute(1))))
  await deliver(redaction(1))
  await shop.settle()
  await withEvents(shop)
  await withMembers(shop)
  await withAlerts(shop)
  await withDecisions(shop)
  await withPropensities(shop)
  await aCampaign(shop)
  await withTriggers(shop)
  await withAccounts(shop)
  await beginUpload(shop.store, 'mod_halfway', Date.now())
  await addModelChunk(shop.store, 'mod_halfway', 0, '{}')
  await withApp(shop)
  // As the sweep does when the entries are old enough.
  await addAuditDigest(shop.store, async (own) => await auditKey(env, own), Date.now() + 3 * HOUR)
  return shop
}

/** A session and a passkey of the owner, and a second member with an unused link. */
async function withMembers(shop: TestShop): Promise<void> {
  await signedIn(await linkOf(shop))
  const [{ member_id }] = (await shop.call('/v1/members')).body.items
  await shop.call('/v1/members', 'POST', { name: 'Bea', role: 'analyst' })
  const passkey = { passkey_id: `of-${member_id}`, public_key: 'none', counter: 0, browser: 'Chrome, Linux' }
  await addPasskey(shop.store, { ...passkey, member_id, created_at: 1, challenged_at: 1 })
}

/** The app of a store. */
export async function withApp({ store }: TestShop): Promise<void> {
  const token = await seal(env, store.shop_id, INSTALL_PURPOSE, '{"access_token":"shpat_of_the_test"}')
  const install = {
    platform: 'shopify' as const,
    domain: `${store.shop_id}.myshopify.com`,
    token_until: null,
  }
  const kid = keyIdOf(masterKey(env))
  await writeInstall(
    store,
    { ...install, token, installed_at: 1, uninstalled_at: null, sync: firstSync(1) },
    kid,
  )
}

/** An alert, and a webhook with a message that nobody accepted. */
async function withAlerts({ store, call }: TestShop): Promise<void> {
  const { webhook_id } = (await call('/v1/webhooks', 'PUT', BODIES['PUT /v1/webhooks'])).body
  await call(`/v1/webhooks/${webhook_id}/test`, 'POST')
  const alert = { shop_id: store.shop_id, alert_id: 'alt_1', kind: 'model_refused' as const, subject: '' }
  const begun = [{ ...alert, began_at: 1, ended_at: null, facts: { refused: 1 } }]
  await changeAlerts(store, { begun, ended: [] }, 1, [])
}

/** The same time twice: nothing is quiet at whatever hour a test runs, also after a return to the first version of the settings. */
const NEVER_QUIET = { contact_policy: { quiet_hours: { from: '08:00', to: '08:00' } } }

/** A customer with details, a live offer that was answered, and a draft. */
async function withDecisions({ call }: TestShop): Promise<void> {
  const quiet = { contact_policy: { quiet_hours: { from: '00:00', to: '00:00' } } }
  await call('/v1/settings', 'PATCH', quiet)
  const customer_id = TWO_CUSTOMERS[0]?.customer_id
  const { customer } = (await call('/v1/customers/lookup', 'POST', { customer_id })).body
  await call('/v1/customers', 'PUT', {
    customers: [{ customer, consents: { email: { given: true, at: 1 } } }],
  })
  await call('/v1/segments', 'POST', SEGMENT)
  await call('/v1/offers', 'POST', OFFER)
  const draft = (await call('/v1/offers', 'POST', { ...OFFER, status: 'draft' })).body
  await call(`/v1/offers/${draft.offer_id}/codes`, 'POST', { codes: ['TEA-1'] })
  const { decision } = (await call('/v1/decisions', 'POST', { customer, channel: 'email' })).body
  await call('/v1/responses', 'POST', {
    decision_id: decision.decision_id,
    response: 'viewed',
    channel: 'web',
  })
}

/** A campaign that was checked, so that it has members, another that waits for its check, and what campaigns have shown. */
async function aCampaign({ call, settle, store }: TestShop) {
  const offers = (await call('/v1/offers')).body.items
  const { offer_id } = offers.find(({ status }: { status: string }) => status === 'live')
  const written = { ...CAMPAIGN, offer_ids: [offer_id] }
  const { campaign_id } = (await call('/v1/campaigns', 'POST', written)).body
  await call(`/v1/campaigns/${campaign_id}/actions`, 'POST', { action: 'check' })
  await settle()
  await writeUpliftModel(store, {
    fitted_at: 1,
    members: 2,
    model: { width: 0, treatments: [] },
    acceptances: {},
  })
  await call('/v1/campaigns', 'POST', written)
}

/** A trigger that is on, with a firing and what it compares, and one that is off. */
async function withTriggers(shop: TestShop): Promise<void> {
  const { call, store } = shop
  const offers = (await call('/v1/offers')).body.items
  const { offer_id } = offers.find(({ status }: { status: string }) => status === 'live')
  const steps = [{ offer_id, channels: ['email'] }]
  const { trigger_id } = (await call('/v1/triggers', 'POST', { ...TRIGGER, steps })).body
  await call(`/v1/triggers/${trigger_id}/actions`, 'POST', { action: 'on' })
  await call('/v1/events/custom', 'POST', { events: [CART] })
  await writeWalked(store, [], { views: { day: 1, after: null } }, [
    noteViews(store.shop_id, [{ customer: 'of-0', item_id: 'tea', day: dayOf(Date.now()) }], 1),
  ])
  await call('/v1/triggers', 'POST', { ...TRIGGER, steps })
}

/** What the account buys: two families, which every analysis finds. */
async function withWholesale({ call }: TestShop): Promise<void> {
  const goods = ['Tea', 'Milk'].map((kind, at) => {
    const item_id = at === 0 ? 'assam' : 'oat'
    const variants = [{ variant_id: item_id, price: 500, availability: 'in_stock' }]
    return { ...{ item_id, title: `${kind} of ours`, category: `Food > ${kind}` }, variants }
  })
  await call('/v1/items', 'PUT', { items: goods })
  await call('/v1/orders', 'POST', {
    orders: [
      {
        ...{ order_id: 'wholesale-1', account: ACCOUNT.name, ordered_at: new Date().toISOString() },
        lines: goods.map(({ item_id }) => ({ item_id, price: 500 })),
      },
    ],
  })
}

/** An account with a buyer, a mark, an outcome, an analysis and a card, and a member who has answered a question. */
async function withAccounts(shop: TestShop): Promise<void> {
  const { call, store } = shop
  const account_id = `A-${shop.shop_id}`
  await call('/v1/accounts', 'PUT', { accounts: [{ ...ACCOUNT, account_id }] })
  const customer_id = TWO_CUSTOMERS[0]?.customer_id
  await call(`/v1/accounts/${account_id}/buyers`, 'PUT', { buyers: [{ customer_id, role: 'purchasing' }] })
  await shop.settle()
  await call(`/v1/accounts/${account_id}/marks`, 'PUT', BODIES['PUT /v1/accounts/{account_id}/marks'])
  await call(`/v1/accounts/${account_id}/outcomes`, 'POST', OUTCOME)
  await endAnalysis(store, {
    ...{ computed_at: 1, day: 1, horizon_days: 90, accounts: 1, orders: 1, fitted: 0, is_cut: false },
    ...{ families: ['Food > Tea', 'Food > Milk'], names: { depth: 2, kinds: {} } },
    facts: [
      { accounts: 1, with: [[1, 0.5]], items: ['tea'] },
      { accounts: 1, with: [], items: ['milk'] },
    ],
  })
  await writeAnalyses(store, [{ ...AN_ANALYSIS, account_id }])
  await call('/v1/product-cards', 'PUT', BODIES['PUT /v1/product-cards'])
  await writeQuizAnswer(store, { member_id: 'mem_1', question: 'q', box: 1, due_at: 1, answered_at: 1 }, true)
}

const AN_ANALYSIS = {
  ...{ computed_at: 1, margin: 500, cells: [], usual: [] },
  openings: [
    {
      ...{ f: 0, lapsed: false, p: 0.2, margin: 500, low: 100, high: 900, assumed: true, gap: 2_000 },
      ...{ reasons: [{ code: 'popular' as const, share: 0.5 }], items: ['tea'] },
    },
  ],
  audit: {
    ...{
      orders: 1,
      first: 1,
      last: 1,
      rhythm: null,
      due: null,
      is_overdue: false,
      year: 950,
      year_before: null,
    },
    ...{ trend: null, largest_share: 1, concentration: 1, margin_share: null, wallet_share: null, peers: 0 },
  },
}

/** A customer who is likely to buy tea. The model knows the family and is of no release, so that nothing is scored with it. */
async function withPropensities({ store }: TestShop): Promise<void> {
  const row = { job_id: 'job_1', fitted_at: 1, scored_to: null, fitted: 1, scored: 1 }
  await writePropensityModel(store, {
    ...row,
    families: ['Tea'],
    model: { features: 'none', window_days: 30 },
  })
  const scores = { person: 'of-0', day: 1, buys: 0.5, codes: 'VV' }
  await writePropensities(
    store,
    'job_1',
    [{ ...scores, best: [[0, 'tea', [[0, 2, 9]]]], items: ['tea'] }],
    'of-0',
  )
}

const BROWSERS = ['browser-of-the-tests-1', 'browser-of-the-tests-2']

async function withEvents(shop: TestShop): Promise<void> {
  await shop.call('/v1/token-keys', 'POST')
  const { experiment_id } = (
    await shop.call('/v1/experiments', 'POST', { name: 'First', placement: 'product' })
  ).body
  await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'running', ramp: 10 })
  for (const browser of BROWSERS) {
    const arm = drawOf(experiment_id, browser) < 0.5 ? 'panel' : 'holdout'
    const seen = anEvent('rec_viewable', { experiment_id, arm, explore: 0.05 })
    const added = anEvent('add_to_cart', { recommendation_id: 'r_full' })
    const bought = anEvent('purchase', { transaction_id: 'o00001', order_token: '0'.repeat(64) })
    await report(shop, aBeacon([seen, added, bought], browser))
  }
  await count(shop)
  await writeFactors(shop.store, [
    {
      placement: 'product',
      seed_item_id: 'tea',
      item_id: 'mug',
      factor: 1.1,
      visitors: 60,
      kept: 9,
      days: 8,
    },
  ])
  await report(shop, aBeacon([anEvent('select_item')]))
}
