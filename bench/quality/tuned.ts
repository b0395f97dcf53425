import { FOLDS } from '../../engine/mine/folds.ts'
import type { MineSettings } from '../../engine/mine/settings.ts'
import type { TableOrder } from '../../engine/mine/table.ts'
import { type Choice, choose, type FoldResult } from '../../engine/mine/trial.ts'
import { CARTS, MOST_TUNED, PAGES, tuneFold } from '../../engine/mine/tune.ts'
import type { RealOrder } from './sets.ts'

/** What the engine's own tuning chooses from the training orders alone, and how long it took. */
export function tuned(
  numbers: ReadonlyMap<string, number>,
  train: readonly RealOrder[],
  settings: MineSettings,
): { settings: MineSettings; page: Choice; cart: Choice; seconds: number } {
  const orders = train.slice(-MOST_TUNED).map(
    ({ at, customer, items }): TableOrder => ({
      at,
      customer,
      items: items.map((item) => numbers.get(item) ?? 0),
      size: items.length,
    }),
  )
  const ids = [...numbers.keys()]
  const started = performance.now()
  const folds: FoldResult[] = []
  for (let number = 0; number < FOLDS; number += 1) {
    const steps = tuneFold(ids, orders, settings, number)
    let step = steps.next()
    while (!step.done) step = steps.next()
    folds.push(step.value)
  }
  const [page, cart] = [choose(folds, 'page'), choose(folds, 'cart')]
  return {
    settings: { ...settings, page: PAGES[page.chosen], cart: CARTS[cart.chosen] },
    page,
    cart,
    seconds: (performance.now() - started) / 1_000,
  }
}
