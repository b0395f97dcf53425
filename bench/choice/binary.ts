import { reliability } from '../../engine/numbers/calibration.ts'

/** Predictions and what happened, case by case. */
export type Predicted = { probabilities: readonly number[]; outcomes: readonly number[] }

/** Positions by ascending probability; of equal ones in their order. */
const ascending = (values: readonly number[]): number[] =>
  [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b)

/** Area under the ROC curve: the chance that a hit is predicted higher than a miss, equal predictions half (J. Hanley, B. McNeil 1982). */
export function areaUnderCurve({ probabilities, outcomes }: Predicted): number {
  const order = ascending(probabilities)
  let [ranks, hits] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && probabilities[order[to] ?? 0] === probabilities[order[from] ?? 0]) to += 1
    for (let at = from; at < to; at += 1) {
      if (outcomes[order[at] ?? 0] !== 1) continue
      ranks += (from + to + 1) / 2
      hits += 1
    }
    from = to
  }
  return (ranks - (hits * (hits + 1)) / 2) / (hits * (outcomes.length - hits))
}

/** Rate of hits in the tenth with the highest predictions, over the rate of all. */
export function topDecileLift({ probabilities, outcomes }: Predicted): number {
  const most = Math.floor(outcomes.length / 10)
  const top = ascending(probabilities.map((one) => -one)).slice(0, most)
  const rate = top.reduce((sum, at) => sum + (outcomes[at] ?? 0), 0) / most
  return rate / (outcomes.reduce((sum, one) => sum + one, 0) / outcomes.length)
}

/** Mean −ln P(outcome). */
export const logLoss = ({ probabilities, outcomes }: Predicted): number =>
  probabilities.reduce((sum, one, at) => sum - Math.log(outcomes[at] === 1 ? one : 1 - one), 0) /
  outcomes.length

/** Expected calibration error over ten parts, and the parts. */
export const calibrationOf = ({ probabilities, outcomes }: Predicted) =>
  reliability(
    ascending(probabilities).map((at) => ({
      cases: 1,
      predicted: probabilities[at] ?? 0,
      hits: outcomes[at] ?? 0,
    })),
  )
