import { drawIntervals } from '../../engine/measure/arms.ts'
import type { ArmSettings, RunningExperiment } from '../../schema/outcomes/experiments.ts'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { OUTSIDE_ARM } from '../../vocabulary/experiments.ts'
import { sha256 } from '../http/sha256.ts'

/** The experiment that runs for a panel. Only a live shop has any, and the holder of the secret key sees none. */
export const runningAt = (
  shop: Shop | undefined,
  placement: Recommendation['placement'],
  intent: Recommendation['intent'],
): RunningExperiment | undefined =>
  shop?.status === 'live'
    ? shop.experiments.find((one) => one.placement === placement && one.intent === intent)
    : undefined

/**
 * The answer with the lists of all arms, so that one address and one cache entry serve everybody and the widget draws. An
 * arm without settings is only named.
 * @param compose makes the same panel by an arm's settings
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
 * The answer for a server that drew its visitor's arm itself: the list of that arm, and the arm as the only one, so that the
 * tag draws nothing else. A holdout holds no items. Without an experiment the answer is returned as it is, because a server
 * may go on sending an arm after the experiment has ended.
 * @throws {PairwellError} `invalid_input` when the experiment has no such arm
 */
export function inArm(answer: Recommendation, arm: string): Recommendation {
  const { experiment, ...shown } = answer
  if (!experiment) return answer
  const { experiment_id, unit, arms } = experiment
  // A server may not know that the ramp has risen since it drew.
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

/** What an arm has of its own. */
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
