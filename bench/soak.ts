import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BeaconInput } from '../schema/outcomes/events.ts'
import { call } from '../tools/demo-shop.ts'
import { isMain } from '../tools/is-main.ts'
import { type RawWorker, startRawWorker } from '../tools/raw-worker.ts'
import { pageOf } from './page-events.ts'
import { floodOf, SOAK_ITEMS } from './soak/events.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const EVENTS = Number(process.env.SOAK_EVENTS ?? 1_000_000)
const AT_ONCE = 8
const KILLS = Number(process.env.SOAK_KILLS ?? 10)

/** The result of a soak test. */
export type Soak = {
  sent: number
  beacons: number
  retries: number
  seconds: number
  seconds_to_count: number
  /** Counts that differ from a direct one. */
  different: number
}

type Row = { item_id: string; shown: number; seen: number; clicked: number; added: number; dismissed: number }

/** Sends a flood, kills the Worker now and then, sends again what was not answered, and compares the counts. */
export async function soak(events: number, kills: number): Promise<Soak> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-soak-'))
  let worker = await startRawWorker(state, VARS)
  try {
    const shop = { method: 'POST', body: JSON.stringify({ name: 'Soak', currency: 'EUR' }) }
    const keys = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
    const { beacons, sent, counts } = floodOf(events, 1, Date.now())
    const asPage = await pageOf(worker.url, VARS, keys, SOAK_ITEMS)
    const killAt = new Set(
      Array.from({ length: kills }, (_, n) => Math.floor(((n + 0.5) * beacons.length) / kills)),
    )
    let restarting: Promise<void> | undefined
    const restart = async () => {
      await worker.kill()
      worker = await startRawWorker(state, VARS)
      restarting = undefined
    }
    let [next, retries] = [0, 0]
    const began = performance.now()
    const send = async (beacon: BeaconInput): Promise<void> => {
      for (;;) {
        await restarting
        const answered = await fetch(`${worker.url}/p/${keys.publishable_key}/events`, {
          method: 'POST',
          body: JSON.stringify(asPage(beacon)),
        }).then(
          ({ status }) => status === 202,
          () => false,
        )
        if (answered) return
        retries += 1
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    const sender = async () => {
      for (let at = next++; at < beacons.length; at = next++) {
        const beacon = beacons[at]
        if (killAt.has(at)) restarting ??= restart()
        // Runs the cron sometimes, so that beacons are counted while others are received.
        if (at % 2_000 === 1_999) report(worker, keys.secret_key).catch(() => {})
        if (beacon) await send(beacon)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, sender))
    const seconds = (performance.now() - began) / 1000
    const whole = [...counts.values()].reduce((sum, one) => sum + one, 0)
    const rows = await counted(worker, keys.secret_key, whole)
    return {
      sent,
      beacons: beacons.length,
      retries,
      seconds,
      seconds_to_count: (performance.now() - began) / 1000 - seconds,
      different: differences(rows, counts),
    }
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

const report = async (worker: RawWorker, key: string): Promise<Row[]> =>
  (await call(worker.url, '/v1/reports/funnel?by=item', key)).rows

const sumOf = (rows: Row[]) =>
  rows.reduce(
    (sum, { shown, seen, clicked, added, dismissed }) => sum + shown + seen + clicked + added + dismissed,
    0,
  )

/** Waits until counting has ended: two equal results that are at least as large as expected. */
async function counted(worker: RawWorker, key: string, whole: number): Promise<Row[]> {
  for (let before = -1; ; ) {
    const rows = await report(worker, key)
    const sum = sumOf(rows)
    if (sum === before && sum >= whole) return rows
    before = sum
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
}

function differences(rows: Row[], counts: ReadonlyMap<string, number>): number {
  const found = new Map(
    rows.flatMap(({ item_id, shown, seen, clicked, added, dismissed }) =>
      Object.entries({ shown, seen, clicked, added, dismissed }).map(([column, n]) => [
        `${item_id} ${column}`,
        n,
      ]),
    ),
  )
  return [...counts].filter(([key, count]) => found.get(key) !== count).length
}

if (isMain(import.meta)) {
  const { sent, beacons, retries, seconds, seconds_to_count, different } = await soak(EVENTS, KILLS)
  const number = (n: number) => Math.round(n).toLocaleString('en')
  console.log(`${number(EVENTS)} events, sent as ${number(sent)} in ${number(beacons)} beacons: one beacon in ten twice, one event in seventeen again in another beacon, all shuffled. The Worker is killed ${KILLS} times; unanswered beacons are sent again (${number(retries)} times).

| | |
|---|---|
| counts by item and kind that differ from a direct count | ${different} of 250 |
| seconds to receive, 8 at once | ${number(seconds)} (${number(sent / seconds)} events a second) |
| seconds until the last one was counted | ${number(seconds_to_count)} |`)
}
