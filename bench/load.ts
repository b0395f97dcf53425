import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { call, upload } from '../tools/demo-shop.ts'
import { startRawWorker } from '../tools/raw-worker.ts'
import { realFile } from './data.ts'
import { IMPORTED_LINES, loadShops } from './load/shops.ts'
import { nuisances } from './load/sockets.ts'
import { atRate, capacity, KINDS, type Kind, type Outcome } from './load/traffic.ts'
import { median } from './median.ts'

realFile('online_retail/orders.csv.gz')

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
/** Minutes of the mixed load; a short one for trying. */
const MINUTES = Number(process.env.LOAD_MINUTES ?? 30)
/** Share of what the machine bears. */
const SHARE = 0.7
const CALLERS = 16
/** Bounds: of the slowest hundredth beside the median, and of the neighbour's median beside its own without load. */
const [MOST_SPREAD, MOST_NEIGHBOUR] = [8, 2]

const rests = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0
const mark = (isGood: boolean) => (isGood ? '' : '**no**')

/** A shopper of another shop, in a thread of its own, with the times of all answers. */
function neighbourOf(question: string) {
  const times: number[] = []
  const thread = new Worker(new URL('./trust/shopper.ts', import.meta.url), { workerData: question })
  thread.on('message', (ms: number) => times.push(ms))
  return { times, end: () => thread.terminate() }
}

/** Slope of a line through points by least squares, with its standard error. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): { slope: number; error: number } {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [middle, level] = [mean(0), mean(1)]
  const spread = points.reduce((sum, [x]) => sum + (x - middle) ** 2, 0)
  const slope = points.reduce((sum, [x, y]) => sum + (x - middle) * (y - level), 0) / spread
  const rest = points.reduce((sum, [x, y]) => sum + (y - level - slope * (x - middle)) ** 2, 0)
  return { slope, error: Math.sqrt(rest / (points.length - 2) / spread) }
}

function printAnswers(outcome: Outcome): void {
  console.log(
    '| requests | answered | sent again | failed | median, ms | p99, ms | p99 / median | |\n|---|---|---|---|---|---|---|---|',
  )
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const { times, failed, resent } = outcome[kind]
    const [middle, slow] = [median(times), percentile(times, 0.99)]
    const failures = [...failed].map(([status, count]) => `${count} × ${status}`).join(', ')
    const isGood = failed.size === 0 && slow / middle <= MOST_SPREAD
    console.log(
      `| ${kind} | ${times.length} | ${resent} | ${failures || 0} | ${middle.toFixed(1)} | ${slow.toFixed(1)} | ${(slow / middle).toFixed(1)} | ${mark(isGood)} |`,
    )
  }
}

const folder = mkdtempSync(join(tmpdir(), 'pairwell-load-'))
const worker = await startRawWorker(join(folder, 'state'), VARS, true)
try {
  const { shop, importer, files } = await loadShops(worker.url, VARS.ADMIN_TOKEN)
  const other = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, {
    method: 'POST',
    body: JSON.stringify({ name: 'Neighbour', currency: 'EUR' }),
  })
  await upload(
    worker.url,
    other.secret_key,
    'items',
    'id,title,link,image_link,price\ntea,Tea,/t,/t.png,9.90\nmug,Mug,/m,/m.png,9.90',
  )
  const page = `${worker.url}/p/${other.publishable_key}/recommendations?placement=home`
  const neighbour = neighbourOf(page)
  await rests(10_000)
  const usual = median(neighbour.times)
  const most = await capacity(worker.url, shop, CALLERS, 20)
  const rate = SHARE * most
  console.log(
    `Online Retail on the bare runtime. ${CALLERS} callers who never wait get ${most.toFixed(0)} answers a second of the mixture (pages 50 %, carts 20 %, decisions 10 %, events 20 %); the load is ${SHARE * 100} % of that, ${rate.toFixed(0)} a second, for ${MINUTES} minutes, whatever is answered. After a tenth of the time another shop uploads ${IMPORTED_LINES.toLocaleString('en')} lines, and is mined.\n`,
  )
  await rests(5_000)
  const [from, began] = [neighbour.times.length, performance.now()]
  const heaps: [minute: number, megabytes: number][] = []
  let isOver = false
  const gauge = (async () => {
    while (!isOver) {
      heaps.push([(performance.now() - began) / 60_000, (await worker.heap(true)) / 1e6])
      await rests(15_000)
    }
  })()
  const imported = (async () => {
    await rests(MINUTES * 6_000)
    const start = performance.now()
    await upload(worker.url, importer, 'items', files.items)
    await upload(worker.url, importer, 'orders', files.orders)
    const uploaded = performance.now()
    while ((await call(worker.url, '/v1/status', importer)).jobs.waiting > 0) await rests(1_000)
    return { upload: (uploaded - start) / 1_000, rest: (performance.now() - uploaded) / 1_000 }
  })()
  const outcome = await atRate(worker.url, shop, { rate, seconds: MINUTES * 60, seed: 7 })
  isOver = true
  await gauge
  printAnswers(outcome)
  const beside = neighbour.times.slice(from)
  const factor = median(beside) / usual
  const settled = heaps.filter(([minute, bytes]) => minute > MINUTES / 3 && bytes > 0)
  const { slope, error } = slopeOf(settled)
  const { upload: seconds, rest } = await imported
  console.log(`
| besides | measured | bound | |
|---|---|---|---|
| a neighbour's median beside its own without load | ${factor.toFixed(1)} × of ${usual.toFixed(1)} ms | ${MOST_NEIGHBOUR} × | ${mark(factor <= MOST_NEIGHBOUR)} |
| heap in use over the last two thirds, MB a minute | ${slope.toFixed(3)} ± ${error.toFixed(3)} | 0 within two standard errors | ${mark(slope - 2 * error <= 0)} |
| heap in use at most, MB | ${Math.max(...heaps.map(([, bytes]) => bytes)).toFixed(0)} | 128 | ${mark(Math.max(...heaps.map(([, bytes]) => bytes)) <= 128)} |
| the upload, s; until it was mined, s | ${seconds.toFixed(0)}; ${rest.toFixed(0)} | | |
`)
  console.log('| connections beside 20 requests a second for 20 s | failed | p99, ms | |\n|---|---|---|---|')
  const { hostname, port } = new URL(worker.url)
  for (const { name, count, open } of nuisances(`/p/${shop.pk}/events`)) {
    const sockets = Array.from({ length: count }, () => open(hostname, Number(port)))
    await rests(1_000)
    const answers = Object.values(await atRate(worker.url, shop, { rate: 20, seconds: 20, seed: 9 }))
    const times = answers.flatMap((one) => one.times)
    const failed = answers.reduce(
      (sum, one) => sum + [...one.failed.values()].reduce((all, n) => all + n, 0),
      0,
    )
    console.log(
      `| ${count} ${name} | ${failed} | ${percentile(times, 0.99).toFixed(0)} | ${mark(failed === 0)} |`,
    )
    for (const socket of sockets) socket.destroy()
    await rests(500)
  }
  await neighbour.end()
} finally {
  await worker.kill()
  rmSync(folder, { recursive: true, force: true })
}
