import { priorEffect } from '../../engine/uplift/prior.ts'
import { effectsOf, type UpliftModel } from '../../engine/uplift/uplift-model.ts'
import type { WrittenCampaign } from '../../schema/campaigns/campaigns.ts'
import type { CampaignCheck } from '../../schema/campaigns/check.ts'
import { readUpliftModel } from '../store/campaigns/uplift-models.ts'
import type { Store } from '../store/open.ts'
import { WIDTH } from './features.ts'
import { type EffectOf, namedOption } from './options.ts'

/** How effects of contacts are estimated, and by what. */
export type Effects = { basis: CampaignCheck['basis']; effectOf: EffectOf }

/** Factors by which an offer's acceptance may move the effect of its channel: what is learned of one offer says little of a very different one. */
const [LEAST, MOST] = [0.25, 4]

/**
 * The effect of a contact on the probability of a purchase: that of the channel on customers like this one, as campaigns with a control have
 * shown it, times how much more often than in those campaigns the offer is accepted. Without such a campaign a share of the
 * acceptance (engine/uplift/prior.ts).
 */
export async function readEffects(store: Store, campaign: WrittenCampaign): Promise<Effects> {
  const stored = await readUpliftModel(store)
  const model = stored?.model as UpliftModel | undefined
  // A release with other features has not learned from them yet.
  if (!stored || model?.width !== WIDTH) {
    return { basis: 'prior', effectOf: (_, acceptance) => priorEffect(acceptance) }
  }
  const { acceptances } = stored
  const known = new Set(model.treatments.map(({ treatment }) => treatment))
  const basis = campaign.channels.some((channel) => known.has(channel)) ? basisOf(model) : 'prior'
  return {
    basis,
    effectOf: (option, acceptance, features) => {
      const { channel } = namedOption(campaign, option)
      const found = effectsOf(model, features).find(({ treatment }) => treatment === channel)
      if (!found) return priorEffect(acceptance)
      const usual = acceptances[channel] ?? acceptance
      const factor = usual > 0 ? Math.min(MOST, Math.max(LEAST, acceptance / usual)) : 1
      return Math.min(1, Math.max(0, found.effect * factor))
    },
  }
}

const BASES = {
  ...{ everybody: 'average', response: 'response' },
  ...{ two_models: 'uplift', interactions: 'uplift', transformed: 'uplift' },
} as const

function basisOf({ treatments }: UpliftModel): CampaignCheck['basis'] {
  const found = new Set(treatments.map(({ ranking }) => BASES[ranking]))
  return (['uplift', 'response', 'average'] as const).find((one) => found.has(one)) ?? 'prior'
}
