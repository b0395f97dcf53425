import { percent } from '../../format.ts'
import { resultTexts } from '../../texts/results.ts'
import type { Ends } from './series.ts'

/** Clicks for each view in words. Where its interval reaches beyond a click for each view, so few views say nothing, and neither does this. */
export const rateText = ({ value, low, high }: NonNullable<Ends>): string =>
  high > 1 ? resultTexts.value.results.early : `${percent(value)} (${percent(low)} – ${percent(high)})`
