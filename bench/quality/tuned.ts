import type { TableOrder } from '../../engine/data/order-table.ts'
import type { MineSettings } from '../../engine/mine/settings.ts'
import type { FoldResult } from '../../engine/tuning/paired-sums.ts'
import { type SelectedSettings, selectSettings } from '../../engine/tuning/select.ts'
import { advanceTuning, isTuned } from '../../engine/tuning/steps.ts'
import { type ItemTexts, spanOf } from '../../engine/tuning/train.ts'
import { MAX_TUNED_ORDERS } from '../../engine/tuning/tune.ts'
import { finished } from '../choice/finished.ts'
import type { TrainingOrder } from '../known/mined.ts'

/** What the engine's own tuning chose, and how long it took. */
export type Tuned = Pick<SelectedSettings, 'ageing' | 'choices' | 'calibration'> & {
  settings: MineSettings
  seconds: number
}

/** Tunes on the training orders alone. */
export function tuned(
  numbers: ReadonlyMap<string, number>,
  train: readonly TrainingOrder[],
  settings: MineSettings,
  described: ItemTexts = {},
): Tuned {
  const orders = train.slice(-MAX_TUNED_ORDERS).map(
    ({ at, customer, items }): TableOrder => ({
      at,
      customer,
      items: items.map((item) => numbers.get(item) ?? 0),
      size: items.length,
    }),
  )
  const ids = [...numbers.keys()]
  const started = performance.now()
  let folds: readonly FoldResult[] = []
  while (!isTuned(folds)) folds = finished(advanceTuning({ ids, orders, settings, texts: described }, folds))
  const { ageing, choices, calibration, ...chosen } = selectSettings(
    folds,
    settings,
    orders.length,
    spanOf(orders),
  )
  const seconds = (performance.now() - started) / 1_000
  return { settings: { ...settings, ...chosen }, ageing, choices, calibration, seconds }
}
