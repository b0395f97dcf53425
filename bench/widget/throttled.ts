import type { CDPSession, Page } from '@playwright/test'
import type { Shop } from '../../test/widget/a-shop.ts'

/** How many times the processor is slowed down; Lighthouse's value for a mid-range phone. */
export const SLOWER = 4
/** Number of loads, of which the median is used. */
export const LOADS = 9

type Trace = {
  name: string
  ph: string
  ts: number
  /** Microseconds by the clock, and those in which the thread really ran. */
  dur?: number
  tdur?: number
  args?: { data?: { url?: string; fileName?: string } }
}
/** Milliseconds of one load: all of our script, its longest stretch, and what the page moved. */
export type Load = { scripting: number; longest: number; shift: number; requests: string[] }

const NAMES = ['EvaluateScript', 'FunctionCall', 'v8.compile']

/** Loads a page repeatedly on a slowed processor, and returns the time of our own script. */
export async function throttled(shop: Shop, visit: () => Promise<Page>): Promise<Load[]> {
  const loads: Load[] = []
  for (let at = 0; at < LOADS; at += 1) loads.push(await once(shop, visit))
  return loads
}

async function once(shop: Shop, visit: () => Promise<Page>): Promise<Load> {
  const page = await visit()
  const requests: string[] = []
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin === shop.apiOrigin) requests.push(`${request.method()} ${pathname}`)
  })
  // Requests of the previous load do not belong to this one.
  page.on('framenavigated', () => requests.splice(0))
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const events = await traced(session, async () => {
    await page.reload({ waitUntil: 'load' })
    await page.getByRole('listitem').first().waitFor()
    // Until the panel counts as seen (1 s) and its beacon was sent (3 s later).
    await page.waitForTimeout(4_500)
  })
  const shift: number = await page.evaluate(`new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
      .observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => done(0), 200) })`)
  await page.close()
  return { ...ours(events, shop.apiOrigin), shift, requests }
}

async function traced(session: CDPSession, run: () => Promise<void>): Promise<Trace[]> {
  const events: Trace[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as Trace[])))
  const ended = new Promise((done) => session.once('Tracing.tracingComplete', done))
  await session.send('Tracing.start', {
    categories: 'devtools.timeline,v8,disabled-by-default-v8.compile',
    transferMode: 'ReportEvents',
  })
  await run()
  await session.send('Tracing.end')
  await ended
  return events
}

/**
 * Returns the milliseconds of our script by the thread's own clock, without other work of the machine. Nested tasks count
 * once.
 */
function ours(events: readonly Trace[], origin: string): { scripting: number; longest: number } {
  const spans = events
    .filter(({ name, ph, args }) => {
      const url = args?.data?.url ?? args?.data?.fileName ?? ''
      return ph === 'X' && NAMES.includes(name) && url.startsWith(origin)
    })
    .sort((a, b) => a.ts - b.ts)
  let end = 0
  let scripting = 0
  let longest = 0
  for (const { ts, dur = 0, tdur = dur } of spans) {
    if (ts < end) continue
    scripting += tdur
    longest = Math.max(longest, tdur)
    end = ts + dur
  }
  return { scripting: scripting / 1000, longest: longest / 1000 }
}
