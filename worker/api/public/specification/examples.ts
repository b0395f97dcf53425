import type { Json } from './json.ts'

/** Bodies of requests, one for each route that takes JSON. Every one is sent by a test. */
export const EXAMPLES: Readonly<Record<string, Json>> = {
  'PUT /v1/items': {
    items: [
      {
        item_id: 'tea',
        title: 'Assam tea',
        url: 'https://shop.example/tea',
        image_url: 'https://shop.example/tea.jpg',
        category: 'Food > Tea',
        variants: [
          { variant_id: 'tea-100', title: '100 g tin', price: 950, availability: 'in_stock' },
          { variant_id: 'tea-250', title: '250 g tin', price: 1890, availability: 'in_stock' },
        ],
      },
    ],
  },
  'PATCH /v1/items/{item_id}': { tags: ['autumn'], published: true },
  'POST /v1/orders': {
    orders: [
      {
        order_id: '1001',
        ordered_at: '2026-10-01T09:30:00Z',
        customer_id: 'c-17',
        lines: [
          { item_id: 'tea', quantity: 2, price: 950 },
          { item_id: 'mug', quantity: 1, price: 1200 },
        ],
      },
    ],
  },
  'PUT /v1/relations': {
    relations: [{ item_id: 'tea', related_item_id: 'mug', relationship_type: 'accessory', position: 1 }],
  },
  'POST /v1/rules': {
    name: 'The pot first, beside teas',
    note: 'Asked for by the shop in Graz',
    status: 'live',
    action: { kind: 'pin', item_id: 'pot', place: 1, mode: 'at_or_before' },
    when: { placements: ['product'], seed: { categories: ['Food > Tea'] } },
    start: '2026-11-27T00:00',
    end: '2026-12-01T00:00',
  },
  'PUT /v1/rules': {
    rules: [
      { name: 'No samples', status: 'live', action: { kind: 'never_show', items: { tags: ['sample'] } } },
      { name: 'Own brand', action: { kind: 'boost', items: { brands: ['Acme'] }, strength: 'weak' } },
    ],
  },
  'PATCH /v1/rules/{rule_id}': { status: 'ended', note: 'The week is over' },
  'POST /v1/rules/simulate': {
    placement: 'product',
    item_id: 'tea',
    drafts: [{ name: 'The mug first', action: { kind: 'pin', item_id: 'mug', place: 1 } }],
  },
  'POST /v1/rules/compare': {
    drafts: [{ name: 'No mugs', action: { kind: 'hide', items: { categories: ['Kitchen > Mugs'] } } }],
  },
  'POST /v1/recommendations': {
    customer: { customer_id: 'c-17' },
    placement: 'home',
    panels: [{ intent: 'replenish', limit: 4 }],
  },
  'PUT /v1/exclusions': { exclusions: [{ item_id: 'gift-wrap', status: 'excluded' }] },
  'PUT /v1/held-pairs': { item_id: 'tea', companion_id: 'mug', status: 'allowed' },
  'PATCH /v1/settings': { price_days: 3, panels: { product: { title: 'Goes well with it' } } },
  'PATCH /v1/shop': { currency: 'EUR' },
  'POST /v1/keys': { kind: 'secret' },
  'POST /v1/members': { name: 'Anna', role: 'editor' },
  'PATCH /v1/members/{member_id}': { role: 'analyst' },
  'POST /sign-in/passkey': {
    ...{ id: 'AAAA', rawId: 'AAAA' },
    response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' },
  },
  'POST /sign-in/passkeys': {
    ...{ id: 'AAAA', rawId: 'AAAA' },
    response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
  },
  'POST /sign-in/access': { shop_id: '0example000000' },
  'POST /sign-in': { token: 'sl_0example000000_the-part-of-the-link-after-the-hash' },
  'PUT /v1/hooks/{platform}': { secret: 'the secret that the shop system shows' },
  'POST /v1/webhooks/{webhook_id}/replay': {},
  'PUT /v1/webhooks': { url: 'https://shop.example/pairwell', types: ['alert.began', 'alert.ended'] },
  'PUT /v1/mappings': {
    kind: 'relations',
    header: ['Article', 'Goes with', 'Kind'],
    columns: { item_id: 'Article', related_item_id: 'Goes with', relationship_type: 'Kind' },
  },
  'PUT /v1/person-keys': { key: 'k2f8q0v7m1x5', joins: true },
  'POST /v1/customers/lookup': { customer_id: 'c-17' },
  'PUT /v1/customers': {
    customers: [
      {
        customer_id: 'c-17',
        group: 'trade',
        consents: { email: { given: true, source: 'checkout', at: 1_793_000_000_000 } },
      },
    ],
  },
  'POST /v1/campaigns': {
    name: 'Tea for those who are due',
    audience: { type: 'segment', segment_id: 'seg_0c1v6x0b3kqhtmz4v5' },
    offer_ids: ['off_0c1v6x0b3kqhtmz4v5'],
    channels: ['email', 'sms'],
    ends_at: 1_800_000_000_000,
    budget: 50_000,
  },
  'PATCH /v1/campaigns/{campaign_id}': { budget: 60_000 },
  'POST /v1/campaigns/{campaign_id}/actions': { action: 'check' },
  'PUT /v1/accounts': {
    accounts: [
      {
        account_id: 'A-17',
        name: 'Café Krone',
        companies: ['Krone Gastronomie GmbH'],
        tier: 'A',
        group: 'wholesale',
        locations: [{ name: 'Graz', country: 'AT' }],
        contract_ends_at: 1_790_000_000_000,
        quotes: [{ quote_id: 'Q-7', amount: 48_000, lines: [{ item_id: 'tea', quantity: 40 }] }],
        plans: [{ at: 1_780_000_000_000, text: 'Opens a second café' }],
      },
    ],
  },
  'PUT /v1/accounts/{account_id}/buyers': {
    buyers: [{ customer_id: 'c-17', role: 'purchasing', since: 1_760_000_000_000 }],
  },
  'POST /v1/accounts/{account_id}/outcomes': {
    outcome_id: 'phone-1-2026-11-29-3',
    family: 'Food > Tea',
    item_id: 'tea',
    outcome: 'rejected',
    reason: 'price_sensitivity',
    channel: 'call',
  },
  'PUT /v1/accounts/{account_id}/marks': {
    family: 'Food > Tea',
    mark: 'elsewhere',
    note: 'From a tea importer in Bremen',
  },
  'PUT /v1/product-cards': {
    family: 'Food > Tea',
    use_cases: ['A second hot drink for guests who take no coffee'],
    questions: ['What do you serve to guests who take no coffee?'],
    answers: [{ reason: 'already_have', answer: 'Ours keeps for two years, so a tin can wait.' }],
  },
  'POST /v1/quiz': { question: 'sells_with:Food > Tea', key: 'Kitchen > Mugs' },
  'POST /v1/triggers': {
    name: 'The cart is waiting',
    on: { type: 'event', name: 'cart_left' },
    steps: [
      { offer_id: 'off_0c1v6x0b3kqhtmz4v5', channels: ['email', 'push'], wait_hours: 4 },
      { offer_id: 'off_0c1v6x0b3kqhtmz4v6', channels: ['email'], after: 'silence', silence_days: 5 },
    ],
    cancel_on: ['order'],
    control_share: 0.1,
  },
  'PATCH /v1/triggers/{trigger_id}': { late_after_hours: 24 },
  'POST /v1/triggers/{trigger_id}/actions': { action: 'on' },
  'POST /v1/events/custom': {
    events: [
      { name: 'cart_left', key: 'cart-4711', customer_id: 'C-1', at: 1_790_000_000_000, item_ids: ['tea'] },
      { name: 'cart_left', key: 'cart-4712', customer_id: 'C-2', cancel: true },
    ],
  },
  'POST /v1/segments': { name: 'Came back', condition: { number: 'orders', from: 2 } },
  'POST /v1/segments/size': { condition: { bought: { categories: ['Tea'] }, within_days: 90 } },
  'PATCH /v1/segments/{segment_id}': { name: 'Regulars' },
  'POST /v1/offers': {
    name: 'A pot for tea drinkers',
    kind: 'cross_sell',
    proposal: { type: 'item', item_ids: ['pot'] },
    texts: [{ title: 'Your tea deserves it: {item}', body: 'For {price}.' }],
    eligibility: { bought: { categories: ['Tea'] }, within_days: 365 },
  },
  'PATCH /v1/offers/{offer_id}': { status: 'live' },
  'POST /v1/offers/{offer_id}/codes': { codes: ['TEA-7F3K', 'TEA-9Q2M'] },
  'POST /v1/contact-policy/simulate': { contact_policy: { windows: [{ max: 1, days: 30 }] }, days: 90 },
  'POST /v1/decisions': { customer: 'k2f8q0v7m1x5', channel: 'email' },
  'POST /v1/decisions/match': { channel: 'email', customers: [{ customer_email: 'ann@example.com' }] },
  'POST /v1/decisions/{decision_id}/deliver': { channel: 'email' },
  'POST /v1/responses': {
    ...{ decision_id: 'dec_01jdyx7m2k0', response: 'rejected', channel: 'web' },
    reason: 'price_sensitivity',
  },
  'POST /v1/customers/look-alikes': {
    customers: Array.from({ length: 20 }, (_, at) => `k2f8q0v7m1x${at}`),
    limit: 1_000,
  },
  'POST /v1/privacy-requests': { kind: 'data_request', customer_email: 'ann@example.com' },
  'PUT /v1/feeds': { url: 'https://shop.example/feed.csv', kind: 'items' },
  'POST /v1/experiments': { name: 'Panels on carts', placement: 'cart' },
  'PATCH /v1/experiments/{experiment_id}': { ramp: 100 },
  'POST /v1/shops': { name: 'The corner shop', currency: 'EUR', locale: 'de-DE', time_zone: 'Europe/Berlin' },
  'PATCH /v1/shops/{shop_id}': { status: 'paused' },
  'POST /v1/shops/{shop_id}/move': { database: 1 },
  'POST /v1/shops/{shop_id}/restore': { page: 'eyJhbGciOiJkaXIi…' },
  'POST /p/{pk}/mcp': {
    ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
    params: { name: 'get_recommendations', arguments: { item_id: 'tea', limit: 3 } },
  },
  'POST /v1/mcp': {
    ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
    params: { name: 'explain_item', arguments: { item_id: 'tea' } },
  },
  'POST /p/{pk}/decision': { customer_token: 'eyJhbGciOi…', placement: 'home' },
  'POST /p/{pk}/decision/response': {
    ...{ customer_token: 'eyJhbGciOi…', decision_id: 'dec_01jdyx7m2k0' },
    response: 'accepted',
  },
  'POST /p/{pk}/events': {
    consent: false,
    sent_at: 1_793_000_000_000,
    events: [
      {
        event_id: 'e-000001',
        name: 'view_item_list',
        placement: 'product',
        intent: 'complementary',
        at: 1_793_000_000_000,
        items: [{ item_id: 'tea' }],
      },
    ],
  },
}
