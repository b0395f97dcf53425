import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ITEMS } from '../demo/shop/catalogue.ts'
import { itemsCsv, ordersCsv } from '../demo/shop/files.ts'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { startRawWorker } from '../tools/raw-worker.ts'
import { realFile } from './data.ts'
import { median } from './median.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const products = realFile('online_retail/products.csv')
const orders = realFile('online_retail/orders.csv.gz')

type Keys = { publishable_key: string; secret_key: string }

const openShop = (url: string, currency: string): Promise<Keys> =>
  call(url, '/v1/shops', VARS.ADMIN_TOKEN, {
    method: 'POST',
    body: JSON.stringify({ name: 'Bench', currency }),
  })

/** Measures answers of another shop, with pauses of 10 ms, until `stop`. Returns the milliseconds of each. */
async function askNeighbour(url: string, { publishable_key }: Keys, stop: () => boolean) {
  const times: number[] = []
  let failed = 0
  for (let at = 0; !stop(); at += 1) {
    // The bare runtime has no cache, but each request still asks for another item.
    const item = ITEMS[at % ITEMS.length]?.id ?? ''
    const began = performance.now()
    const response = await fetch(
      `${url}/p/${publishable_key}/recommendations?placement=product&item_id=${item}`,
    )
    await response.arrayBuffer()
    times.push(performance.now() - began)
    if (!response.ok) failed += 1
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return { times, failed }
}

/** Simulates a shop's first day. Returns the seconds until the end of each step. */
async function firstDay(url: string) {
  const shop = await openShop(url, 'GBP')
  const began = performance.now()
  const since = () => ((performance.now() - began) / 1000).toFixed(1)
  await upload(url, shop.secret_key, 'items', readFileSync(products))
  const headers = { Authorization: `Bearer ${shop.secret_key}` }
  const body = readFileSync(orders)
  const sent = await fetch(`${url}/v1/imports?kind=orders`, { method: 'POST', body, headers })
  const { import_id } = await sent.json()
  const received = since()
  let report = { rows: 0, added: 0 }
  for (let status = ''; status !== 'done'; ) {
    ;({ status, report } = await call(url, `/v1/imports/${import_id}`, shop.secret_key))
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const applied = since()
  const { counts } = await liveModel(url, shop.secret_key)
  const mined = since()
  const ask = async (question: string) => {
    const { items } = await call(url, `/v1/recommendations?${question}`, shop.secret_key)
    return items.map(({ item_id }: { item_id: string }) => item_id).join(', ')
  }
  const page = await ask('placement=product&item_id=22697')
  const cart = await ask('placement=cart&cart_item_ids=22697,22698')
  return { received, applied, mined, answered: since(), report, counts, page, cart }
}

const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
const worker = await startRawWorker(state, VARS)
try {
  const neighbour = await openShop(worker.url, 'EUR')
  await upload(worker.url, neighbour.secret_key, 'items', itemsCsv('http://127.0.0.1'))
  await upload(worker.url, neighbour.secret_key, 'orders', ordersCsv({ newest: Date.UTC(2026, 10, 22) }))
  await liveModel(worker.url, neighbour.secret_key)
  const alone = await firstDay(worker.url)
  let asked = 0
  await askNeighbour(worker.url, neighbour, () => asked++ >= 100)
  asked = 0
  const idle = await askNeighbour(worker.url, neighbour, () => asked++ >= 300)

  let done = false
  const meanwhile = askNeighbour(worker.url, neighbour, () => done)
  const beside = await firstDay(worker.url)
  done = true
  const busy = await meanwhile

  const { report, counts, page, cart } = beside
  console.log(`| step | alone, after s | beside a shop with constant requests, after s |
|---|---|---|
| both files received: ${report.rows} lines, \`202\` | ${alone.received} | ${beside.received} |
| applied: ${report.added} orders | ${alone.applied} | ${beside.applied} |
| mined: ${counts.lists} lists, ${counts.pairs} pairs | ${alone.mined} | ${beside.mined} |
| asked: 22697 → ${page}; cart 22697, 22698 → ${cart} | ${alone.answered} | ${beside.answered} |

The neighbour meanwhile: ${busy.times.length} uncached answers, ${busy.failed} failed, median ${median(busy.times).toFixed(1)} ms against ${median(idle.times).toFixed(1)} ms idle: **${(median(busy.times) / median(idle.times)).toFixed(2)} ×**.`)
} finally {
  await worker.kill()
  rmSync(state, { recursive: true, force: true })
}
