import { percent } from '../../format.ts'
import { resultTexts } from '../../texts/results.ts'
import type { Ends } from './series.ts'

/**
 * Clicks for each view in words. Where its interval reaches beyond a click for each view, so few views say nothing, and neither does this.
 * @param within the words around the figures
 */
export const rateText = (
  { value, low, high }: NonNullable<Ends>,
  within = (figures: string) => figures,
): string =>
  high > 1
    ? resultTexts.value.results.early
    : within(`${percent(value)} (${percent(low)} – ${percent(high)})`)
