import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawOf } from '../../engine/numbers/draw.ts'
import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import { HOUR } from '../../vocabulary/time.ts'
import { atMost } from './at-most.ts'
import { guessedClaims, heavyBeacons, inventedBeacons, type KnownAnswer, pairBeacons } from './forged.ts'
import type { TrustRow } from './watched.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const ITEMS = Array.from({ length: 200 }, (_, n) => `item-${String(n).padStart(3, '0')}`)
const ORDERS = 2_000
const AT_ONCE = 8
/** Bytes of heap and buffers at which Cloudflare ends a Worker. */
const ISOLATE = 128e6

/** A budget that none of these attacks uses up, so that what stops them is something else. */
const NO_LIMIT = 1_000_000_000

type Beacons = (answer: KnownAnswer) => readonly BeaconInput[]
type Shop = { url: string; shop_id: string; pk: string; sk: string; answer: KnownAnswer }

/** Runs the attacks on the events of a shop: what they write, what they need, and what they decide. */
export async function attackEvents(): Promise<TrustRow[]> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-trust-'))
  const worker = await startRawWorker(state, VARS, true)
  try {
    const now = Date.now()
    const run = async (name: string, beacons: Beacons, events_a_day?: number) =>
      await written(name, worker, state, await openShop(worker.url, events_a_day), beacons)
    return [
      ...(await run(
        '200 visitors with 200 touches and 100 purchases each',
        (answer) => heavyBeacons(answer, ITEMS, 200, now),
        NO_LIMIT,
      )),
      ...(await run(
        '300 beacons with 150,000 invented names',
        (answer) => inventedBeacons(answer, 300, now),
        NO_LIMIT,
      )),
      ...(await run(
        '600 beacons about every pair of items',
        (answer) => pairBeacons(answer, ITEMS, 600, now),
        NO_LIMIT,
      )),
      ...(await run('the same with the usual budget', (answer) => pairBeacons(answer, ITEMS, 600, now))),
      ...(await decided(await openShop(worker.url, NO_LIMIT))),
    ]
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

/** @param events_a_day budget of the shop; by default the usual one */
async function openShop(url: string, events_a_day?: number): Promise<Shop> {
  const opened = { method: 'POST', body: JSON.stringify({ name: 'Attacked', currency: 'EUR' }) }
  const {
    shop_id,
    publishable_key: pk,
    secret_key: sk,
  } = await call(url, '/v1/shops', VARS.ADMIN_TOKEN, opened)
  if (events_a_day !== undefined) {
    const body = JSON.stringify({ events_a_day })
    await call(url, '/v1/settings', sk, { method: 'PATCH', body })
  }
  const items = ITEMS.map((id) => `${id},${id},/${id},/${id}.png,9.90`)
  await upload(url, sk, 'items', ['id,title,link,image_link,price', ...items].join('\n'))
  const now = Date.now()
  const lines = Array.from({ length: ORDERS }, (_, n) =>
    cartOf(n).map(
      (item) => `${1_000 + n},${new Date(now - (ORDERS - n) * 60_000).toISOString()},${item},9.90`,
    ),
  )
  await upload(url, sk, 'orders', ['order_id,order_date,item_id,price', ...lines.flat()].join('\n'))
  await liveModel(url, sk)
  const path = `/p/${pk}/recommendations?placement=product&item_id=${ITEMS[0]}`
  const { recommendation_id, placement, intent } = await call(url, path, '')
  return { url, shop_id, pk, sk, answer: { recommendation_id, placement, intent } }
}

/** Favourites and their neighbours. */
const cartOf = (n: number): string[] => {
  const first = (n * n) % 40
  return [...new Set([first, (first + 1 + (n % 5)) % ITEMS.length])].map((at) => ITEMS[at] ?? '')
}

/** Sends beacons and returns their bytes. */
async function send({ url, pk }: Shop, beacons: readonly BeaconInput[]): Promise<number> {
  let [next, bytes] = [0, 0]
  const sender = async () => {
    for (let at = next++; at < beacons.length; at = next++) {
      const body = JSON.stringify(beacons[at])
      bytes += body.length
      const headers = { 'CF-Connecting-IP': `10.${at % 250}.${Math.floor(at / 250)}.1` }
      await (await fetch(`${url}/p/${pk}/events`, { method: 'POST', body, headers })).arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  return bytes
}

/** Waits until all beacons are counted. */
async function counted({ url, sk }: Shop): Promise<void> {
  for (;;) {
    await call(url, '/v1/reports/coverage', sk)
    const { jobs } = await call(url, '/v1/status', sk)
    if (jobs.waiting === 0) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)

async function written(
  name: string,
  worker: RawWorker,
  state: string,
  shop: Shop,
  beacons: Beacons,
): Promise<TrustRow[]> {
  const idle = await worker.heap(true)
  const before = sizeOf(state)
  let peak = 0
  const watch = setInterval(async () => {
    peak = Math.max(peak, await worker.heap())
  }, 200)
  const sent = await send(shop, beacons(shop.answer))
  await counted(shop)
  clearInterval(watch)
  const bytes = (sizeOf(state) - before) / sent
  return [
    atMost(`${name}, ${(sent / 1e6).toFixed(1)} MB`, 'bytes of database a byte sent', bytes, 20),
    atMost('the same', `bytes of heap at most, ${Math.round(idle / 1e6)} MB when idle`, peak, ISOLATE),
  ]
}

/** A stranger claims all orders, three times, for the visitors of one arm, so that the other one looks harmful. */
async function decided(shop: Shop): Promise<TrustRow[]> {
  const { url, sk, answer } = shop
  const ask = (path: string, method = 'GET', body?: object) =>
    call(url, path, sk, { method, ...(body && { body: JSON.stringify(body) }) })
  const arms = [
    { arm: 'as_it_is', share: 0.5 },
    { arm: 'other', share: 0.5, settings: { limit: 3 } },
  ]
  const { experiment_id } = await ask('/v1/experiments', 'POST', { name: 'Two', placement: 'product', arms })
  await ask(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'running', ramp: 100 })
  const visitors = Array.from({ length: 4_000 }, (_, n) => `a-forger-of-claims-${n}`)
  const inArm = (arm: string) =>
    visitors.filter((one) => drawOf(experiment_id, one) < 0.5 === (arm === 'as_it_is')).slice(0, 1_500)
  const now = Date.now() - HOUR
  const sees = (arm: string, visitor: string): EventInput[] => [
    {
      ...{ event_id: `seen-by-${visitor}`, name: 'rec_viewable', at: now, ...answer, experiment_id, arm },
      items: [{ item_id: ITEMS[1] ?? '', index: 0 }],
    },
  ]
  const numbers = Array.from({ length: ORDERS }, (_, n) => String(1_000 + n))
  const carts = ITEMS.slice(0, 40).map((item_id) => ({ item_ids: [item_id], value: 9.9 }))
  const claims = guessedClaims(
    inArm('as_it_is'),
    [...numbers, ...numbers, ...numbers],
    carts,
    (visitor) => sees('as_it_is', visitor),
    Date.now(),
  )
  const idle = inArm('other').map(
    (visitor): BeaconInput => ({
      ...{ consent: true, visitor_id: visitor, sent_at: Date.now() },
      events: sees('other', visitor),
    }),
  )
  await send(
    shop,
    claims.flatMap((claim, n) => [claim, idle[n] ?? []].flat()),
  )
  await counted(shop)
  const results = await ask(`/v1/experiments/${experiment_id}/results`)
  const buyers = results.arms.reduce((sum: number, arm: { buyers: number }) => sum + arm.buyers, 0)
  const harms = JSON.stringify(results.comparisons).split('"harms"').length - 1
  const seen = results.arms.map(({ visitors: seen }: { visitors: number }) => seen).join(' and ')
  return [
    atMost(`6,000 guessed claims on ${ORDERS} orders, with carts, by ${seen} visitors`, 'verdicts', harms, 0),
    atMost('the same', 'buyers', buyers, 0),
  ]
}
