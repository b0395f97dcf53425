import {
  type Arm,
  type ArmSettings,
  type Experiment,
  OUTSIDE,
  type RunningExperiment,
} from '../../schema/outcomes/experiments.ts'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { sha256 } from '../auth/keys.ts'
import { PairwellError } from '../http/problem.ts'

/** One stretch of the draw, as the public answer has it. */
export type Stretch = { arm: string; share: number; holdout: boolean }

/**
 * The stretches of 0 … 1 as the widget walks them. The first arm grows from below and the others from above, with those
 * outside in between: whoever is in an arm stays in it while the ramp rises. Three arms leave no room for that, so they go
 * in whole.
 */
export function stretchesOf({ arms, ramp }: Pick<Experiment, 'arms' | 'ramp'>): Stretch[] {
  const part = ramp / 100
  const [first, ...others] = arms.map(({ arm, share, holdout }) => ({ arm, share: share * part, holdout }))
  if (!first || part === 1) return [...(first ? [first] : []), ...others]
  const outside = arms.reduce((sum, { share }) => sum + share, 0) * (1 - part)
  return [first, { arm: OUTSIDE, share: outside, holdout: false }, ...others]
}

/**
 * Can a visitor with that draw be in this arm? Asked with all ramps in mind, because a page may have been open since the
 * last one; who is outside is never counted, so that is always true.
 */
export function armAt({ arms }: Pick<Experiment, 'arms'>, draw: number, arm: string): boolean {
  if (arm === OUTSIDE) return true
  let from = 0
  for (const one of arms) {
    if (draw < from + one.share) return one.arm === arm
    from += one.share
  }
  return false
}

/** The arm that sees no panel, else the first: what the others are measured against. */
export const controlOf = (arms: readonly Arm[]): Arm | undefined =>
  arms.find(({ holdout }) => holdout) ?? arms[0]

/** The experiment that runs for a panel; only a live shop has any, and the holder of the secret key sees none. */
export const runningAt = (
  shop: Shop | undefined,
  placement: Recommendation['placement'],
  intent: Recommendation['intent'],
): RunningExperiment | undefined =>
  shop?.status === 'live'
    ? shop.experiments.find((one) => one.placement === placement && one.intent === intent)
    : undefined

/**
 * An answer with the lists of all arms: one address, one cache entry, and the widget draws. An arm without
 * settings names itself alone.
 * @param compose the same panel by an arm's settings
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
    stretchesOf(experiment).map(async (stretch) => {
      const settings = settingsOf.get(stretch.arm) ?? {}
      if (Object.keys(settings).length === 0) return stretch
      const { recommendation_id, panel, items, spare } = await compose(settings)
      return { ...stretch, recommendation_id, panel: worded(panel, settings), items, spare }
    }),
  )
  const { experiment_id, unit } = experiment
  const known = { experiment_id, ...(unit === 'customer' && { unit }), arms }
  const id = await sha256(JSON.stringify([answer.recommendation_id, known]))
  return { ...answer, recommendation_id: `r_${id.slice(0, 24)}`, experiment: known }
}

/**
 * An answer as a server wants it that has drawn its visitor's arm itself: with the list of that arm, and with the arm as the
 * only one, of everybody, so that the tag draws nothing else. A holdout holds no items, whoever takes it over.
 * Without an experiment the answer as it is: a server may go on sending an arm when the experiment is over.
 * @throws {PairwellError} `invalid_input` when the experiment has no such arm
 */
export function inArm(answer: Recommendation, arm: string): Recommendation {
  const { experiment, ...shown } = answer
  if (!experiment) return answer
  const { experiment_id, unit, arms } = experiment
  // Whom the ramp has not reached yet: a server may not know that it has risen since.
  const outside = arm === OUTSIDE ? { holdout: false } : undefined
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
