import { type Calibration, calibrated, fitCalibration, type ScoreBin } from './logistic.ts'

/** Width of a bin of ln(score). Bins are by score, not by rank, so that folds add up. */
const WIDTH = 0.25
/** Parts of equally many cases in which predicted and observed rates are compared. */
export const DECILES = 10

/** Cases by the bin of their score: number, sum of ln(score), hits. */
export type BinSums = Record<string, readonly [cases: number, logScores: number, hits: number]>

/**
 * Adds a case to its bin. A score of 0 predicts nothing, and is left out.
 * @param weight cases that it stands for, where only some were drawn
 */
export function addCase(bins: BinSums, score: number, isHit: boolean, weight = 1): void {
  if (!(score > 0)) return
  const logScore = Math.log(score)
  const bin = Math.floor(logScore / WIDTH)
  const [cases, sum, hits] = bins[bin] ?? [0, 0, 0]
  bins[bin] = [cases + weight, sum + weight * logScore, hits + (isHit ? weight : 0)]
}

/** The bins of several folds together, by ascending score. */
export function binsOf(folds: readonly BinSums[]): ScoreBin[] {
  const all = new Map<number, [number, number, number]>()
  for (const fold of folds) {
    for (const [bin, [cases, sum, hits]] of Object.entries(fold)) {
      const before = all.get(Number(bin)) ?? [0, 0, 0]
      all.set(Number(bin), [before[0] + cases, before[1] + sum, before[2] + hits])
    }
  }
  return [...all]
    .sort(([a], [b]) => a - b)
    .map(([, [cases, sum, hits]]) => ({ cases, logScore: sum / cases, hits }))
}

/** Predicted and observed rate of cases with about the same prediction. */
export type Reliability = { cases: number; predicted: number; observed: number }

/** How far predictions are from what happens: by decile, and on average over the cases. */
export type CalibrationError = { ece: number; deciles: Reliability[] }

/**
 * Predicted and observed rates in ten parts of about equally many cases, and their mean distance, weighted by cases (expected
 * calibration error; M. Naeini et al. 2015, AAAI).
 * @param bins by ascending score, each with its predicted rate
 */
export function reliability(
  bins: readonly { cases: number; predicted: number; hits: number }[],
): CalibrationError {
  const total = bins.reduce((sum, { cases }) => sum + cases, 0)
  let before = 0
  const placed = bins.map((bin) => {
    const decile = decileAt(before + bin.cases / 2, total)
    before += bin.cases
    return { ...bin, decile }
  })
  const parts = Array.from({ length: DECILES }, (_, decile) => {
    const part = { cases: 0, predicted: 0, observed: 0 }
    for (const { cases, predicted, hits } of placed.filter((bin) => bin.decile === decile)) {
      part.cases += cases
      part.predicted += cases * predicted
      part.observed += hits
    }
    return part
  })
  const held = parts.filter(({ cases }) => cases > 0)
  const distance = held.reduce((sum, { predicted, observed }) => sum + Math.abs(predicted - observed), 0)
  return {
    ece: distance / Math.max(1, total),
    deciles: held.map(({ cases, predicted, observed }) => ({
      cases,
      predicted: predicted / cases,
      observed: observed / cases,
    })),
  }
}

/** The part of equally many cases, 0 to 9, in which the case at a place of all cases is. */
export const decileAt = (place: number, cases: number): number =>
  Math.min(DECILES - 1, Math.floor((DECILES * place) / Math.max(1, cases)))

/** A calibration, and its error where each fold is predicted from the others. */
export type Calibrated = { calibration: Calibration; error: CalibrationError }

/** Fits the calibration to all folds. */
export function calibrate(folds: readonly BinSums[]): Calibrated {
  const parts = folds.map((fold, number) => {
    const others = fitCalibration(binsOf(folds.filter((_, other) => other !== number)))
    return { others, bins: binsOf([fold]) }
  })
  const predicted = parts.flatMap(({ others, bins }) =>
    bins.map(({ cases, logScore, hits }) => ({
      cases,
      hits,
      predicted: calibrated(Math.exp(logScore), others),
    })),
  )
  const sorted = predicted.sort((a, b) => a.predicted - b.predicted)
  return { calibration: fitCalibration(binsOf(folds)), error: reliability(sorted) }
}
