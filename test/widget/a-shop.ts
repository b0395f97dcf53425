import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { BeaconInput as Beacon } from '../../schema/outcomes/events.ts'
import { launchOptions } from '../../tools/chromium.ts'
import { buildSheet, buildWidget } from '../../tools/widget.ts'

/** How the API of a test answers one question. */
export type Reply = (question: URL, response: ServerResponse) => void

/** Answers 200 with any JSON, right or wrong. */
export const json =
  (body: unknown): Reply =>
  (_question, response) =>
    void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))

/** A page of the shop, as it is served. */
export type Sheet = {
  head?: string
  body?: string
  /** The attributes of the script tag. */
  tag?: string
  csp?: string
  /** The end of the body, which arrives when it likes. */
  rest?: Promise<string>
  path?: string
  /** '' for a page in quirks mode. */
  doctype?: string
  /** How many times the tag stands there. */
  copies?: number
  /** Instead of the one panel that most tests have. */
  panel?: string
  /** Runs in the page before anything else. */
  before?: () => void
  /** The cart of the shop's own server. */
  platform?: RequestListener
}

/** A page in Chromium, with everything that went wrong on it. */
export type Visit = {
  page: Page
  /** Uncaught errors, console errors and warnings; not the browser's own note of a failed request. */
  faults: string[]
  /** Directives that something violated. */
  violations: () => Promise<string[]>
}

/** The files that a shop loads, by path, and a browser. */
type Made = { files: ReadonlyMap<string, Buffer>; sheetText: string; browser: Browser }

async function make(): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'widget-'))
  const { file, lazy } = await buildWidget(folder)
  const names = [file, ...lazy.map((part) => part.file)]
  const files = new Map(
    await Promise.all(names.map(async (name) => [`/${name}`, await readFile(join(folder, name))] as const)),
  )
  await rm(folder, { recursive: true })
  return { files, sheetText: await buildSheet(), browser: await chromium.launch(launchOptions()) }
}

/** Made once for all test files of a process, because it takes longer than most tests; the browser ends with the process. */
let made: Promise<Made> | undefined

/** A shop and an API, on two origins as in life, and a browser. One a test file. */
export type Shop = Awaited<ReturnType<typeof aShop>>

/** Opens the shop; `close` it after the tests. */
export async function aShop() {
  made ??= make()
  const { files, sheetText, browser } = await made

  const api = { asked: [] as string[], loaded: [] as string[], beacons: [] as Beacon[], reply: json({}) }
  const apiServer = await serve(async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Connection', 'close')
    const script = files.get(request.url ?? '')
    if (script) {
      api.loaded.push(request.url ?? '')
      response.setHeader('Content-Type', 'text/javascript').end(script)
      return
    }
    if (request.url === '/pairwell.css') {
      response.setHeader('Content-Type', 'text/css').end(sheetText)
      return
    }
    if (request.url?.endsWith('/events')) {
      const beacon = await text(request).catch(() => '')
      // A page that is closed while it tells may be cut off, or heard when the next one is open already.
      const told: Beacon | undefined = beacon ? JSON.parse(beacon) : undefined
      if (told && told.sent_at >= opened) api.beacons.push(told)
      response.writeHead(202).end('{}')
      return
    }
    api.asked.push(`${request.method} ${request.url}`)
    api.reply(new URL(request.url ?? '', 'http://api'), response)
  })
  let sheet: Sheet = {}
  let opened = 0
  const own: { platform: RequestListener | undefined } = { platform: undefined }
  const pages = await serve((request, response) => {
    if (own.platform && /^\/(cart|wp-json|graphql|discount|add)\b/.test(request.url ?? '')) {
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
    // A context of its own: no visit knows of another.
    const context = await browser.newContext(options)
    const page = await context.newPage()
    page.once('close', () => void context.close().catch(() => undefined))
    const watched = await watch(page)
    if (next.before) await page.addInitScript(next.before)
    await page.goto(`${pages.origin}${next.path ?? '/items/tea'}`, {
      waitUntil: next.rest ? 'commit' : 'load',
    })
    return { page, ...watched }
  }
  const close = () => {
    apiServer.close()
    pages.close()
  }
  return { api, origin: pages.origin, apiOrigin: apiServer.origin, stopApi: apiServer.close, visit, close }
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

async function watch(page: Page): Promise<Omit<Visit, 'page'>> {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    const ours =
      ['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')
    if (ours) faults.push(message.text())
  })
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective))
  })
  const violations = () => page.evaluate(() => ('seen' in window ? (window.seen as string[]) : []))
  return { faults, violations }
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
