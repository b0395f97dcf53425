import { env, exports } from 'cloudflare:workers'
import { and, eq, isNull } from 'drizzle-orm'
import { dice } from '../demo/shop/orders/random.ts'
import { jobs } from '../schema/jobs.ts'
import { advance } from '../worker/jobs/advance.ts'
import { open, type Store } from '../worker/store/open.ts'

/** An answer with its parsed body. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = { status: number; headers: Headers; body: any }

/** Sends one request to the Worker. */
export async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await exports.default.fetch(`http://pairwell.test${path}`, init)
  const text = await response.text()
  const json = /\/(problem\+)?json/.test(response.headers.get('Content-Type') ?? '')
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
}

const asJson = (
  key: string,
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): RequestInit => ({
  method,
  headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
  ...(body !== undefined && { body: JSON.stringify(body) }),
})

/** Calls as the operator. */
export const asOperator = (path: string, method = 'GET', body?: unknown) =>
  send(path, asJson(env.ADMIN_TOKEN, method, body))

/** A new shop with its calls. Storage is shared within a file, so each test creates its own shop. */
export type TestShop = {
  shop_id: string
  pk: string
  sk: string
  store: Store
  call(path: string, method?: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  upload(kind: string, file: BodyInit, more?: string, headers?: Record<string, string>): Promise<Answer>
  /** Runs all jobs until none is left; failed ones stay. */
  settle(): Promise<void>
  /** Uploads a file, runs its jobs, and returns the report. */
  give(kind: string, file: BodyInit, more?: string): Promise<Answer['body']>
  ask(query: string): Promise<Answer>
  model(): Promise<Answer['body']>
  /**
   * Returns every row of the shop, by table, to compare before and after a call; without the audit, which every successful call
   * adds to.
   */
  rows(): Promise<Record<string, Row[]>>
  /** Returns the shop's rows of one table, without times. */
  table(name: string): Promise<Row[]>
}

/** A row of the database. */
export type Row = Record<string, string | number | null>

/** Returns every table of the database, from the database itself, so that a new one is included; without the full-text index. */
export async function tableNames(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\' and name not like 'sqlite%' and name <> 'd1_migrations' and name not like 'item\\_words%' escape '\\' order by name",
  ).all<{ name: string }>()
  return results.map(({ name }) => name)
}

const rowsOf = async (table: string, shop_id: string): Promise<Row[]> =>
  (await env.DB.prepare(`select * from ${table} where shop_id = ?1`).bind(shop_id).all<Row>()).results

/** Returns the whole database as text, to check that something is not stored. */
export async function everything(): Promise<string> {
  const all = await Promise.all(
    (await tableNames()).map((name) => env.DB.prepare(`select * from ${name}`).all()),
  )
  return JSON.stringify(all.map(({ results }) => results))
}

/** Like `everything`, without the operator's own audit entries, which outlive the shops that they name. */
export async function everythingOfShops(): Promise<string> {
  await env.DB.prepare("delete from audit where shop_id = ''").run()
  return await everything()
}

export async function aShop(settings: object = {}): Promise<TestShop> {
  const opened = await asOperator('/v1/shops', 'POST', { name: 'Corner shop', currency: 'EUR', ...settings })
  const { shop_id, publishable_key: pk, secret_key: sk } = opened.body
  const store = open(env, shop_id)
  const shop: TestShop = {
    shop_id,
    pk,
    sk,
    store,
    call: (path, method = 'GET', body, headers) => send(path, asJson(sk, method, body, headers)),
    upload: (kind, file, more = '', headers = {}) =>
      send(`/v1/imports?kind=${kind}${more}`, {
        method: 'POST',
        body: file,
        headers: { Authorization: `Bearer ${sk}`, ...headers },
      }),
    settle: async () => {
      // A queue message may be running the job: then wait for it.
      const pending = and(eq(jobs.shop_id, shop_id), isNull(jobs.failed_at))
      while ((await store.db.$count(jobs, pending)) > 0) {
        await advance(env, shop_id)
        await scheduler.wait(5)
      }
    },
    give: async (kind, file, more = '') => {
      const { status, body } = await shop.upload(kind, file, more)
      if (status !== 202) throw new Error(`The upload was answered ${status}: ${JSON.stringify(body)}`)
      await shop.settle()
      return (await shop.call(`/v1/imports/${body.import_id}`)).body
    },
    ask: (query) => send(`/p/${pk}/recommendations?${query}`),
    model: async () => (await shop.call('/v1/models?limit=1')).body.items[0],
    rows: async () => {
      const names = (await tableNames()).filter((name) => name !== 'audit')
      const tables = names.map(async (name) => [name, await rowsOf(name, shop_id)] as const)
      return Object.fromEntries(await Promise.all(tables))
    },
    table: async (name) => (await rowsOf(name, shop_id)).map(({ as_of: _, ...row }) => row),
  }
  return shop
}

/** Returns a catalogue: one line per item, `id` and further cells by the given columns. */
export const itemsFile = (rows: readonly string[], columns = 'id,title,link,image_link,price,product_type') =>
  [columns, ...rows].join('\n')

/** Returns a catalogue of items by id, all in stock, each with link, picture, price and category. */
export const plainItems = (ids: readonly string[], category = '') =>
  itemsFile(ids.map((id) => `${id},The ${id},/i/${id},/i/${id}.png,9.90,${category}`))

/** Returns orders from their items: "tea mug" is one order of two. Dates increase, and each order has its own customer. */
export const ordersFile = (baskets: readonly string[]) =>
  [
    'order_id,order_date,item_id',
    ...baskets.flatMap((basket, at) =>
      basket.split(' ').map((item) => `o${String(at).padStart(5, '0')},${day(at)},${item}`),
    ),
  ].join('\n')

const day = (at: number): string => new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString()

/** Returns `count` copies of a text. */
export const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text)

/** Returns the rows in another order, which depends on the seed. */
export function shuffled<T>(rows: readonly T[], seed: number): T[] {
  const { chance } = dice(seed)
  return rows
    .map((row) => ({ row, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row)
}

/** Returns random orders of one to five items, some of them popular; the same in each run. */
export function drawnBaskets(count: number, ids: readonly string[], seed = 1): string[] {
  const { below, chance } = dice(seed)
  const one = () => ids[Math.floor(chance() ** 2 * ids.length)] ?? ''
  return Array.from({ length: count }, () =>
    [...new Set(Array.from({ length: 1 + below(5) }, one))].join(' '),
  )
}
