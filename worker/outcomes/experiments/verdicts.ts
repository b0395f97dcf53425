import type { Experiment, SaidVerdict } from '../../../schema/outcomes/experiments.ts'
import type { Results } from '../../../schema/outcomes/results.ts'
import type { WebhookEvent } from '../../store/shop/webhook-messages.ts'

const MEASURES = ['conversion', 'revenue', 'margin'] as const

/** The verdicts of an experiment that say something, in the order of its arms. */
export const verdictsOf = ({ comparisons }: Results): SaidVerdict[] =>
  comparisons.flatMap((comparison) =>
    MEASURES.map((measure) => ({
      arm: comparison.arm,
      measure,
      verdict: comparison[measure].verdict,
    })).filter(({ verdict }) => verdict !== 'too_early'),
  )

/** The message that the verdicts of an experiment have changed; those that are not named are "too early". */
export const verdictEvent = (
  { experiment_id, name, placement, intent }: Experiment,
  results: Results,
): WebhookEvent => ({
  type: 'experiment.verdict',
  data: { experiment_id, name, placement, intent, as_of: results.as_of, verdicts: verdictsOf(results) },
})
