import { drawOf } from '../../engine/numbers/draw.ts'
import { type CampaignRow, comparisonOf } from '../../engine/uplift/campaign.ts'
import { chooseRanking, qiniGain } from '../../engine/uplift/choose.ts'
import { crossFit } from '../../engine/uplift/cross-fit.ts'
import type { Ranking } from '../../engine/uplift/estimators.ts'
import { finished } from '../choice/finished.ts'
import { RULES } from './rankings.ts'

/** Customers of one simulated campaign. */
const CUSTOMERS = 3_000

/** A campaign with two features that say who buys, and a contact that changes nothing. */
const campaignWithoutEffect = (number: number): CampaignRow[] =>
  Array.from({ length: CUSTOMERS }, (_, customer) => {
    const key = `campaign ${number}, customer ${customer}`
    const features = ['first', 'second'].map((salt) => (drawOf(salt, key) < 0.5 ? 1 : 0))
    const rate = 0.1 + 0.2 * (features[0] ?? 0) + 0.1 * (features[1] ?? 0)
    return {
      key,
      features,
      treatment: drawOf('arm', key) < 0.5 ? 'mail' : null,
      outcome: drawOf('outcome', key) < rate ? 1 : 0,
    }
  })

/** What each rule chooses in a campaign without any effect, and the z-score of the Qini coefficient of each ranking. */
export type NoEffect = { chosen: Ranking[]; z: Record<Ranking, number> }

/** Simulates campaigns without any effect. */
export const tryWithoutEffect = (campaigns: number): NoEffect[] =>
  Array.from({ length: campaigns }, (_, number) => {
    const found = finished(crossFit(comparisonOf(campaignWithoutEffect(number), 'mail')))
    const z = (ranking: Ranking) => {
      const { value, error } = qiniGain(found, ranking, 'everybody')
      return error > 0 ? value / error : 0
    }
    return {
      chosen: RULES.map((rule) => chooseRanking(found, rule).ranking),
      z: {
        everybody: 0,
        response: z('response'),
        two_models: z('two_models'),
        interactions: z('interactions'),
        transformed: z('transformed'),
      },
    }
  })
