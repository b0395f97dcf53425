import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { afterEach, expect, it, vi } from 'vitest'
import type { Job } from '../../schema/jobs.ts'
import { jobs } from '../../schema/jobs.ts'
import { HOUR } from '../../vocabulary/time.ts'
import { aShop, asOperator, drawnBaskets, itemsFile, ordersFile, type Row, type TestShop } from '../a-shop.ts'
import { answerId } from '../outcomes/a-beacon.ts'
import { FaultyDeployment } from './a-faulty-deployment.ts'

const START = Date.UTC(2030, 0, 7, 9)
const IDS = ['tea', 'mug', 'pot', 'milk', 'lemon', 'cake', 'spoon', 'sugar']
/** Items whose pages are asked all the time. */
const ASKED = ['tea', 'mug']
/** Share of invocations that meet a fault. */
const FAULTS = 0.4
/** The step whose file may be overtaken by that of the next step: "orders again". */
const OVERTAKEN = 4
/** Most invocations after which a step has to have ended: hours of the shop's time. */
const MOST_TURNS = 600
/** Different files; each is lived once without faults. */
const SCRIPTS = Number(env.SHOP_LIVES) < 100 ? 2 : 8

type Step = {
  what: string
  method?: 'PUT'
  path: string
  body: string
  headers?: Record<string, string>
  /** The next step comes at once, and not when this one has had all its effects. */
  isFollowed?: true
}

const catalogue = (price: (at: number) => number, ids: readonly string[] = IDS) =>
  itemsFile(ids.map((id, at) => `${id},The ${id},/i/${id},/i/${id}.png,${price(at)},things`))

const upload = (what: string, kind: string, body: string): Step => ({
  ...{ what, path: `/v1/imports?kind=${kind}`, body },
  headers: { 'Content-Type': 'text/csv' },
})

const json = (what: string, path: string, body: object): Step => ({
  ...{ what, path, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } },
})

/** What panels of a page did: shown, seen, and one of three clicked. */
function beacon(shop: TestShop, what: string, script: number): Step {
  const panel = { placement: 'product', intent: 'complementary', seed_item_id: 'tea' } as const
  const events = Array.from({ length: 12 }, (_, at) => ({
    ...{ event_id: `${what}-${script}-${String(at).padStart(4, '0')}`, at: START, ...panel },
    name: at % 3 === 2 ? 'select_item' : 'view_item_list',
    recommendation_id: answerId(shop, panel, `${what} ${at % 5}`),
    items: [{ item_id: IDS[1 + (at % 4)], index: 0, source: 'mined' }],
  }))
  const body = JSON.stringify({ consent: false, sent_at: START, events })
  return { what, path: `/p/${shop.pk}/events`, body, headers: { 'Content-Type': 'text/plain' } }
}

/** What a shop does in its life: upload, mine, serve, count; then again with changed files. */
function stepsOf(shop: TestShop, script: number): Step[] {
  const baskets = drawnBaskets(28, IDS, script)
  const changed = drawnBaskets(24, IDS, 100 + script)
  return [
    upload(
      'catalogue',
      'items',
      catalogue((at) => 5 + at),
    ),
    upload('orders', 'orders', ordersFile(baskets)),
    beacon(shop, 'beacon-one', script),
    { what: 'model', path: '/v1/models', body: '' },
    { ...upload('orders again', 'orders', ordersFile([...changed, ...baskets.slice(24)])), isFollowed: true },
    upload('orders corrected', 'orders', ordersFile([...changed.slice(0, 9), 'tea mug pot', 'tea mug'])),
    {
      ...upload(
        'prices',
        'items',
        catalogue((at) => 9 - at / 2),
      ),
      isFollowed: true,
    },
    {
      ...json('one price', '/v1/items', {
        items: [
          {
            item_id: 'tea',
            title: 'Tea',
            variants: [{ variant_id: 'tea', price: 1234, availability: 'in_stock' }],
          },
        ],
      }),
      method: 'PUT',
    },
    beacon(shop, 'beacon-two', script),
  ]
}

const pending = async ({ store, shop_id }: TestShop): Promise<Pick<Job, 'kind' | 'failed_at'>[]> =>
  await store.db
    .select({ kind: jobs.kind, failed_at: jobs.failed_at })
    .from(jobs)
    .where(eq(jobs.shop_id, shop_id))

/** The items of the panels of two pages, as one text. */
async function shownBy(shop: TestShop): Promise<string> {
  const panels: string[] = []
  for (const item of ASKED) {
    const { status, body } = await shop.ask(`placement=product&item_id=${item}`)
    type Item = { item_id: string; source: string }
    const shown = (body.items ?? []).map(({ item_id, source }: Item) => `${item_id} (${source})`)
    panels.push(`${status} ${item}: ${shown.join(', ')}`)
  }
  return panels.join('; ')
}

/** The truth of a shop, without what differs between two shops: its ids, and the times at which something was done. */
async function truthOf(shop: TestShop): Promise<Record<string, string[]>> {
  const rows = await shop.rows()
  const [slot] = rows.slots ?? []
  const live = ({ slot: of }: Row) => of === slot?.live_slot
  const texts = (list: Row[] = [], leftOut: readonly string[] = []) =>
    list
      .map(({ shop_id: _, ...row }) =>
        JSON.stringify(
          Object.entries(row).filter(([name]) => ![...leftOut, 'as_of', 'seen_at'].includes(name)),
        ),
      )
      .sort()
  return {
    orders: texts(rows.orders, ['received_at']),
    items: texts(rows.items, ['changed_at', 'confirmed_at']),
    lists: texts(rows.lists?.filter(live), ['slot']),
    events: texts(rows.event_days),
    left: [rows.beacons, rows.import_chunks, rows.model_chunks].flatMap((list = []) => list.map(String)),
  }
}

type Lived = {
  /** What shoppers saw during each step. */
  shown: Set<string>[]
  truth: Record<string, string[]>
  hash: string
  /** Tables in which the deleted shop has left rows. */
  left: string[]
  counts: FaultyDeployment['counts']
}
type Way = {
  seed: number
  faults: number
  waits: boolean
  /** A step that does not take place. */
  without?: number
  check?: (step: number, shown: string) => void
}

/**
 * Lets the deployment live until the shop has no job left. @param least invocations that there are in any case @param look before each
 * @throws when a job has failed finally, or does not end
 */
async function settle(
  shop: TestShop,
  deployment: FaultyDeployment,
  least = 0,
  look = async () => {},
): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const waiting = await pending(shop)
    if (waiting.length === 0 && turn >= least) return
    if (turn > MOST_TURNS) throw new Error(`Does not end: ${JSON.stringify(waiting)}`)
    await look()
    await deployment.live()
  }
}

/**
 * The life of one shop.
 * @param way `faults`: share of invocations for which a fault is drawn; `waits`: whether each step has its effects before the next; `check` is
 *   called with what shoppers see, at every step
 */
async function live(script: number, { seed, faults, waits, without, check }: Way): Promise<Lived> {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  const shop = await aShop()
  const deployment = new FaultyDeployment(seed, START, faults)
  const shown: Set<string>[] = []
  const look = async (step: number) => {
    const now = await shownBy(shop)
    shown[step] = (shown[step] ?? new Set()).add(now)
    check?.(step, now)
  }
  for (const [at, step] of stepsOf(shop, script).entries()) {
    if (at === without) continue
    const { what, method = 'POST', path, body, headers } = step
    const init = {
      method,
      body,
      headers: { Authorization: `Bearer ${shop.sk}`, 'Idempotency-Key': `${what} ${seed}`, ...headers },
    }
    let response: Response | undefined
    for (let attempt = 0; !response?.ok; attempt += 1) {
      if (attempt > 30) throw new Error(`${what} was answered ${response?.status}: ${await response?.text()}`)
      response = await deployment.send(path, init)
      if (attempt > 0) await deployment.live()
    }
    if (waits || !step.isFollowed) await settle(shop, deployment, 0, async () => await look(at))
    await look(at)
  }
  // The hour of the last beacon is counted when it is over.
  deployment.pass(2 * HOUR)
  await settle(shop, deployment, 20)
  const truth = await truthOf(shop)
  const models = (await shop.call('/v1/models?limit=20')).body.items
  const hash = models.find(({ status }: { status: string }) => status === 'live')?.hash
  await asOperator(`/v1/shops/${shop.shop_id}`, 'DELETE')
  await settle(shop, deployment)
  const rows = Object.entries(await shop.rows()).flatMap(([table, list]) => list.map(() => table))
  vi.useRealTimers()
  return { shown, truth, hash, left: rows, counts: deployment.counts }
}

afterEach(() => {
  vi.useRealTimers()
})

const calm = new Map<number, Promise<Lived>>()

/** The life without faults. Shoppers may see what they see where every step waits for the one before, and where it does not. */
async function calmLife(script: number): Promise<Lived> {
  const found = calm.get(script)
  if (found) return await found
  const lived = (async () => {
    const way = { seed: 1, faults: 0 }
    const waiting = await live(script, { ...way, waits: true })
    const hasty = await live(script, { ...way, waits: false })
    expect(hasty.truth).toEqual(waiting.truth)
    // A file whose retry is due later is overtaken by the next one, and meanwhile a model may be mined without it.
    const overtaken = await live(script, { ...way, waits: true, without: OVERTAKEN })
    const seen = (at: number) => [waiting, hasty, overtaken].flatMap(({ shown }) => [...(shown[at] ?? [])])
    return { ...hasty, shown: hasty.shown.map((_, at) => new Set(seen(at))) }
  })()
  calm.set(script, lived)
  return await lived
}

/** More seeds live in `npm run bench -- faults`. */
it.each(Array.from({ length: Number(env.SHOP_LIVES) }, (_, n) => n + Number(env.SHOP_SEED)))(
  'whatever fails between upload and answer, nothing acknowledged is lost and no answer is of two models: seed %i',
  async (seed) => {
    const script = seed % SCRIPTS
    const expected = await calmLife(script)
    const { orders, items, lists, events } = expected.truth
    expect([orders?.length, items?.length]).toEqual([28, IDS.length])
    expect(Math.min(lists?.length ?? 0, events?.length ?? 0)).toBeGreaterThan(4)
    const mixed: string[] = []
    const check = (step: number, now: string) => {
      const isRight = [step, step - 1].some((at) => expected.shown[at]?.has(now))
      if (!isRight) mixed.push(`step ${step}: ${now}`)
    }
    const { truth, hash, left, counts } = await live(script, { seed, faults: FAULTS, waits: false, check })
    // What the bench adds up.
    console.log(JSON.stringify({ counts }))
    expect(mixed).toEqual([])
    expect(truth).toEqual(expected.truth)
    expect(hash).toBe(expected.hash)
    expect([...expected.left, ...left]).toEqual([])
  },
)
