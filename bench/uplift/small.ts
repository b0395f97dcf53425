import { hash32 } from '../../engine/numbers/hash.ts'
import { type CampaignRow, comparisonOf, featuresAt } from '../../engine/uplift/campaign.ts'
import type { Ranking } from '../../engine/uplift/estimators.ts'
import { effectsOf, fitUplift } from '../../engine/uplift/uplift-model.ts'
import { finished } from '../choice/finished.ts'
import { spreadOf } from './halves.ts'

/** A campaign of a few customers: what was chosen, and the effects that it expects of the others, with their error. */
export type Small = {
  ranking: Ranking
  measured: number
  average: number
  /** Standard deviation of the expected effects over customers. */
  deviation: number
}

/** Fits to about so many customers of one mail and the control. @param draw number of the sample */
export function trySmall(
  rows: readonly CampaignRow[],
  treatment: string,
  customers: number,
  draw: number,
): Small {
  const used = rows.filter((row) => row.treatment === null || row.treatment === treatment)
  const sample = used.filter(
    ({ key }) => hash32(`sample ${customers}.${draw}:${key}`) / 2 ** 32 < customers / used.length,
  )
  const [model] = [finished(fitUplift(sample))]
  const [own] = model.treatments
  const all = comparisonOf(sample, treatment)
  const effects = all.keys.map((_, number) => effectsOf(model, featuresAt(all, number))[0]?.effect ?? 0)
  return {
    ranking: own?.ranking ?? 'everybody',
    measured: own?.measured?.value ?? 0,
    average: own?.average ?? 0,
    deviation: spreadOf(effects).deviation,
  }
}
