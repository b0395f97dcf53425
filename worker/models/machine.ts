import { ISOLATE, type Memory } from '../../engine/data/arena.ts'
import { alone, type Work } from '../../engine/mine/work.ts'

/** Where a model is mined. The model depends on the bytes of the memory, which follow from the shop's size, and on nothing else here. */
export type Machine = {
  /** Memory of a run over so many orders, lines and items: what does not fit is left out, oldest orders first. */
  memory(orders: number, lines: number, items: number): Memory
  /** Does the long steps. */
  work: Work
  /** Receives each list as a line of JSON; the model's hash is the SHA-256 of these lines. */
  keep?(line: string): void
}

/** One isolate, which serves shoppers meanwhile. */
export const isolate: Machine = { memory: () => ISOLATE, work: alone }
