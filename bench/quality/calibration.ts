import { type CalibrationError, reliability } from '../../engine/numbers/calibration.ts'
import type { OwnRanker } from './ours.ts'
import { type PageCase, SEEDS } from './tasks.ts'

/** How far the probability of the page's first place is from what the test orders hold, by decile. */
export function firstPlaces(ranker: OwnRanker, pages: readonly PageCase[]): CalibrationError {
  const bins = pages.flatMap(({ seed, targets }) => {
    const first = ranker.first(seed)
    if (!first) return []
    // Every order counts once, as on the folds.
    const weight = 1 / Math.min(SEEDS, targets.size + 1)
    return [{ cases: weight, predicted: first.score, hits: targets.has(first.item) ? weight : 0 }]
  })
  return reliability(bins.sort((a, b) => a.predicted - b.predicted))
}

/** Prints the error, and predicted and observed rates by decile. */
export function printCalibration(name: string, { ece, deciles }: CalibrationError, folds: number): void {
  const parts = deciles.map(({ predicted, observed }) => `${predicted.toFixed(3)} / ${observed.toFixed(3)}`)
  const cases = deciles.reduce((sum, decile) => sum + decile.cases, 0)
  const mean = (of: 'predicted' | 'observed') =>
    deciles.reduce((sum, decile) => sum + decile.cases * decile[of], 0) / Math.max(1, cases)
  console.log(
    `- ${name}, probability of the page's first place: ECE ${ece.toFixed(4)} (on the folds ${folds.toFixed(4)}); predicted ${mean('predicted').toFixed(3)}, observed ${mean('observed').toFixed(3)}; by decile, predicted / observed: ${parts.join(', ')}.`,
  )
}
