import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { DATA } from '../data.ts'
import { readOnlineRetail } from '../online-retail.ts'
import { mean } from '../quality/tasks.ts'
import { PRICE } from './prices.ts'

/** The first replayed night, and the number of the last ones whose cost is printed. */
const FROM = process.env.COST_FROM ?? '2011-08-01'
const NIGHTS = 30

type Night = {
  day: string
  lists: number
  rows: number
  refused: string[]
  held: number
  page: number
  error: number
}

/** Groups the lines of a file of orders by day. */
function byDay(file: string): { header: string; before: string[]; days: Map<string, string[]> } {
  const [header = '', ...lines] = file.split('\n')
  const days = new Map<string, string[]>()
  const before: string[] = []
  for (const line of lines) {
    const day = line.split(',')[2]?.slice(0, 10) ?? ''
    if (day < FROM) before.push(line)
    else days.set(day, [...(days.get(day) ?? []), line])
  }
  return { header, before, days }
}

/** Runs one night: uploads the day's orders and mines a model. */
async function night(url: string, key: string, day: string, file: string): Promise<Night> {
  await upload(url, key, 'orders', file)
  await settled(url, key)
  const [model] = (await call(url, '/v1/models?limit=1', key)).items
  const { lists, lists_written, lists_deleted, pairs_held = 0 } = model.counts
  const { difference = 0, standard_error = 0 } = model.gate?.page ?? {}
  const rows = lists_written + lists_deleted
  return {
    day,
    lists,
    rows,
    refused: model.refusals,
    held: pairs_held,
    page: difference,
    error: standard_error,
  }
}

/** Waits until no run is queued or running. */
async function settled(url: string, key: string): Promise<void> {
  for (;;) {
    const { items } = await call(url, '/v1/models?limit=5', key)
    if (items.every(({ status }: { status: string }) => status !== 'queued' && status !== 'running')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Replays a real shop night by night and prints the rows written. */
export async function printNights(vars: Record<string, string>): Promise<void> {
  const { header, before, days } = byDay(readOnlineRetail().plain)
  const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const worker = await startRawWorker(state, vars)
  try {
    const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'GBP' }) }
    const { secret_key } = await call(worker.url, '/v1/shops', vars.ADMIN_TOKEN ?? '', shop)
    await upload(worker.url, secret_key, 'items', readOnlineRetail().items)
    await upload(worker.url, secret_key, 'orders', [header, ...before].join('\n'))
    await liveModel(worker.url, secret_key)
    const nights: Night[] = []
    for (const [day, lines] of days) {
      nights.push(await night(worker.url, secret_key, day, [header, ...lines].join('\n')))
    }
    const last = nights.slice(-NIGHTS)
    const share = mean(last.map(({ lists, rows }) => rows / Math.max(1, lists)))
    const rows = mean(last.map((one) => one.rows))
    const refused = nights.filter((one) => one.refused.length > 0)
    const worst = nights.reduce((a, b) => (b.page < a.page ? b : a))
    console.log(`Online Retail (${DATA.split('/').at(-1)}) night by night from ${FROM} to its end: ${nights.length} nights, each day's orders uploaded and a model mined.

| of the last ${NIGHTS} nights | mean |
|---|---|
| lists of the model | ${mean(last.map(({ lists }) => lists)).toFixed(0)} |
| list rows written or deleted a night | ${rows.toFixed(0)} |
| share of the lists | ${(100 * share).toFixed(0)} % |
| dollars a month for them | ${(rows * 30 * PRICE.row_written).toFixed(3)} |

Refused by the gate: ${refused.length} of ${nights.length} nights${refused.length > 0 ? ` (${refused.map((one) => `${one.day} ${one.refused.join(' ')}`).join('; ')})` : ''}. The worst night of the page, ${worst.day}: ${worst.page.toFixed(4)} ± ${worst.error.toFixed(4)} nDCG@10. Pairs held back: ${mean(nights.map(({ held }) => held)).toFixed(1)} at a time, at most ${Math.max(...nights.map(({ held }) => held))}.`)
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}
