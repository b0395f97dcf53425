import type { MineSettings } from '../../engine/mine/settings.ts'
import type { ItemTexts } from '../../engine/tuning/train.ts'
import { ours } from './ours.ts'
import type { RealOrder } from './sets.ts'
import type { Ranker } from './tasks.ts'

/** A test order in the numbers of the training items. */
export type Numbered = { order: RealOrder; items: number[]; customer: string | null }

/**
 * Evaluates a shop that is mined again during the test span: the span is divided into steps, each answered by a model of
 * all orders before it. Tuned once, on the training orders.
 * @param answer figures of the test orders of one step
 */
export function remined<T>(
  numbers: ReadonlyMap<string, number>,
  train: readonly RealOrder[],
  tests: readonly Numbered[],
  settings: MineSettings,
  described: ItemTexts,
  steps: number,
  answer: (ranker: Ranker, tests: readonly Numbered[]) => T[],
): T[] {
  const cut = (step: number) => Math.floor((tests.length * step) / steps)
  return Array.from({ length: steps }, (_, step) => step).flatMap((step) => {
    const before = tests.slice(0, cut(step)).map(({ order }) => knownOnly(order, numbers))
    const ranker = ours(numbers, [...train, ...before], settings, described)
    return answer(ranker, tests.slice(cut(step), cut(step + 1)))
  })
}

const knownOnly = (order: RealOrder, numbers: ReadonlyMap<string, number>): RealOrder => ({
  ...order,
  items: order.items.filter((item) => numbers.has(item)),
})
