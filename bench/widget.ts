import { chromium } from '@playwright/test'
import { aShop, json } from '../test/widget/a-shop.ts'
import { item, pageOf, panel } from '../test/widget/answers.ts'
import { inject, strictest } from '../test/widget/hostile/injection.ts'
import { PAYLOADS } from '../test/widget/hostile/payloads.ts'
import { build } from '../tools/build.ts'
import { launchOptions } from '../tools/chromium.ts'
import { LOADER_BUDGET, PAGE_BUDGET, WHOLE_BUDGET } from '../tools/widget.ts'
import { median } from './median.ts'
import { firstCardTable } from './widget/first-card.ts'
import { lighthouseTables } from './widget/lighthouse.ts'
import { rivals, type Size } from './widget/rivals.ts'
import { throttled } from './widget/throttled.ts'

const row = (what: string, { raw, gzip, brotli }: Size) => `| ${what} | ${raw} | ${gzip} | ${brotli} |`
const whole = (sizes: readonly Size[]): Size => ({
  raw: sizes.reduce((sum, { raw }) => sum + raw, 0),
  gzip: sizes.reduce((sum, { gzip }) => sum + gzip, 0),
  brotli: sizes.reduce((sum, { brotli }) => sum + brotli, 0),
})

const { bytes, lazy } = await build()
console.log(`| file | raw | gzip | brotli |
|---|---|---|---|
${row('**pairwell.js, the tag**', bytes)}
${row('**the tag with the views: all that a product page loads**', whole([bytes, ...lazy.slice(0, 1).map((part) => part.bytes)]))}
${lazy.map((part) => row(part.file.replace(/-[0-9a-f]{16}/, ''), part.bytes)).join('\n')}
${row('all parts together', whole([bytes, ...lazy.map((part) => part.bytes)]))}
${(await rivals()).map(([what, size]) => row(what, size)).join('\n')}

Allowed: ${LOADER_BUDGET} bytes gzip for the tag, ${PAGE_BUDGET} for a page, ${WHOLE_BUDGET} for all parts; the build fails above. Not counted: what others' clients do besides, retries and further calls.`)

const cards = ['mug', 'pot', 'jar', 'cup'].map((id) =>
  item(id, { why: 'Counted from the orders of this shop.' }),
)
const answers = [panel(cards), panel([item('samovar')], {}, { intent: 'upgrade', recommendation_id: 'up' })]
const answer = pageOf(...answers)
const body = `<h1>Tea</h1><style>pairwell-panel{display:block;min-height:33rem}</style>
  <pairwell-panel item-id="tea"></pairwell-panel><pairwell-panel item-id="tea" intent="upgrade"></pairwell-panel>`
const browser = await chromium.launch(launchOptions())
const shop = await aShop(browser)
let failed = false
try {
  const loads = await throttled(shop, async () => (await shop.visit({ body }, json(answer))).page)
  const of = (name: 'scripting' | 'longest' | 'shift') => loads.map((load) => load[name])
  const [requests] = loads.map((load) => load.requests)
  console.log(`
| a product page with two panels, processor slowed 4 times, ${loads.length} loads | median | worst |
|---|---|---|
| main-thread time of our script | ${median(of('scripting')).toFixed(1)} ms | ${Math.max(...of('scripting')).toFixed(1)} ms |
| its longest stretch | ${median(of('longest')).toFixed(1)} ms | ${Math.max(...of('longest')).toFixed(1)} ms |
| layout shift | ${median(of('shift')).toFixed(3)} | ${Math.max(...of('shift')).toFixed(3)} |

Wanted: at most 50 ms of main-thread time. Requests of a page: ${requests?.join(', ')}. The POST is the beacon; no preflight among them.

${await firstCardTable(shop, body, answers)}`)

  const free = await inject(shop, PAYLOADS)
  const strict = await inject(shop, PAYLOADS, strictest(shop.apiOrigin))
  failed = free.ran + strict.ran + strict.violations.length > 0
  console.log(`
| ${PAYLOADS.length} injections in every text and link | ran | reported |
|---|---|---|
| page without a policy | ${free.ran} | – |
| \`default-src 'none'\`, Trusted Types locked | ${strict.ran} | ${strict.violations.length} |`)
} finally {
  await shop.close()
  await browser.close()
}

console.log(`
${await lighthouseTables()}`)
process.exit(failed ? 1 : 0)
