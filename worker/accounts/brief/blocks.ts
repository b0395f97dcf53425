import type { Rests } from '../../../engine/decide/policy.ts'
import type { BlockedOpening } from '../../../schema/accounts/brief.ts'
import type { AccountMark, AccountOutcome } from '../../../schema/accounts/outcomes.ts'
import type { Channel, RefusalReason } from '../../../vocabulary/decisions/offers.ts'
import { DAY } from '../../../vocabulary/time.ts'

/** What a buyer of the account answered on any channel, about items of these families. */
export type BuyersAnswer = {
  families: readonly string[]
  status: 'accepted' | 'rejected'
  at: number
  channel: Channel
  reason: RefusalReason | null
}

/**
 * Families that must not be opened now, by name, and why: what a person marked as not for the account, and what its buyers refused or
 * accepted lately, whoever heard it. The days of rest are those of the contact policy for a refused category and an accepted offer.
 */
export function blocksOf(
  marks: readonly Pick<AccountMark, 'family' | 'mark' | 'at'>[],
  outcomes: readonly AccountOutcome[],
  answers: readonly BuyersAnswer[],
  rests: Rests,
  now: number,
): Map<string, BlockedOpening> {
  const blocks = new Map<string, BlockedOpening>()
  const none = { reason: null, channel: null }
  // The newest word counts, and a mark above all of them.
  for (const block of [...ofOutcomes(outcomes, rests), ...ofAnswers(answers, rests)].sort(
    (a, b) => (a.at ?? 0) - (b.at ?? 0),
  )) {
    blocks.set(block.family, block)
  }
  for (const { family, mark, at } of marks) {
    if (mark === 'not_eligible') blocks.set(family, { family, block: mark, at, until: null, ...none })
  }
  return new Map([...blocks].filter(([, { until }]) => until === null || until > now))
}

const restAfter = (kind: 'accepted' | 'rejected', { accepted, rejected_category }: Rests): number =>
  (kind === 'accepted' ? accepted : rejected_category) * DAY

const ofOutcomes = (outcomes: readonly AccountOutcome[], rests: Rests): BlockedOpening[] =>
  outcomes.map(({ family, outcome, reason, channel, at, follow_up_at }) => ({
    ...{ family, block: outcome, reason, channel, at },
    until: outcome === 'later' ? (follow_up_at ?? at) : at + restAfter(outcome, rests),
  }))

const ofAnswers = (answers: readonly BuyersAnswer[], rests: Rests): BlockedOpening[] =>
  answers.flatMap(({ families, status, at, channel, reason }) =>
    families.map((family) => ({
      family,
      block: status,
      reason,
      channel,
      at,
      until: at + restAfter(status, rests),
    })),
  )
