import { createHash } from 'node:crypto'
import { Arena } from '../../engine/data/arena.ts'
import { memoryFor } from '../../engine/data/capacity.ts'
import type { OrderTable } from '../../engine/data/order-table.ts'
import { mine } from '../../engine/mine/mine.ts'
import { collectGarbage } from '../../tools/mine/garbage.ts'
import { sharedMemory } from '../../tools/mine/portable.ts'
import { Threads } from '../../tools/mine/threads.ts'
import { workInThreads } from '../../tools/mine/work-in-threads.ts'
import { countPlainly } from '../mining/counting.ts'
import { drawLines, drawTitles, fillTable, type Shape } from '../mining/shapes.ts'

// One measured run in a process of its own, so that its memory is its own. Prints a line of JSON.

/** What a run has measured; bytes are the most that were resident, before the run and over all. */
export type GeneratedRun = {
  ms: number
  /** Processor time of all threads. */
  cpu_ms: number
  drawn_bytes: number
  bytes: number
  array_bytes: number
  pairs: number
  hash: string
}

const SETTINGS = { min_co_orders: 2, min_customers: null }
/** Milliseconds of processor time so far. */
const processorTime = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
/** The most that was resident so far. Garbage is collected first, because what was drawn is no part of the run that follows. */
const resident = () => {
  collectGarbage()
  return process.resourceUsage().maxRSS * 1024
}

/** The filled table; the lines as they were drawn are garbage behind it. */
function drawnTable(shape: Shape): OrderTable {
  const lines = drawLines(shape)
  const memory = sharedMemory(memoryFor(lines.orders, shape.lines, shape.items))
  return fillTable(shape, lines, new Arena(memory))
}

/** The bare loop: the orders are sorted, every pair is counted from either side, and the ten most frequent of each item are kept. */
function countAll(shape: Shape): GeneratedRun {
  const table = drawnTable(shape)
  const drawn_bytes = resident()
  const [started, cpu] = [performance.now(), processorTime()]
  const { pairs } = countPlainly(table, false)
  const [ms, cpu_ms] = [performance.now() - started, processorTime() - cpu]
  return { ms, cpu_ms, drawn_bytes, bytes: resident(), array_bytes: table.arena.peak, pairs, hash: '' }
}

/** A whole mining run with titles, from the filled table to the hash over all lists. */
async function mineAll(shape: Shape, count: number): Promise<GeneratedRun> {
  const titles = drawTitles(shape)
  const table = drawnTable(shape)
  const threads = await Threads.start(count)
  const drawn_bytes = resident()
  const [started, cpu] = [performance.now(), processorTime()]
  const hash = createHash('sha256')
  const lists = mine(table.close(), [], SETTINGS, titles, undefined, workInThreads(threads))
  let step = lists.next()
  for (; !step.done; step = lists.next()) if (step.value) hash.update(`${JSON.stringify(step.value)}\n`)
  const [ms, cpu_ms] = [performance.now() - started, processorTime() - cpu]
  await threads.close()
  const found = { pairs: step.value.pairs, hash: hash.digest('hex') }
  return { ms, cpu_ms, drawn_bytes, bytes: resident(), array_bytes: table.arena.peak, ...found }
}

const [lines = 0, items = 0, threads = 0] = process.argv.slice(2).map(Number)
const shape = { lines, items, size: 3.3 }
console.log(JSON.stringify(threads === 0 ? countAll(shape) : await mineAll(shape, threads)))
