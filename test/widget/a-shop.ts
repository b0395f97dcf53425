import { readdir, readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Browser, BrowserContextOptions, Page, Request } from '@playwright/test'
import type { BeaconInput as Beacon } from '../../schema/outcomes/events.ts'

/** Answers one request to the API of a test. */
export type Reply = (question: URL, response: ServerResponse) => void

/** Answers 200 with any JSON, valid or not. */
export const json =
  (body: unknown): Reply =>
  (_question, response) =>
    void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))

/** A page that the shop serves. */
export type Sheet = {
  head?: string
  body?: string
  /** The attributes of the script tag. */
  tag?: string
  csp?: string
  /** The end of the body, which arrives when this promise resolves. */
  rest?: Promise<string>
  path?: string
  /** '' for a page in quirks mode. */
  doctype?: string
  /** Number of copies of the script tag. */
  copies?: number
  /** Replaces the one panel that most tests use. */
  panel?: string
  /** Runs in the page before anything else. */
  before?: () => void
  /** The cart API of the shop's server. */
  platform?: RequestListener
  /** Errors and warnings that the page causes itself; every other one is a fault of the widget. */
  ownFaults?: RegExp
  /** Replaces the clock of the page by Playwright's, so that a test can move the time of the page ahead. */
  clock?: boolean
  /** The widget's requests time out, as for shoppers. Otherwise they wait, so that a slow machine only makes a test slower. */
  givesUp?: boolean
}

/** A page in Chromium, with its faults. */
export type Visit = {
  page: Page
  /** Uncaught errors, console errors and warnings, without `ownFaults` and the browser's own note of a failed request. */
  faults: string[]
  /** Directives of the content policy that something violated. */
  violations: () => Promise<string[]>
  /** Requests of the page that have neither an answer nor an error yet. */
  inFlight: ReadonlySet<Request>
}

/** Folder of the built widget: the files that a deployed Worker serves. */
const ASSETS = 'dist/assets'

/** Returns the widget's files by URL path. */
async function readWidget(): Promise<ReadonlyMap<string, Buffer>> {
  const names = (await readdir(ASSETS)).filter((name) => /^pairwell.*\.(js|css)$/.test(name))
  return new Map(
    await Promise.all(names.map(async (name) => [`/${name}`, await readFile(join(ASSETS, name))] as const)),
  )
}

/** A shop and an API on two origins, as in production. Each test has its own. */
export type Shop = Awaited<ReturnType<typeof aShop>>

/** Starts a shop whose pages open in this browser. The widget must be built (`npm run build`). `close` stops it. */
export async function aShop(browser: Browser) {
  const files = await readWidget()
  const api = {
    asked: [] as string[],
    loaded: [] as string[],
    beacons: [] as Beacon[],
    reply: json({}),
    receipt: {},
  }
  const apiServer = await serve(async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Connection', 'close')
    const file = files.get(request.url ?? '')
    if (file) {
      const isScript = request.url?.endsWith('.js')
      if (isScript) api.loaded.push(request.url ?? '')
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/css').end(file)
      return
    }
    if (request.url?.endsWith('/events')) {
      const beacon = await text(request).catch(() => '')
      // A request of a page that is closed may be aborted, or arrive when the next page is open.
      const received: Beacon | undefined = beacon ? JSON.parse(beacon) : undefined
      if (received && received.sent_at >= opened) api.beacons.push(received)
      response.writeHead(202).end(JSON.stringify(api.receipt))
      return
    }
    api.asked.push(`${request.method} ${request.url}`)
    api.reply(new URL(request.url ?? '', 'http://api'), response)
  })
  let sheet: Sheet = {}
  let opened = 0
  const own: { platform: RequestListener | undefined } = { platform: undefined }
  const pages = await serve((request, response) => {
    if (
      own.platform &&
      /^\/(?:fr\/)?(cart|products|wp-json|graphql|discount|add|\?wc-ajax)\b/.test(request.url ?? '')
    ) {
      own.platform(request, response)
      return
    }
    if (request.url?.startsWith('/pictures/')) {
      picture(request.url, response)
      return
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (sheet.csp) response.setHeader('Content-Security-Policy', sheet.csp)
    response.write(html(sheet, `${apiServer.origin}/pairwell.js`))
    Promise.resolve(sheet.rest).then((rest = '') => response.end(`${rest}</body></html>`))
  })

  const visits: Visit[] = []
  const visit = async (
    next: Sheet,
    reply: Reply = api.reply,
    options: BrowserContextOptions = {},
  ): Promise<Visit> => {
    sheet = next
    own.platform = next.platform
    api.reply = reply
    Object.assign(api, { asked: [], loaded: [], beacons: [] })
    opened = Date.now()
    // Each visit has its own context, so that visits share no cookies, storage or cache.
    const context = await browser.newContext(options)
    if (next.clock) await context.clock.install()
    const page = await context.newPage()
    const watched = await watch(page, next.ownFaults)
    const visit = { page, ...watched }
    visits.push(visit)
    if (!next.givesUp) await page.addInitScript(waitForever)
    if (next.before) await page.addInitScript(next.before)
    await page.goto(`${pages.origin}${next.path ?? '/items/tea'}`, {
      waitUntil: next.rest ? 'commit' : 'load',
    })
    return visit
  }
  const close = async () => {
    await Promise.all(visits.map(({ page }) => page.context().close()))
    apiServer.close()
    pages.close()
  }
  return {
    ...{ api, visit, visits, close },
    ...{ origin: pages.origin, apiOrigin: apiServer.origin, stopApi: apiServer.close },
  }
}

/** Runs in the page: no timeout of a request ends. */
function waitForever() {
  AbortSignal.timeout = () => new AbortController().signal
}

function html(sheet: Sheet, src: string): string {
  const { head = '', body = '', tag = 'data-key="pk_test"', doctype = '<!doctype html>', copies = 1 } = sheet
  const script = `<script async src="${src}" ${tag}></script>`.repeat(copies)
  return `${doctype}<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Tea</title><link rel="icon" href="data:,">${head}${script}</head><body>${body}`
}

function picture(url: string, response: ServerResponse) {
  const hue = [...url].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360
  response.setHeader('Content-Type', 'image/svg+xml').end(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160"><rect width="160" height="160" fill="hsl(${hue} 35% 88%)"/>
     <path d="M50 55h60l-8 60H58z" fill="hsl(${hue} 40% 50%)"/><circle cx="80" cy="50" r="20" fill="hsl(${hue} 45% 65%)"/></svg>`,
  )
}

async function watch(page: Page, ownFaults?: RegExp): Promise<Omit<Visit, 'page'>> {
  const faults: string[] = []
  const note = (fault: string) => {
    if (!ownFaults?.test(fault)) faults.push(fault)
  }
  page.on('pageerror', (error) => note(String(error)))
  page.on('console', (message) => {
    const isFault =
      ['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')
    if (isFault) note(message.text())
  })
  const inFlight = new Set<Request>()
  page.on('request', (request) => inFlight.add(request))
  page.on('requestfinished', (request) => inFlight.delete(request))
  page.on('requestfailed', (request) => inFlight.delete(request))
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective))
  })
  const violations = () => page.evaluate(() => ('seen' in window ? (window.seen as string[]) : []))
  return { faults, violations, inFlight }
}

/** A server on a free port of this machine. */
async function serve(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { origin: `http://127.0.0.1:${port}`, close }
}
