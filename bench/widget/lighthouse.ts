import { chromium } from '@playwright/test'
import { launchOptions } from '../../tools/chromium.ts'
import { freePort } from '../../tools/worker.ts'
import { median } from '../median.ts'
import { openTwinShop } from './twin-shop.ts'

/** The used parts of Lighthouse's result. */
type Audits = Readonly<Record<string, { numericValue?: number; details?: { items?: { url?: string }[] } }>>
type Result = { lhr: { categories: { performance?: { score: number | null } }; audits: Audits } }
type Lighthouse = (url: string, flags: object) => Promise<Result | undefined>

/** Not a dependency of the project, because it installs 110 packages and 170 MB. */
const PACKAGE = 'lighthouse'
const VERSION = '13.5.0'
/** Measurements of each page. */
const TIMES = 9
/** A page with two panels, below the first screen of a phone. */
const PAGE = '/p/cone-dripper'
/** Lighthouse's phone, which loads only the tag, and a very tall one that renders both panels at once: the worst case. */
const SCREENS: Record<string, object> = {
  'a phone': {},
  'one so tall that it shows both panels': {
    screenEmulation: { mobile: true, width: 412, height: 2_600, deviceScaleFactor: 1.75, disabled: false },
  },
}

const METRICS = {
  'first contentful paint, ms': 'first-contentful-paint',
  'largest contentful paint, ms': 'largest-contentful-paint',
  'total blocking time, ms': 'total-blocking-time',
  'speed index, ms': 'speed-index',
  'layout shift': 'cumulative-layout-shift',
}

/** One measurement: points of 100, the metrics in the order of METRICS, and what the API was asked. */
type Measured = { points: number; metrics: number[]; asked: string[] }

async function tool(): Promise<Lighthouse | undefined> {
  try {
    return (await import(PACKAGE)).default
  } catch {
    return undefined
  }
}

/** Lighthouse's score of a demo shop's product page with Pairwell and without, as tables. */
export async function lighthouseTables(): Promise<string> {
  const lighthouse = await tool()
  if (!lighthouse)
    return `Lighthouse is not installed, so it is not measured here: \`npm install --no-save ${PACKAGE}@${VERSION}\`, then this bench again.`
  const shop = await openTwinShop()
  const port = await freePort()
  const options = launchOptions()
  const args = [...(options.args ?? []), `--remote-debugging-port=${port}`]
  const browser = await chromium.launch({ ...options, args })
  const measure = async (screen: object, pairwell: boolean): Promise<Measured> => {
    const flags = { port, onlyCategories: ['performance'], disableFullPageScreenshot: true, ...screen }
    const result = await lighthouse(shop.url(PAGE, pairwell), { ...flags, logLevel: 'error' })
    return measuredOf(result, shop.api)
  }
  try {
    // The first load has cold caches, in the browser and in the Worker.
    await measure({}, true)
    const tables: string[] = []
    for (const [name, screen] of Object.entries(SCREENS)) {
      const bare: Measured[] = []
      const ours: Measured[] = []
      for (let at = 0; at < TIMES; at += 1) {
        bare.push(await measure(screen, false))
        ours.push(await measure(screen, true))
      }
      tables.push(table(name, bare, ours))
    }
    return `${tables.join('\n\n')}

Lighthouse ${VERSION}, ${TIMES} loads of each page in turn, medians. Wanted: a loss of at most 1 point.`
  } finally {
    await browser.close()
    await shop.close()
  }
}

function measuredOf(result: Result | undefined, api: string): Measured {
  const { audits = {}, categories } = result?.lhr ?? {}
  const requests = audits['network-requests']?.details?.items ?? []
  return {
    points: 100 * (categories?.performance?.score ?? Number.NaN),
    metrics: Object.values(METRICS).map((name) => audits[name]?.numericValue ?? Number.NaN),
    asked: requests.flatMap(({ url = '' }) =>
      url.startsWith(api) ? [new URL(url).pathname.replace(/pk_\w+/, '{pk}')] : [],
    ),
  }
}

function table(screen: string, bare: readonly Measured[], ours: readonly Measured[]): string {
  const row = (name: string, read: (one: Measured) => number, digits: number) => {
    const [without, withIt] = [median(bare.map(read)), median(ours.map(read))]
    return `| ${[name, ...[without, withIt, withIt - without].map((value) => value.toFixed(digits))].join(' | ')} |`
  }
  const points = (all: readonly Measured[]) => all.map((one) => one.points.toFixed(0)).join(' ')
  const metrics = Object.keys(METRICS).map((name, at) =>
    row(name, ({ metrics }) => metrics[at] ?? Number.NaN, name === 'layout shift' ? 3 : 0),
  )
  const asked = [...new Set(ours.flatMap((one) => one.asked))].map(
    (path) => `${path} (${ours.filter((one) => one.asked.includes(path)).length} of ${ours.length})`,
  )
  return `| a demo product page, ${screen} | without Pairwell | with it | difference |
|---|---|---|---|
${row('**performance, points of 100**', ({ points }) => points, 0)}
${metrics.join('\n')}

All scores without: ${points(bare)}; with: ${points(ours)}. Asked of the API: ${asked.join(', ')}.`
}
