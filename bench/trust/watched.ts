import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { call, upload } from '../../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'

/** One line of the bench: what was tried, what it cost, and what it may cost. */
export type TrustRow = { attack: string; measured: string; allowed: string; ok: boolean }

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }

/** Heap that an attack may add to an idle Worker, bytes. */
const MAX_HEAP = 64_000_000
/** Heap and buffers at which Cloudflare ends a Worker, bytes. */
const MAX_ISOLATE = 128_000_000
/** What another shop's shoppers may notice: their median by this factor, and no answer later than this, milliseconds. */
const MAX_FACTOR = 2
const MAX_WAIT = 1_000
/** Least median that counts as idle, milliseconds: below it a factor is noise. */
const LEAST_MEDIAN = 10
/** Answers from which a median is computed. */
const LEAST_ANSWERS = 40

/** Cost of an attack to the runtime: heap over idle, and when idle, in bytes; times in milliseconds. */
export type Cost = { heap: number; idle: number; median: number; worst: number; took: number }

/** A Worker on the bare runtime with a shop that attacks, and another one whose shoppers are watched. */
export type Attacked = {
  worker: RawWorker
  /** Sends a request as the attacking shop; the body is read and dropped. Status 0: the connection was closed while it was sent. */
  send(path: string, init?: RequestInit): Promise<{ status: number; bytes: number; text: string }>
  /** Runs an attack beside the other shop's shoppers. */
  watch(attack: () => Promise<unknown>): Promise<Cost>
  /** Waits until the attacking shop has no job. */
  settled(): Promise<void>
  close(): Promise<void>
}

const rests = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const CATALOGUE = [
  'id,title,link,image_link,price',
  ...['tea', 'mug', 'pot'].map((id) => `${id},The ${id},/${id},/${id}.png,9.90`),
]
const ORDERS = [
  'order_id,item_id',
  ...Array.from({ length: 60 }, (_, at) => `o${at >> 1},${at % 2 ? 'mug' : 'tea'}`),
]

/** The other shop's shopper, with the times of all answers so far. */
function aShopper(question: string) {
  const times: number[] = []
  const thread = new Worker(new URL('./shopper.ts', import.meta.url), { workerData: question })
  thread.on('message', (ms: number) => times.push(ms))
  /** Waits for so many answers, and returns their times. */
  const asked = async (more: number) => {
    const before = times.length
    while (times.length < before + more) await rests(10)
    return times.slice(before)
  }
  return { times, asked, end: () => thread.terminate() }
}

/** The most of the heap while something runs. What is over `enough` is asked again after a collection: garbage can be freed. */
function aGauge(worker: RawWorker, enough: number) {
  let most = 0
  let isOver = false
  const done = (async () => {
    while (!isOver) {
      const heap = await worker.heap()
      if (heap > most) most = Math.max(most, heap > enough ? await worker.heap(true) : heap)
      await rests(20)
    }
  })()
  const end = async () => {
    isOver = true
    await done
    return most
  }
  return { end }
}

const watchOf =
  (worker: RawWorker, { times, asked }: ReturnType<typeof aShopper>): Attacked['watch'] =>
  async (attack) => {
    const before = await worker.heap(true)
    const gauge = aGauge(worker, before + MAX_HEAP)
    // What usual is, is measured beside the gauge too: its questions take time of the same thread.
    const usual = Math.max(LEAST_MEDIAN, middle(await asked(LEAST_ANSWERS)))
    const first = times.length
    const took: number[] = []
    // A short attack is repeated, so that enough shoppers meet it.
    do {
      const began = performance.now()
      await attack()
      took.push(performance.now() - began)
      await rests(1)
    } while (times.length - first < LEAST_ANSWERS)
    // Those who asked last are answered, too.
    await asked(1)
    const heap = await gauge.end()
    const waits = times.slice(first)
    return {
      ...{ heap: heap - before, idle: before, median: middle(waits) / usual },
      ...{ worst: Math.max(...waits), took: middle(took) },
    }
  }

const senderOf =
  (worker: RawWorker, secret_key: string): Attacked['send'] =>
  async (path, init = {}) => {
    const headers = {
      Authorization: `Bearer ${secret_key}`,
      'Content-Type': 'application/json',
      ...init.headers,
    }
    const response = await fetch(`${worker.url}${path}`, { ...init, headers }).catch(() => undefined)
    if (!response) return { status: 0, bytes: 0, text: '' }
    let bytes = 0
    let text = ''
    for await (const piece of response.body ?? []) {
      bytes += piece.length
      if (text.length < 100_000) text += new TextDecoder().decode(piece)
    }
    return { status: response.status, bytes, text }
  }

/** Starts the two shops. */
export async function attacked(): Promise<Attacked> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const worker = await startRawWorker(join(folder, 'state'), VARS, true)
  const open = async (name: string) => {
    const shop = { method: 'POST', body: JSON.stringify({ name, currency: 'EUR' }) }
    return await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
  }
  const [other, { secret_key }] = [await open('Other'), await open('Attacker')]
  await upload(worker.url, other.secret_key, 'items', CATALOGUE.join('\n'))
  await upload(worker.url, other.secret_key, 'orders', ORDERS.join('\n'))
  const shopper = aShopper(
    `${worker.url}/p/${other.publishable_key}/recommendations?placement=product&item_id=tea`,
  )
  const settled = async () => {
    while ((await call(worker.url, '/v1/status', secret_key)).jobs.waiting > 0) await rests(50)
  }
  const close = async () => {
    await shopper.end()
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  return { worker, send: senderOf(worker, secret_key), watch: watchOf(worker, shopper), settled, close }
}

/** A row from a cost. @param isRight whether the attack had the result that it should have */
export const rowOf = (attack: string, cost: Cost, isRight = true, most_ms = Infinity): TrustRow =>
  rowWithin(MAX_HEAP, attack, cost, isRight, most_ms)

/** A row of jobs, whose arrays may take half of an isolate: the heap as a whole has the limit of an isolate. */
export const rowOfJobs = (attack: string, cost: Cost, isRight = true): TrustRow =>
  rowWithin(MAX_ISOLATE - cost.idle, attack, cost, isRight, Infinity)

function rowWithin(
  most_heap: number,
  attack: string,
  { heap, median, worst, took }: Cost,
  isRight: boolean,
  most_ms: number,
): TrustRow {
  const MB = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  const limit = Number.isFinite(most_ms) ? `, ${most_ms} ms` : ''
  return {
    attack,
    measured: `${isRight ? '' : 'WRONG RESULT, '}${MB(heap)} heap over idle, ${took.toFixed(0)} ms; another shop: median ${median.toFixed(1)} ×, worst ${worst.toFixed(0)} ms`,
    allowed: `${MB(most_heap)}${limit}; ${MAX_FACTOR} ×, ${MAX_WAIT} ms`,
    ok: isRight && heap <= most_heap && took <= most_ms && worst <= MAX_WAIT && median <= MAX_FACTOR,
  }
}
