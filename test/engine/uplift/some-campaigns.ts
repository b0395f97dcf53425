import { drawOf } from '../../../engine/numbers/draw.ts'
import type { CampaignRow } from '../../../engine/uplift/campaign.ts'

/** Probability of an outcome by two features, each 0 or 1, and by what the customer received. */
export type Truth = (tea: number, isNew: number, treatment: string | null) => number

/** A campaign of so many customers, half of them control; features, arms and outcomes by hash, so a town has the same customers each time. */
export const someCampaign = (
  customers: number,
  truth: Truth,
  treatments: readonly string[] = ['mail'],
  town = 'Bath',
): CampaignRow[] =>
  Array.from({ length: customers }, (_, number) => {
    const key = `${town} ${number}`
    const arm = Math.floor(drawOf('arm', key) * (treatments.length + 1))
    const treatment = treatments[arm - 1] ?? null
    const [tea, isNew] = [drawOf('tea', key) < 0.5 ? 1 : 0, drawOf('new', key) < 0.5 ? 1 : 0]
    const outcome = drawOf('outcome', key) < truth(tea, isNew, treatment) ? 1 : 0
    return { key, features: [tea, isNew], treatment, outcome }
  })
