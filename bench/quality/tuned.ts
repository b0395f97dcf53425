import { FOLDS } from '../../engine/mine/folds.ts'
import type { MineSettings } from '../../engine/mine/settings.ts'
import type { TableOrder } from '../../engine/mine/table.ts'
import { type Choice, choose, type FoldResult } from '../../engine/mine/trial.ts'
import { type Described, MOST_TUNED, tuneFold } from '../../engine/mine/tune.ts'
import { AGES, ageingOf, CARTS, CUSTOMERS, PAGES } from '../../engine/mine/ways.ts'
import type { Ageing } from '../../engine/mine/weights.ts'
import type { RealOrder } from './sets.ts'

/** What the engine's own tuning chose, and how long it took. */
export type Tuned = {
  settings: MineSettings
  /** How orders count by their age; undefined for all alike. */
  ageing: Ageing | undefined
  choices: Record<keyof FoldResult, Choice>
  seconds: number
}

/** Tunes on the training orders alone. */
export function tuned(
  numbers: ReadonlyMap<string, number>,
  train: readonly RealOrder[],
  settings: MineSettings,
  described: Described = {},
): Tuned {
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
    const steps = tuneFold(ids, orders, settings, number, described)
    let step = steps.next()
    while (!step.done) step = steps.next()
    folds.push(step.value)
  }
  const choices = {
    page: choose(folds, 'page'),
    cart: choose(folds, 'cart'),
    customers: choose(folds, 'customers'),
    age: choose(folds, 'age'),
  }
  const { page, cart, customers, age } = choices
  const span = (orders.at(-1)?.at ?? 0) - (orders[0]?.at ?? 0)
  const chosen = AGES[age.chosen]
  return {
    settings: {
      ...settings,
      page: PAGES[page.chosen],
      cart: CARTS[cart.chosen],
      min_customers: CUSTOMERS[customers.chosen] ?? settings.min_customers,
    },
    ageing: chosen && ageingOf(chosen, span),
    choices,
    seconds: (performance.now() - started) / 1_000,
  }
}
