import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { ASSETS, build } from '../tools/build.ts'
import { launchOptions } from '../tools/chromium.ts'
import { call, signInLink, upload } from '../tools/demo-shop.ts'
import { migrate } from '../tools/server/migrations.ts'
import { freePort, type LocalWorker, startWorker } from '../tools/worker.ts'
import { catalogueCsv, ordersCsv, ruleOf } from './console/catalogue.ts'
import { writeEventDays } from './console/events.ts'
import { PAGES } from './console/pages.ts'
import { median } from './median.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const ITEMS = Number(process.env.CONSOLE_ITEMS ?? 100_000)
const ORDERS = Number(process.env.CONSOLE_ORDERS ?? 20_000)
const RULES = 1_000
const EVENTS = Number(process.env.CONSOLE_EVENTS ?? 10_000_000)
/** Items of the file by which imports with and without the index are compared, and imports of each. */
const IMPORTED = 20_000
const IMPORTS = Number(process.env.CONSOLE_IMPORTS ?? 3)
/** Visits of a page and calls of a search, of which the median counts. */
const TIMES = 9

/** Bounds: milliseconds of a page and of a search, bytes of the first load, megabytes of the tab's JavaScript heap. */
const MOST = { page: 1_000, search: 150, first: 60_000, heap: 80 }
const faults: string[] = []
const bounded = (what: string, value: number, most: number): void => {
  if (value > most) faults.push(`${what}: ${Math.round(value)} is more than ${most}`)
}

type Opened = { shop_id: string; secret_key: string }
const openShop = async ({ url }: LocalWorker): Promise<Opened> =>
  await call(url, '/v1/shops', VARS.ADMIN_TOKEN, {
    method: 'POST',
    body: JSON.stringify({ name: 'Bench', currency: 'EUR' }),
  })

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

async function withState<T>(run: (state: string) => Promise<T>): Promise<T> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-bench-'))
  await migrate(state)
  try {
    return await run(state)
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

async function withWorker<T>(state: string, run: (worker: LocalWorker) => Promise<T>): Promise<T> {
  const worker = await startWorker({ port: await freePort(), state, vars: VARS, assets: ASSETS })
  try {
    return await run(worker)
  } finally {
    await worker.stop()
  }
}

/** Removes what keeps the index of the catalogue, to see what it costs. */
function withoutIndex(state: string): void {
  for (const file of globSync(join(state, '**/*.sqlite'))) {
    const database = new DatabaseSync(file)
    const found = database.prepare("select name from sqlite_master where type = 'trigger'").all()
    for (const { name } of found) {
      if (/^item_(search|words)_/.test(String(name))) database.exec(`drop trigger ${name}`)
    }
    database.close()
  }
}

/** Seconds of an import of a new catalogue: the median of several, each into a shop of its own. */
async function importTime(worker: LocalWorker): Promise<number> {
  const file = catalogueCsv(IMPORTED)
  const times: number[] = []
  for (let at = 0; at < IMPORTS; at += 1) {
    const { secret_key } = await openShop(worker)
    times.push(await timed(() => upload(worker.url, secret_key, 'items', file)))
  }
  return median(times) / 1_000
}

const SEARCHES: readonly (readonly [string, string])[] = [
  ['a page without words', ''],
  ['one letter', 'q=k'],
  ['two letters', 'q=ke'],
  ['a word', 'q=kettle'],
  ['two beginnings', 'q=co mu'],
  ['three letters, each a word', 'q=b s t'],
  ['an id', 'q=item-99999'],
  ['a GTIN', 'q=4000000370'],
  ['a word that no item has', 'q=zzz'],
  ['a word and a price that no item has', 'q=kettle&price_from=99999999'],
  ['a brand', 'brand=Brand 7'],
  ['sold out', 'reason=out_of_stock'],
  ['items without a reason that exists', 'reason=gift_card'],
]

async function searches({ url }: LocalWorker, { secret_key }: Opened): Promise<void> {
  console.log('| search | matches | ms |\n|---|---|---|')
  for (const [name, query] of SEARCHES) {
    const path = `/v1/items?limit=50&${encodeURI(query)}`
    const { total } = await call(url, path, secret_key)
    const times: number[] = []
    for (let at = 0; at < TIMES; at += 1) times.push(await timed(() => call(url, path, secret_key)))
    bounded(`search, ${name}`, median(times), MOST.search)
    console.log(`| ${name} | ${total >= 1_000 ? '1,000 or more' : total} | ${median(times).toFixed(0)} |`)
  }
  const times: number[] = []
  for (let at = 0; at < TIMES; at += 1)
    times.push(await timed(() => call(url, '/v1/catalogue/facets', secret_key)))
  console.log(`| values of the filters | | ${median(times).toFixed(0)} |`)
}

async function signedIn(
  browser: Browser,
  { url }: LocalWorker,
  { shop_id }: Opened,
): Promise<BrowserContext> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(await signInLink(url, VARS.ADMIN_TOKEN, shop_id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('navigation', { name: 'Pages' }).waitFor({ state: 'attached' })
  await page.close()
  return context
}

async function pages(worker: LocalWorker, shop: Opened): Promise<void> {
  const browser = await chromium.launch(launchOptions())
  const context = await signedIn(browser, worker, shop)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  await session.send('HeapProfiler.enable')
  let largest = 0
  console.log('\n| page | ms |\n|---|---|')
  for (const [path, usable] of PAGES) {
    const times: number[] = []
    for (let at = 0; at < TIMES; at += 1) {
      times.push(
        await timed(async () => {
          await page.goto(`${worker.url}${path}`, { waitUntil: 'commit' })
          await page.locator(usable).first().waitFor()
        }),
      )
    }
    // What the visits before have left behind would count as well.
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    largest = Math.max(largest, metrics.find(({ name }) => name === 'JSHeapTotalSize')?.value ?? 0)
    bounded(path, median(times), MOST.page)
    console.log(`| \`${path}\` | ${median(times).toFixed(0)} |`)
  }
  await browser.close()
  bounded('MB of the heap', largest / 1e6, MOST.heap)
  console.log(
    `\nLargest JavaScript heap of the tab on any of them, after a collection: ${(largest / 1e6).toFixed(1)} MB.`,
  )
}

async function fill({ url }: LocalWorker, { secret_key }: Opened): Promise<void> {
  await upload(url, secret_key, 'items', catalogueCsv(ITEMS))
  await upload(url, secret_key, 'orders', ordersCsv(ORDERS, ITEMS))
  const { counts } = await modelOf(url, secret_key)
  console.log(`The live model has ${counts.orders.toLocaleString('en')} orders.\n`)
  for (let from = 0; from < RULES; from += 200) {
    const rules = Array.from({ length: 200 }, (_, at) => ruleOf(from + at))
    await call(url, '/v1/rules', secret_key, { method: 'PUT', body: JSON.stringify({ rules }) })
  }
}

/** Waits until the orders are mined and nothing is being mined any more: a run that went on would be measured along with the pages. */
async function modelOf(url: string, key: string) {
  for (;;) {
    const { items } = await call(url, '/v1/models?limit=10', key)
    const [newest] = items
    const isWorking = items.some(
      ({ status }: { status: string }) => status === 'queued' || status === 'running',
    )
    if (newest && !isWorking) {
      // Without orders the pages would have nothing to show.
      if (newest.status === 'live' && newest.counts.orders > 0) return newest
      throw new Error(`The orders were not mined: ${JSON.stringify(items)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

const { first } = (await build()).console
bounded('bytes of the first load', first, MOST.first)
console.log(
  `A shop of ${ITEMS.toLocaleString('en')} items, ${ORDERS.toLocaleString('en')} orders and ${RULES.toLocaleString('en')} live rules, on this machine over HTTP. Each time is the median of ${TIMES}. A page is loaded anew and counts as usable when its content is there. Bounds: ${MOST.page} ms for a page, ${MOST.search} ms for a search.

First load: ${first.toLocaleString('en')} bytes, gzip (at most ${MOST.first.toLocaleString('en')}).
`,
)
const plain = await withState(async (state) => {
  withoutIndex(state)
  return await withWorker(state, importTime)
})
const indexed = await withState((state) => withWorker(state, importTime))
console.log(
  `Import of ${IMPORTED.toLocaleString('en')} new items, median of ${IMPORTS}: ${indexed.toFixed(1)} s with the index, ${plain.toFixed(1)} s without: ${(indexed / plain).toFixed(2)} times as long.\n`,
)
await withState(async (state) => {
  const shop = await withWorker(state, async (worker) => {
    const opened = await openShop(worker)
    await fill(worker, opened)
    return opened
  })
  const { events, rows } = writeEventDays(state, shop.shop_id, EVENTS)
  console.log(
    `Counts of ${events.toLocaleString('en')} events of 90 days, written as the ${rows.toLocaleString('en')} rows that folding leaves.\n`,
  )
  await withWorker(state, async (worker) => {
    await searches(worker, shop)
    await pages(worker, shop)
  })
})
for (const fault of faults) console.error(`Above its bound: ${fault}.`)
process.exitCode = faults.length > 0 ? 1 : 0
