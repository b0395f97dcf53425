import type { ModelView } from '../../../schema/models/models.ts'
import { number, percent } from '../../format.ts'
import { DifferenceInterval } from '../../parts/interval.tsx'
import { modelTexts } from '../../texts/model.ts'

/** Two-sided 95 % quantile of the standard normal. */
const Z = 1.959964

/** Why a model was refused, in words where we have some. */
export function sayRefusal(refusal: string): string {
  const words: Record<string, string> = modelTexts.value.model.refusals
  const [code = ''] = refusal.split(/[^a-z_]/)
  return words[code] ?? modelTexts.value.model.refused_structure(refusal)
}

/** How well the model foretold orders that it had not seen, beside the model before it. */
export function Accuracy({ model: { gate, settings } }: { model: ModelView }) {
  const t = modelTexts.value.model
  const errors = settings.tuning?.calibration
  if (!gate) return <p class="soft">{t.not_measured}</p>
  return (
    <div class="stack">
      <h3>{t.accuracy}</h3>
      <dl class="pairs">
        {(['page', 'cart'] as const).map((where) => {
          const { fresh, live, difference, standard_error, cases } = gate[where]
          return (
            <>
              <dt>{t.metrics[where]}</dt>
              <dd>
                {t.measured(percent(fresh), percent(live), number(cases))}
                <DifferenceInterval
                  low={difference - Z * standard_error}
                  value={difference}
                  high={difference + Z * standard_error}
                  says={t.difference(
                    percent(difference),
                    percent(difference - Z * standard_error),
                    percent(difference + Z * standard_error),
                  )}
                />
              </dd>
            </>
          )
        })}
        {errors && (
          <>
            <dt>{t.calibration}</dt>
            <dd>{t.calibrated(percent(errors.page.ece), percent(errors.cart.ece))}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
