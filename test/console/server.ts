import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
  test as pageTest,
} from '@playwright/test'
import { itemsCsv, ordersCsv } from '../../demo/shop/files.ts'
import { call, liveModel, signInLink, upload } from '../../tools/demo-shop.ts'
import { migrate } from '../../tools/server/migrations.ts'
import { freePort, startWorker } from '../../tools/worker.ts'

/** The ADMIN_TOKEN of the tests. */
export const OPERATOR_TOKEN = 'operator-token-of-the-page-tests'

const VARS = {
  ADMIN_TOKEN: OPERATOR_TOKEN,
  MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters',
  FEED_HOSTS: '127.0.0.1',
  WEBHOOK_HOSTS: '127.0.0.1',
}

/** Orders of a full shop: a third of the demo shop's, which are mined in a third of the time. */
const ORDERS = 2_000

/** Any picture of the shop. */
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#9ab"/></svg>'

export type TestShop = { shop_id: string; publishable_key: string; secret_key: string }

/** A Worker as `npm start` runs it, and a page of another origin with whatever markup was pasted last. */
export type Server = {
  api: string
  /** Origin of the shop's own pages. */
  shop: string
  files: { items: string; orders: string }
  paste: (markup: string) => void
  open: (name: string) => Promise<TestShop>
  /** Opens a shop, and uploads catalogue and orders. */
  openFull: (name: string) => Promise<TestShop>
  /** A shop with catalogue and orders for all tests of a process that change nothing that another one reads. */
  sharedShop: () => Promise<TestShop>
  link: (shop: TestShop) => Promise<string>
  /** Runs the cron by this clock, UTC milliseconds. */
  tick: (now: number) => Promise<void>
  /** Ends the Worker, at once and whatever it does, and leaves its database as it is then. */
  kill: () => Promise<void>
  /** Starts it again at the same address, with further variables. */
  start: (vars?: Record<string, string>) => Promise<void>
}

/** The runtimes that this process has started: each Playwright worker is a process of its own. */
const runtimes = (): number[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter((child) => child !== '' && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('workerd'))
    .map(Number)

async function startPages() {
  let pasted = ''
  const server = createServer((request, response) => {
    const isPage = request.headers.accept?.includes('text/html')
    response.setHeader('Content-Type', isPage ? 'text/html' : 'image/svg+xml')
    response.end(isPage ? `<!doctype html><title>A shop</title><body>${pasted}</body>` : PICTURE)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const paste = (markup: string) => {
    pasted = markup
  }
  return { server, paste, url: `http://127.0.0.1:${port}` }
}

/** A page of the console, with everything that went wrong on it. */
export type Tab = { page: Page; faults: string[] }
type Visit = (path: string, options?: BrowserContextOptions) => Promise<Tab>

export const test = pageTest.extend<{ visit: Visit }, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs
    async ({}, use) => {
      const state = mkdtempSync(join(tmpdir(), 'pairwell-console-'))
      await migrate(state)
      const port = await freePort()
      const startWith = (vars: Record<string, string> = {}) =>
        startWorker({ port, state, vars: { ...VARS, ...vars }, assets: 'dist/assets' })
      let worker = await startWith()
      const kill = async () => {
        for (const runtime of runtimes()) process.kill(runtime, 'SIGKILL')
        await worker.stop()
      }
      const start = async (vars?: Record<string, string>) => {
        worker = await startWith(vars)
      }
      const { server, paste, url } = await startPages()
      const files = { items: itemsCsv(url), orders: ordersCsv({ count: ORDERS, newest: Date.now() }) }
      const open = async (name: string): Promise<TestShop> => {
        const body = JSON.stringify({ name, currency: 'EUR', time_zone: 'Europe/Berlin' })
        return await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
      }
      const openFull = async (name: string) => {
        const shop = await open(name)
        for (const [kind, file] of Object.entries(files))
          await upload(worker.url, shop.secret_key, kind, file)
        await liveModel(worker.url, shop.secret_key)
        return shop
      }
      let shared: Promise<TestShop> | undefined
      const sharedShop = () => {
        shared ??= openFull('Fern & Kettle')
        return shared
      }
      const link = ({ shop_id }: TestShop) => signInLink(worker.url, VARS.ADMIN_TOKEN, shop_id)
      const tick = (now: number) => worker.tick(now)
      await use({
        ...{ api: worker.url, shop: url, files, paste, open, openFull, sharedShop },
        ...{ link, tick, kill, start },
      })
      server.closeAllConnections()
      server.close()
      await worker.stop()
      rmSync(state, { recursive: true, force: true })
    },
    // The limit only ends a start that hangs.
    { scope: 'worker', timeout: 600_000 },
  ],
  visit: async ({ browser }, use) => {
    const pages: Page[] = []
    await use(async (address, options = {}) => {
      const page = await (await browser.newContext(options)).newPage()
      pages.push(page)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        // A refused call is a part of some tests, and the browser notes each.
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
      })
      await page.goto(address)
      return { page, faults }
    })
    await Promise.all(pages.map((page) => page.context().close()))
  },
})

export { expect }

/** Signs in with a link, and waits for the start page. */
export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('navigation', { name: 'Pages' }).waitFor({ state: 'attached' })
}

/** Opens a shop with catalogue and orders, if none is given, and signs in as its owner. Its content policy is off, because axe runs in the page. */
export async function enter(
  server: Server,
  browser: Browser,
  opened?: TestShop,
): Promise<{ shop: TestShop; page: Page; context: BrowserContext }> {
  const shop = opened ?? (await server.openFull('Fern & Kettle'))
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  await page.goto(await server.link(shop))
  await signIn(page)
  return { shop, page, context }
}
