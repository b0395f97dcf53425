import { ISOLATE, type Memory } from '../../engine/data/arena.ts'
import { alone, type Work } from '../../engine/mine/work.ts'
import type { OutsideFacts } from '../../schema/models/outside.ts'
import type { OrderSource } from '../store/orders/orders.ts'

/** Where a model is mined. The model depends on the bytes of the memory, which follow from the shop's size, and on nothing else here. */
export type Machine = {
  /** Memory of a run over so many orders, lines and items: what does not fit is left out, oldest orders first. */
  memory(orders: number, lines: number, items: number): Memory
  /** Where the orders are, if they are not in the shop's database. */
  orders?: OrderSource
  /** Does the long steps. */
  work: Work
  /** Whether lists are written into the shop's database; elsewhere nobody would read them there. */
  storesLists: boolean
  /** Receives each list as a line of JSON; the model's hash is the SHA-256 of these lines. */
  keep?(line: string): void
  /** Receives what a deployment needs to know of the model besides its lists, settings and counts, once, before the gate. */
  note?(made: RunFacts): void
}

/** What a run has found besides lists and counts. */
export type RunFacts = Pick<OutsideFacts, 'holdout' | 'held' | 'found'>

/** One isolate, which serves shoppers meanwhile. */
export const isolate: Machine = { memory: () => ISOLATE, work: alone, storesLists: true }
