import { type Answer, NotFoundError, Pairwell } from '../../packages/client/src/index.ts'
import { customerToken } from '../../packages/server/src/index.ts'

/** How often each pair was bought together. */
const BASKETS: Readonly<Record<string, number>> = { 'tea mug': 9, 'tea pot': 7, 'tea tin': 5, 'mug pot': 3 }

/** The catalogue as a file. */
const ITEMS = `id,title,link,image_link,price,cost_of_goods_sold,product_type
${['tea', 'mug', 'pot', 'tin'].map((id) => `${id},The ${id},/i/${id},/i/${id}.png,10.00,4.00,Kitchen`).join('\n')}
`

/** The orders as a file, of ten customers. */
function ordersFile(): string {
  const orders = Object.entries(BASKETS).flatMap(([basket, times]) => Array(times).fill(basket.split(' ')))
  const lines = orders.flatMap((items: string[], at) =>
    items.map((id) => `o${at},${id},1,10.00,2026-10-${10 + (at % 20)},c${at % 10}`),
  )
  return `order_id,item_id,quantity,price,created_at,customer_id\n${lines.join('\n')}\n`
}

/** A file as it comes over a slow line. */
async function* inPieces(text: string): AsyncGenerator<Uint8Array, void> {
  for (let from = 0; from < text.length; from += 100) {
    yield new TextEncoder().encode(text.slice(from, from + 100))
  }
}

/** The items of an answer with a single panel. */
const shownIn = (answer: Answer<'GET /v1/recommendations'>) =>
  'items' in answer ? answer.items.map(({ item_id }) => item_id) : []

/** How a deployment is reached. */
type Deployment = {
  url: string
  operator: string
  fetch?: (address: string, init: RequestInit) => Promise<Response>
}

/** Opens a shop whose files are uploaded and mined. */
export async function opened({ url, operator, fetch }: Deployment) {
  const asOperator = new Pairwell({ url, key: operator, fetch })
  const { secret_key, publishable_key } = await asOperator.call('POST /v1/shops', {
    body: {
      ...{ name: 'Corner shop', currency: 'EUR' },
      contact_policy: { quiet_hours: { from: '00:00', to: '00:00' }, explore_share: 0, least_gap_hours: 0 },
    },
  })
  const client = new Pairwell({ url, key: secret_key, fetch })
  const reports = []
  for (const [kind, file] of [
    ['items', ITEMS],
    ['orders', ordersFile()],
  ] as const) {
    const { import_id } = await client.upload(kind, inPieces(file))
    reports.push(await client.imported(import_id))
  }
  const { model_id } = await client.call('POST /v1/models')
  return { client, pk: publishable_key, sk: secret_key, reports, model: await client.mined(model_id) }
}

/** The main path of the API with the client, from an empty deployment to a report. Returns what each step gave. */
export async function walk(deployment: Deployment) {
  const { client, pk, reports, model } = await opened(deployment)
  const query = { placement: 'product', item_id: 'tea' } as const
  const ids: string[] = []
  for await (const { item_id } of client.list('GET /v1/items', { query: { limit: 2 } })) ids.push(item_id)

  const best = shownIn(await client.call('GET /v1/recommendations', { query }))
  const rule = await client.call('POST /v1/rules', {
    body: { name: 'Tin first', status: 'live', action: { kind: 'pin', item_id: 'tin', place: 1 } },
  })
  const read = await client.reply('GET /v1/rules/{rule_id}', { path: { rule_id: rule.rule_id } })
  const pinned = shownIn(await client.call('GET /v1/recommendations', { query }))
  const page = await client.call('GET /p/{pk}/recommendations', {
    path: { pk },
    query: { ...query, panels: ['complementary:2', 'related'] },
  })

  await client.call('POST /v1/offers', {
    body: {
      ...{ name: 'A pot', kind: 'cross_sell', status: 'live', texts: [{ title: 'For you: {item}' }] },
      proposal: { type: 'item', item_ids: ['pot'] },
    },
  })
  const { customer } = await client.call('POST /v1/customers/lookup', { body: { customer_id: 'ann' } })
  await client.call('PUT /v1/customers', { body: { customers: [{ customer, group: 'tea lovers' }] } })
  const { decision } = await client.call('POST /v1/decisions', { body: { customer, channel: 'web' } })
  if (!decision) throw new Error('No offer was found for the customer.')
  const decision_id = decision.decision_id
  const { token_key } = await client.call('POST /v1/token-keys')
  const onPage = await client.call('POST /p/{pk}/decision', {
    path: { pk },
    body: { customer_token: await customerToken(token_key, { customer_id: 'ann' }), placement: 'home' },
  })
  await client.call('POST /v1/responses', { body: { decision_id, response: 'accepted', channel: 'web' } })

  const report = await client.call('GET /v1/reports/{report}', { path: { report: 'orders' } })
  const csv = await client.text('GET /v1/export/{table}', { path: { table: 'items' } })
  const unknown = await client
    .call('GET /v1/items/{item_id}', { path: { item_id: 'none' } })
    .catch((thrown: unknown) => thrown)
  return {
    imported: reports.map(({ status, report }) => [status, report?.added]),
    ...{ mined: model.status, listed: ids.sort(), best, pinned },
    etag: read.etag,
    page: 'panels' in page && page.panels.map(({ intent }) => intent),
    offered: decision.content.title,
    // The same decision: the page's token names the same customer.
    isOnPage: onPage.decision?.decision_id === decision_id,
    reported: report.columns.includes('orders'),
    exported: csv.split('\n').length,
    unknown: unknown instanceof NotFoundError && unknown.code,
  }
}
