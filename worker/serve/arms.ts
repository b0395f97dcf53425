import { drawIntervals } from '../../engine/measure/arms.ts'
import type { ArmSettings, RunningExperiment } from '../../schema/outcomes/experiments.ts'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { OUTSIDE_ARM } from '../../vocabulary/experiments.ts'
import { sha256 } from '../http/sha256.ts'

/** The running experiment of a panel; undefined for none, for shops that are not live, and for the holder of the secret key. */
export const runningAt = (
  shop: Shop | undefined,
  placement: Recommendation['placement'],
  intent: Recommendation['intent'],
): RunningExperiment | undefined =>
  shop?.status === 'live'
    ? shop.experiments.find((one) => one.placement === placement && one.intent === intent)
    : undefined

/**
 * The answer with the lists of all arms: one cache entry serves all visitors, and the widget draws the arm. An arm without
 * settings has only its name.
 * @param compose composes the panel with the settings of an arm
 */
export async function withExperiment(
  answer: Recommendation,
  experiment: RunningExperiment,
  compose: (settings: ArmSettings) => Promise<Recommendation>,
): Promise<Recommendation> {
  const settingsOf = new Map(
    experiment.arms.map(({ arm, holdout, settings }) => [arm, holdout ? {} : settings]),
  )
  const arms = await Promise.all(
    drawIntervals(experiment).map(async (interval) => {
      const settings = settingsOf.get(interval.arm) ?? {}
      if (Object.keys(settings).length === 0) return interval
      const { recommendation_id, panel, items, spare } = await compose(settings)
      return { ...interval, recommendation_id, panel: worded(panel, settings), items, spare }
    }),
  )
  const { experiment_id, unit } = experiment
  const known = { experiment_id, ...(unit === 'customer' && { unit }), arms }
  const id = await sha256(JSON.stringify([answer.recommendation_id, known]))
  return { ...answer, recommendation_id: `r_${id.slice(0, 24)}`, experiment: known }
}

/**
 * The answer for a server that drew the visitor's arm itself: the list of that arm, with the arm as the only one, so that the
 * tag does not draw again. A holdout has no items. Without an experiment the answer is returned unchanged, because a server
 * may still send an arm after the experiment has ended.
 * @throws {PairwellError} `invalid_input` when the experiment has no such arm
 */
export function inArm(answer: Recommendation, arm: string): Recommendation {
  const { experiment, ...shown } = answer
  if (!experiment) return answer
  const { experiment_id, unit, arms } = experiment
  // The server may have drawn before the ramp rose.
  const outside = arm === OUTSIDE_ARM ? { holdout: false } : undefined
  const drawn = arms.find((one) => one.arm === arm) ?? outside
  if (!drawn) {
    const message = `The experiment of this panel has no such arm. Give one of: ${arms.map((one) => one.arm).join(', ')}.`
    throw new PairwellError('invalid_input', message, { issues: [{ field: 'arm', message }] })
  }
  const { holdout, ...own } = drawn
  return {
    ...shown,
    ...listOf(own),
    ...(holdout && { items: [], spare: [] }),
    experiment: { experiment_id, ...(unit && { unit }), arms: [{ arm, share: 1, holdout }] },
  }
}

/** The fields of an arm that replace those of the answer. */
const listOf = ({ recommendation_id, panel, items, spare }: Partial<Recommendation>) => ({
  ...(recommendation_id !== undefined && { recommendation_id }),
  ...(panel && { panel }),
  ...(items && { items }),
  ...(spare && { spare }),
})

const worded = (panel: Recommendation['panel'], { title, layout }: ArmSettings): Recommendation['panel'] => ({
  ...panel,
  ...(title !== undefined && { title }),
  ...(layout !== undefined && { layout }),
})
