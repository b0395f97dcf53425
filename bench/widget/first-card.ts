import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { json, type Reply, type Shop } from '../../test/widget/a-shop.ts'
import { pageOf } from '../../test/widget/answers.ts'
import { RELEASES } from '../../tools/release.ts'
import { median } from '../median.ts'
import { LOADS, SLOWER } from './throttled.ts'

/** The release that is compared: one script, which loads nothing. */
const OLD = '0.1.0'
/** Lighthouse's mobile network: milliseconds of delay, and bytes in a second. */
const DELAY = 150
const RATE = (1.6 * 1_000_000) / 8

/** A table of the time from the start of a load to the first card: of a release and of this build, in turn. */
export async function firstCardTable(
  shop: Shop,
  body: string,
  answers: readonly Recommendation[],
): Promise<string> {
  // The release asks for each panel by itself, as the API still answers.
  const reply: Reply = (question, response) => {
    const { searchParams } = question
    const one = answers.find(({ intent }) => intent === (searchParams.get('intent') ?? 'complementary'))
    json(searchParams.has('panels') ? pageOf(...answers) : one)(question, response)
  }
  const released: { script: { file: string } } = JSON.parse(
    readFileSync(join(RELEASES, OLD, 'release.json'), 'utf8'),
  )
  const old: number[] = []
  const now: number[] = []
  for (let at = 0; at < LOADS; at += 1) {
    old.push(await firstCard(shop, released.script.file, body, reply))
    now.push(await firstCard(shop, 'pairwell.js', body, reply))
  }
  const later = now.map((time, at) => time - (old[at] ?? 0))
  const row = (what: string, times: readonly number[]) =>
    `| ${what} | ${median(times).toFixed(0)} ms | ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms |`
  return `| first card, processor slowed ${SLOWER} times, ${DELAY} ms of delay a request, 1.6 Mbit/s, nothing in the cache, ${LOADS} pairs of loads | median | from, to |
|---|---|---|
${row(`release ${OLD}, one script`, old)}
${row('this build, the tag and then the views', now)}
${row('difference within a pair', later)}`
}

/** Milliseconds from the start of a load to the frame after the first card. */
async function firstCard(shop: Shop, script: string, body: string, reply: Reply): Promise<number> {
  const head = `<script async src="${shop.apiOrigin}/${script}" data-key="pk_test"></script>`
  const { page } = await shop.visit({ head, body, copies: 0, before: noteFirstCard }, reply)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: DELAY, downloadThroughput: RATE, uploadThroughput: RATE },
  })
  await page.reload({ waitUntil: 'commit' })
  await page.waitForFunction(() => 'firstCard' in window)
  const time: unknown = await page.evaluate('firstCard')
  await page.context().close()
  return Number(time)
}

/** Notes in the page when the first card is there, frame by frame. */
function noteFirstCard(): void {
  const look = () => {
    const isThere = document.querySelector('pairwell-panel')?.shadowRoot?.querySelector('[part~="card"]')
    if (isThere) Object.assign(window, { firstCard: performance.now() })
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
