import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { OrderDay } from '../../../worker/store/orders/orders.ts'
import type { RowGroup } from '../parquet.ts'
import { NeedsImport } from './cells.ts'
import type { PackedOrders } from './packed-orders.ts'
import type { GroupOrders } from './whole-orders.ts'

/** What files leave open, and the time of the run in UTC milliseconds. */
export type ReaderOptions = { currency: string; time_zone: string; now: number }

/** A group of rows, and the file in which it is. */
export type FileGroup = { path: string; group: RowGroup }

/** What is made of a group of rows. */
export type Results = { count: GroupOrders<OrderDay[]>; read: GroupOrders<PackedOrders> }
export type Task = keyof Results

/** A message to a thread, and its answer. */
export type Ask = FileGroup & { at: number; task: Task }
export type Answer = { at: number } & (
  | { result: Results[Task] }
  | { needs_import: string }
  | { unreadable: string }
  | { problem: string }
)

/** Megabytes in which a thread may make garbage before it looks for it. Without a limit it takes a hundred more, and a tenth less time. */
const YOUNG_MB = 16
/** Groups that a thread may be ahead of what was taken, its own included. */
const AHEAD = 2

/**
 * Reads groups of rows in threads, which end with the last group: what they have read would stay in memory.
 * @returns the results in the order of the groups
 * @throws {NeedsImport}
 */
export async function* readGroups<Name extends Task>(
  task: Name,
  groups: readonly FileGroup[],
  options: ReaderOptions,
  threads: number,
): AsyncGenerator<Results[Name]> {
  const waiting = new Map<number, PromiseWithResolvers<Results[Task]>>()
  const workers = Array.from({ length: Math.min(threads, groups.length) }, () => {
    // Without the flags of this process, which may be those of a test runner.
    const worker = new Worker(join(import.meta.dirname, 'thread.ts'), {
      workerData: options,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    const fail = (error: Error) => {
      for (const { reject } of waiting.values()) reject(error)
    }
    worker.on('message', (answer: Answer) => settle(waiting.get(answer.at), answer))
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('A thread that reads orders has ended.')))
    return worker
  })
  const ask = (at: number) => {
    const one = groups[at]
    if (!one) return
    const answer = Promise.withResolvers<Results[Task]>()
    // It is heard in its turn, which never comes when an earlier one fails.
    answer.promise.catch(() => undefined)
    waiting.set(at, answer)
    const message: Ask = { ...one, at, task }
    workers[at % workers.length]?.postMessage(message)
  }
  const ahead = AHEAD * workers.length
  try {
    for (let at = 0; at < ahead; at += 1) ask(at)
    for (const at of groups.keys()) {
      const result = await waiting.get(at)?.promise
      waiting.delete(at)
      ask(at + ahead)
      yield result as Results[Name]
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

function settle(waiting: PromiseWithResolvers<Results[Task]> | undefined, answer: Answer): void {
  if ('result' in answer) waiting?.resolve(answer.result)
  else if ('needs_import' in answer) waiting?.reject(new NeedsImport(answer.needs_import))
  else if ('unreadable' in answer)
    waiting?.reject(new PairwellError('unreadable_file', answer.unreadable, {}))
  else waiting?.reject(new Error(`A thread failed: ${answer.problem}`))
}
