import { parentPort, workerData } from 'node:worker_threads'
import { Arena } from '../../engine/data/arena.ts'
import type { Baskets } from '../../engine/data/baskets.ts'
import { ItemLists } from '../../engine/mine/item-lists.ts'
import { explainOrders } from '../../engine/mine/pairs/mixture.ts'
import { findNeighbours } from '../../engine/mine/pairs/neighbours.ts'
import { PairRecord } from '../../engine/mine/pairs/pair-record.ts'
import { fitRidge } from '../../engine/mine/pairs/ridge.ts'
import { collectGarbage } from './garbage.ts'
import { ListNumbers } from './list-codec.ts'
import { sharedMemory, unpacked } from './portable.ts'
import type { Ask, Begin, Range, Stages, ThreadData } from './threads.ts'

// One thread of a mining run: it is told a stage and what all its parts have in common, then part after part.

type Part<Result = unknown> = (range: Range) => Result

const drained = <Result>(steps: Generator<unknown, Result>): Result => {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** How a part of each stage is done. */
const STAGES: {
  [Name in keyof Stages]: (baskets: Baskets, input: Stages[Name]['input']) => Part<Stages[Name]['result']>
} = {
  neighbours: (baskets, { thresholds, limits, popular, ridge, mixture, most }) => {
    return ({ from, to }) => {
      const scoped = baskets.scoped()
      const record = new PairRecord(scoped, from, to, most)
      const pairCounts = { pairs: 0, in_three_orders: 0 }
      const part = { from, to, neighbours: { ridge, mixture, pairCounts } }
      const { pairs, supported } = record
      drained(findNeighbours(scoped, thresholds, limits, pairs, supported, popular, part))
      scoped.arena.releaseAll()
      return { rows: record.result(), pairCounts }
    }
  },
  ridge:
    (baskets, { pairs, byTarget }) =>
    ({ from, to }) => {
      drained(fitRidge(baskets, pairs, byTarget, from, to))
      return undefined
    },
  credits:
    (baskets, { candidates }) =>
    ({ from, to }) =>
      drained(explainOrders(baskets, candidates, from, to)),
  lists: (baskets, { sources }) => {
    const lists = new ItemLists(baskets, sources)
    return ({ from, to }) => {
      const numbers = new ListNumbers()
      for (const list of lists.of(from, to)) if (list) numbers.add(list)
      return numbers.take()
    }
  },
}

function listen({ port, signal }: ThreadData): void {
  let part: Part = () => undefined
  const ring = () => {
    Atomics.add(signal, 0, 1)
    Atomics.notify(signal, 0)
  }
  // The main thread waits without looking at events, so that it would not hear that this one has ended.
  process.on('exit', () => {
    Atomics.store(signal, 1, 1)
    ring()
  })
  port.on('message', (message: Begin | Ask) => {
    if ('stage' in message) {
      // What cannot begin fails with the first part.
      part = (range) => {
        part = begun(message)
        return part(range)
      }
      return
    }
    const { run, at, range } = message
    try {
      const result = part(range)
      // What is not shared moves.
      const isOwn = result instanceof Float64Array && result.buffer instanceof ArrayBuffer
      port.postMessage({ run, at, result }, isOwn ? [result.buffer] : [])
    } catch (thrown) {
      const problem = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
      port.postMessage({ run, at, problem })
    }
    ring()
  })
}

/** The work of one stage, with its input opened in this thread. */
function begun({ stage, baskets, input, bytes }: Begin): Part {
  // What the stage before has shared would stay as long as any thread knows it.
  collectGarbage()
  const arena = new Arena(sharedMemory(bytes))
  const orders = unpacked<Baskets>(baskets, arena)
  const make = <Name extends keyof Stages>(name: Name): Part =>
    STAGES[name](orders, unpacked<Stages[Name]['input']>(input, arena))
  return make(stage)
}

listen(workerData)
parentPort?.postMessage('listens')
