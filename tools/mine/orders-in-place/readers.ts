import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { OrderDay } from '../../../worker/store/orders/orders.ts'
import type { RowGroup } from '../parquet.ts'
import { NeedsImport } from './cells.ts'
import type { GroupOrders } from './orders.ts'
import type { PackedOrders } from './packed-orders.ts'

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
  | { problem: string }
)

/** Groups that a thread may be ahead of what was taken, its own included. */
const AHEAD = 2

/** Threads that read groups of rows. */
export class Readers {
  private readonly workers: Worker[]
  private waiting = new Map<number, PromiseWithResolvers<Results[Task]>>()

  constructor(count: number, options: ReaderOptions) {
    this.workers = Array.from({ length: count }, () => {
      // Without the flags of this process, which may be those of a test runner.
      const worker = new Worker(join(import.meta.dirname, 'thread.ts'), { workerData: options, execArgv: [] })
      worker.on('message', (answer: Answer) => this.take(answer))
      worker.on('error', (error) => this.fail(error))
      worker.on('exit', () => this.fail(new Error('A thread that reads orders has ended.')))
      return worker
    })
  }

  /** The results of all groups, in their order. @throws {NeedsImport} */
  async *results<Name extends Task>(task: Name, groups: readonly FileGroup[]): AsyncGenerator<Results[Name]> {
    this.waiting = new Map()
    const ask = (at: number) => {
      const one = groups[at]
      if (!one) return
      const answer = Promise.withResolvers<Results[Task]>()
      // It is heard in its turn, which comes never when an earlier one fails.
      answer.promise.catch(() => undefined)
      this.waiting.set(at, answer)
      const message: Ask = { ...one, at, task }
      this.workers[at % this.workers.length]?.postMessage(message)
    }
    const ahead = AHEAD * this.workers.length
    for (let at = 0; at < ahead; at += 1) ask(at)
    for (const at of groups.keys()) {
      const result = await this.waiting.get(at)?.promise
      this.waiting.delete(at)
      ask(at + ahead)
      yield result as Results[Name]
    }
  }

  async close(): Promise<void> {
    for (const worker of this.workers) worker.removeAllListeners('exit')
    await Promise.all(this.workers.map((worker) => worker.terminate()))
  }

  private take(answer: Answer): void {
    const waiting = this.waiting.get(answer.at)
    if ('result' in answer) waiting?.resolve(answer.result)
    else if ('needs_import' in answer) waiting?.reject(new NeedsImport(answer.needs_import))
    else waiting?.reject(new Error(`A thread failed: ${answer.problem}`))
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error)
  }
}
