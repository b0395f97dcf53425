import { type Attacked, attacked, rowOf, rowOfJobs, type TrustRow } from './watched.ts'

/** More than any JSON body may have, bytes. */
const MAX_JSON = 10_000_000

type Bodies = readonly { route: string; method: string; path: string; max_bytes: number }[]

/** Every route with a JSON body and its limit, from the OpenAPI document. */
async function limits({ worker }: Attacked): Promise<Bodies> {
  const { paths } = await (await fetch(`${worker.url}/v1/openapi.json`)).json()
  return Object.entries<Record<string, { requestBody?: { 'x-max-bytes'?: number } }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) => {
        const max_bytes = requestBody?.['x-max-bytes']
        const address = path.replace(/\{\w+\}/g, 'x')
        // Files have rows of their own.
        if (max_bytes === undefined || max_bytes > MAX_JSON || path.startsWith('/v1/shops')) return []
        return [
          {
            route: `${method.toUpperCase()} ${path}`,
            method: method.toUpperCase(),
            path: address,
            max_bytes,
          },
        ]
      }),
  )
}

const json = (noun: string, rows: readonly object[]) => JSON.stringify({ [noun]: rows })
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))

const anItem = (at: number, variants: number) => ({
  item_id: `item-${at}`,
  title: `Item ${at} ${'title '.repeat(40)}`,
  tags: many(10, (tag) => `tag ${tag} ${at}`),
  attributes: Object.fromEntries(many(10, (one) => [`attribute ${one}`, `value ${at % 7}`])),
  variants: many(variants, (one) => ({
    ...{ variant_id: `item-${at}-${one}`, sku: `SKU-${at}-${one}`, title: `Variant ${one}`, price: 990 },
    availability: 'in_stock',
  })),
})
const anOrder = (at: number, lines: number) => ({
  order_id: `order-${String(at).padStart(6, '0')}`,
  customer_id: `customer-${at}`,
  lines: many(lines, (line) => ({
    item_id: `item-${(at * 31 + line) % 1_000}-${line % 20}`,
    quantity: 1,
    price: 990,
  })),
  coupons: many(10, (coupon) => `COUPON-${coupon}-${at}`),
})

/** Bodies as large as a route allows, of valid rows. */
const LARGEST = [
  ['PUT', '/v1/items', 'items', () => many(1_000, (at) => anItem(at, 22))],
  ['PUT', '/v1/items', 'items', () => many(3, (at) => anItem(at, 2_048))],
  ['POST', '/v1/orders', 'orders', () => many(1_000, (at) => anOrder(at, 55))],
  ['POST', '/v1/orders', 'orders', () => many(8, (at) => anOrder(at, 8_000))],
] as const

/** Bodies and answers of any size: every route at and beyond its limit, large lists, exports and files. */
export async function bodies(): Promise<TrustRow[]> {
  const shop = await attacked()
  const rows: TrustRow[] = []
  try {
    for (const { route, method, path, max_bytes } of await limits(shop)) {
      const beyond = { method, body: `{"a": "${'a'.repeat(max_bytes)}"}` }
      const within = { method, body: `{"a": "${'a'.repeat(max_bytes - 10)}"}` }
      const statuses: number[] = []
      const cost = await shop.watch(async () => {
        for (const init of [beyond, within]) statuses.push((await shop.send(path, init)).status)
      })
      rows.push(
        rowOf(
          `${route}: nonsense of its limit, and a byte more`,
          cost,
          statuses[0] === 413 && (statuses[1] ?? 0) < 500,
        ),
      )
    }
    for (const [method, path, noun, make] of LARGEST) {
      const body = json(noun, make())
      let status = 0
      const cost = await shop.watch(async () => {
        status = (await shop.send(path, { method, body })).status
        await shop.settled()
      })
      rows.push(
        rowOf(
          `${method} ${path}: ${(body.length / 1e6).toFixed(1)} MB of valid rows, and their jobs`,
          cost,
          status === 200,
        ),
      )
    }
    for (const size of [88_000_000, 63_000_000]) {
      let status = 0
      const body = json('items', [{ item_id: 'a'.repeat(size) }])
      const cost = await shop.watch(async () => {
        status = (await shop.send('/v1/items', { method: 'PUT', body })).status || 413
      })
      rows.push(rowOf(`PUT /v1/items: ${size / 1e6} MB`, cost, status === 413, 2_000))
    }
    rows.push(...(await answers(shop)))
    rows.push(...(await files(shop)))
  } finally {
    await shop.close()
  }
  return rows
}

/** Lists and exports of many large orders and items. */
async function answers(shop: Attacked): Promise<TrustRow[]> {
  for (let at = 0; at < 200; at += 8) {
    const body = json(
      'orders',
      many(8, (one) => ({ ...anOrder(at + one, 8_000), coupons: [] })),
    )
    const { status, text } = await shop.send('/v1/orders', { method: 'POST', body })
    if (status !== 200) throw new Error(text)
  }
  await shop.settled()
  const rows: TrustRow[] = []
  for (const path of [
    '/v1/orders?limit=200',
    '/v1/items?limit=200',
    '/v1/export/orders',
    '/v1/export/items',
    '/v1/export/lists',
  ]) {
    let read = { status: 0, bytes: 0 }
    const cost = await shop.watch(async () => {
      read = await shop.send(path)
    })
    const isRight = read.status === 200 && (path.includes('export') || read.bytes < 10_000_000)
    rows.push(rowOf(`GET ${path}: ${(read.bytes / 1e6).toFixed(1)} MB`, cost, isRight))
  }
  return rows
}

/** Files of the largest size that is sent unpacked. */
async function files(shop: Attacked): Promise<TrustRow[]> {
  const rows: TrustRow[] = []
  const orders = many(90_000, (at) => `${at},2026-01-02,item-${at % 977}-${'x'.repeat(900)}`).join('\n')
  const items = many(
    40_000,
    (at) =>
      `item-${at},The item ${at} ${'word '.repeat(90)},/i/${at},/i/${at}.png,9.90,"${'tag, '.repeat(300)}"`,
  ).join('\n')
  for (const [kind, head, text] of [
    ['items', 'id,title,link,image_link,price,tags', items],
    ['orders', 'order_id,order_date,item_name', orders],
  ] as const) {
    let status = 0
    const body = `${head}\n${text}\n`
    const sent = await shop.watch(async () => {
      // Once: a file that is sent again is the same import.
      status ||= (await shop.send(`/v1/imports?kind=${kind}&confirm=1`, { method: 'POST', body })).status
    })
    const size = `${(body.length / 1e6).toFixed(0)} MB of ${kind}`
    rows.push(rowOf(`POST /v1/imports: ${size}`, sent, status === 202))
    rows.push(rowOfJobs(`${size}: applied and mined`, await shop.watch(shop.settled)))
  }
  return rows
}
