import { type CampaignRow, comparisonOf } from '../../engine/uplift/campaign.ts'
import { gainAt, qiniCurve, type Scored } from '../../engine/uplift/qini.ts'
import { effectsOf, fitUplift } from '../../engine/uplift/uplift-model.ts'
import { finished } from '../choice/finished.ts'
import { halfOf, scored } from './halves.ts'

/** Expected and measured effect of a fifth of the customers. */
export type Fifth = { expected: number; measured: number }

/** The customers of a test half in fifths by the expected effect, highest first, and their scores. */
export function fifthsOf(
  rows: readonly CampaignRow[],
  treatment: string,
  halving: number,
): { fifths: Fifth[]; scored: Scored } {
  const model = finished(fitUplift(ofMail(halfOf(rows, halving, true), treatment)))
  const test = comparisonOf(halfOf(rows, halving, false), treatment)
  const of = scored(test, (features) => effectsOf(model, features)[0]?.effect ?? 0)
  const sorted = Array.from(of.scores).sort((a, b) => b - a)
  const curve = qiniCurve(of)
  const fifths = [0, 1, 2, 3, 4].map((n) => {
    const part = sorted.slice(Math.floor((n * sorted.length) / 5), Math.floor(((n + 1) * sorted.length) / 5))
    return {
      expected: part.reduce((sum, one) => sum + one, 0) / part.length,
      measured: (gainAt(curve, (n + 1) / 5) - gainAt(curve, n / 5)) * 5,
    }
  })
  return { fifths, scored: of }
}

const ofMail = (rows: readonly CampaignRow[], treatment: string): CampaignRow[] =>
  rows.filter((row) => row.treatment === null || row.treatment === treatment)
