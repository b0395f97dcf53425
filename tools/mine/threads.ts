import { join } from 'node:path'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Baskets } from '../../engine/data/baskets.ts'
import type { PaddedRows } from '../../engine/data/padded-rows.ts'
import type { ListSources } from '../../engine/mine/item-lists.ts'
import type { Credits } from '../../engine/mine/pairs/mixture.ts'
import type { MixtureCandidates, PairCounts } from '../../engine/mine/pairs/neighbours.ts'
import type { FoundRows } from '../../engine/mine/pairs/pair-record.ts'
import type { PairTable } from '../../engine/mine/pairs/pair-table.ts'
import type { Search } from '../../engine/mine/pairs/pair-work.ts'
import { packed } from './portable.ts'

/** Items or orders from `from` to just before `to`. */
export type Range = { from: number; to: number }

/** What all parts of a stage have in common, and what each of them gives. */
export type Stages = {
  neighbours: {
    input: Pick<Search, 'thresholds' | 'limits' | 'popular'> & {
      ridge: PaddedRows
      mixture: MixtureCandidates
      /** Supported pairs that the table takes. */
      most: number
    }
    result: { rows: FoundRows; pairCounts: PairCounts }
  }
  ridge: { input: { pairs: PairTable; byTarget: PaddedRows }; result: undefined }
  credits: { input: { candidates: MixtureCandidates }; result: Credits }
  /** The lists as numbers (list-codec.ts). */
  lists: { input: { sources: ListSources }; result: Float64Array<ArrayBuffer> }
}

/** The beginning of a stage, as a message. */
export type Begin = { stage: keyof Stages; bytes: number; baskets: unknown; input: unknown }
/** A part of the stage that began last, as a message; `run` counts the stages. */
export type Ask = { run: number; at: number; range: Range }
/** What a thread is started with: its port, and the number of messages of all threads, with 1 behind it when one has ended. */
export type ThreadData = { port: MessagePort; signal: Int32Array }

/** Parts that a thread may be ahead of what was taken. */
const AHEAD = 2

type Answer<Name extends keyof Stages> = { at: number; result: Stages[Name]['result'] }
type Member = { worker: Worker; port: MessagePort; isBusy: boolean }

/**
 * Threads that work on the parts of one stage after the other. The main thread waits for them without running events: the engine's
 * generators are synchronous.
 */
export class Threads {
  private readonly members: Member[]
  private readonly signal: Int32Array
  /** Stages begun so far. */
  private runs = 0

  private constructor(members: Member[], signal: Int32Array) {
    this.members = members
    this.signal = signal
  }

  /** Starts threads, and waits until all of them listen. @throws {Error} when one of them does not start */
  static async start(count: number): Promise<Threads> {
    const signal = new Int32Array(new SharedArrayBuffer(8))
    const members = await Promise.all(Array.from({ length: count }, () => startMember(signal)))
    return new Threads(members, signal)
  }

  get count(): number {
    return this.members.length
  }

  /** Does a stage; yields the results in the order of the parts, each as soon as it and those before it are there. */
  *run<Name extends keyof Stages>(
    stage: Name,
    baskets: Baskets,
    input: Stages[Name]['input'],
    parts: readonly Range[],
  ): Generator<Stages[Name]['result'], void> {
    const { bytes } = baskets.arena.memory
    const begin: Begin = { stage, bytes, baskets: packed(baskets), input: packed(input) }
    this.runs += 1
    for (const { port } of this.members) port.postMessage(begin)
    const done = new Map<number, Answer<Name>>()
    let sent = 0
    for (let taken = 0; taken < parts.length; ) {
      const heard = Atomics.load(this.signal, 0)
      for (const member of this.members) {
        for (const answer of this.received<Name>(member)) done.set(answer.at, answer)
        const range = parts[sent]
        if (member.isBusy || range === undefined || sent - taken >= AHEAD * this.count) continue
        member.port.postMessage({ run: this.runs, at: sent, range })
        member.isBusy = true
        sent += 1
      }
      const next = done.get(taken)
      if (next) {
        done.delete(taken)
        taken += 1
        yield next.result
      } else Atomics.wait(this.signal, 0, heard)
    }
  }

  /** What a thread has sent since it was asked last. @throws {Error} when it failed */
  private *received<Name extends keyof Stages>(member: Member): Generator<Answer<Name>> {
    for (;;) {
      const received = receiveMessageOnPort(member.port)
      if (!received) break
      const { run, at, result, problem } = received.message
      member.isBusy = false
      // A run that failed leaves parts behind.
      if (run !== this.runs) continue
      if (problem !== undefined) throw new Error(`A thread failed: ${problem}`)
      yield { at, result }
    }
    if (Atomics.load(this.signal, 1) === 1) throw new Error('A thread has ended.')
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    for (const { port } of this.members) port.close()
    await Promise.all(this.members.map(({ worker }) => worker.terminate()))
  }
}

async function startMember(signal: Int32Array): Promise<Member> {
  const { port1, port2 } = new MessageChannel()
  const workerData: ThreadData = { port: port2, signal }
  // Without the flags of this process, which may be those of a test runner.
  const options = { workerData, transferList: [port2], execArgv: [] }
  const worker = new Worker(join(import.meta.dirname, 'thread.ts'), options)
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`A thread ended with code ${code} before it listened.`)))
  })
  worker.removeAllListeners('exit')
  return { worker, port: port1, isBusy: false }
}
