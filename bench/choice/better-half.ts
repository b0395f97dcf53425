import { dice } from '../quality/tasks.ts'
import type { CampaignRow } from './campaign-data.ts'
import { grouped } from './grouped.ts'

const DRAWS = 2_000

/** Redemptions a contact among all households of a campaign's list, and among the half with the highest predictions. */
function ratesOf(rows: readonly CampaignRow[], probabilities: readonly number[]) {
  const contacts = { all: 0, half: 0 }
  const redeemed = { all: 0, half: 0 }
  for (const own of grouped(rows.keys(), (at) => rows[at]?.campaign ?? '').values()) {
    const ranked = own.toSorted((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b)
    const half = Math.floor(ranked.length / 2)
    for (const [place, at] of ranked.entries()) {
      const count = Number(rows[at]?.redemptions ?? 0)
      contacts.all += 1
      redeemed.all += count
      if (place >= half) continue
      contacts.half += 1
      redeemed.half += count
    }
  }
  return { all: redeemed.all / contacts.all, half: redeemed.half / contacts.half }
}

/**
 * How many times as many coupons a contact brings in the better half of each list that the shop made, as in the whole list, with a 95 % interval by
 * bootstrap of households with all their campaigns. Whom the shop did not choose is not known to have redeemed anything, so only its own lists can be
 * shortened: this says what choosing by the prediction adds to the shop's own choice.
 */
export function betterHalf(rows: readonly CampaignRow[], probabilities: readonly number[]): string {
  const found = ratesOf(rows, probabilities)
  const households = [...grouped(rows.keys(), (at) => rows[at]?.household_key ?? '').values()]
  const draw = dice(2)
  const ratios = Array.from({ length: DRAWS }, () => {
    const drawn = households.flatMap(() => households[draw(households.length)] ?? [])
    const { all, half } = ratesOf(
      drawn.map((at) => rows[at] ?? {}),
      drawn.map((at) => probabilities[at] ?? 0),
    )
    return half / all
  }).sort((a, b) => a - b)
  const at = (share: number) => (ratios[Math.floor(share * DRAWS)] ?? 0).toFixed(2)
  return `In the better half of each campaign's list a contact brings ${found.half.toFixed(3)} redemptions, in the whole list ${found.all.toFixed(3)}: ${(found.half / found.all).toFixed(2)} times as many (95 %: ${at(0.025)} to ${at(0.975)}).`
}
