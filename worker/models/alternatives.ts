import type {
  ItemAlternatives,
  Alternative as MinedAlternative,
  Upgrade,
} from '../../engine/alternatives/alternative.ts'
import { findAlternatives } from '../../engine/alternatives/find-alternatives.ts'
import type { LinkedItem } from '../../engine/alternatives/link-patterns.ts'
import type { Trend } from '../../engine/alternatives/trend.ts'
import type { ViewedTogether } from '../../engine/alternatives/viewed-together.ts'
import { findRepeatIntervals } from '../../engine/customer/repeat-intervals.ts'
import { findRepurchases } from '../../engine/customer/repurchases.ts'
import type { Baskets } from '../../engine/data/baskets.ts'
import { hash32 } from '../../engine/numbers/hash.ts'
import { sixDigits } from '../../engine/numbers/round.ts'
import type { Gain } from '../../engine/text/gains/gain.ts'
import type { Alternative, Tails } from '../../schema/models/lists.ts'
import type { ModelCounts } from '../../schema/models/models.ts'
import { drained, type JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { type DescribedCatalogue, readLinks } from './item-features.ts'

/** Alternatives, links, family, repeat interval and repurchases of each item, as they are stored beside its companions. */
export type NamedTails = {
  of(item: number): Tails
  /** Number of the item's family, equal for all its members; undefined for none. */
  familyOf(item: number): number | undefined
  counts(): Pick<ModelCounts, 'family_lift' | 'items_with_upgrade' | 'items_linked' | 'items_repeated'>
  close(): void
}

/** Finds the alternatives, linked items, family, repeat interval and repurchases of each item. */
export async function tailsOfItems(
  store: Store,
  catalogue: DescribedCatalogue,
  baskets: Baskets,
  { trend, viewed }: { trend: Trend; viewed: ViewedTogether },
  lease: JobLease,
): Promise<NamedTails> {
  const links = await readLinks(store, catalogue, lease)
  const repeats = await drained(findRepeatIntervals(baskets), lease)
  const repurchases = await drained(findRepurchases(baskets), lease)
  const found = await drained(findAlternatives(baskets, catalogue.features, links, { trend, viewed }), lease)
  const familyOf = namedFamilies(catalogue.ids, found.familyOf.bind(found))
  // The merchant's own interval takes precedence over one observed from a few customers.
  const repeatOf = (item: number) => {
    const days = catalogue.replenish_days[item] ?? null
    return days === null ? repeats.of(item) : { days, seen: 0 }
  }
  const linked = ({ item, score }: LinkedItem) => ({ item_id: catalogue.ids[item] ?? '', score })
  const counted = { items_with_upgrade: 0, items_linked: 0, items_repeated: 0 }
  return {
    of: (item) => {
      const repeat = repeatOf(item)
      const share = repurchases.shareOf(item)
      const likely = found.linkedBy('complement', item)
      const tails = {
        ...named(found.of(item), catalogue.ids),
        ...(likely.length > 0 && { linked: likely.slice(0, MAX_LINKED).map(linked) }),
        ...whenSet('family', familyOf(item)),
        ...(repeat && { repeat }),
        // Two digits: a row must not change, and be billed, with each repurchase.
        ...whenSet('repurchase', share && Math.max(0.01, Math.round(100 * share) / 100)),
      }
      counted.items_linked += likely.length > 0 ? 1 : 0
      counted.items_repeated += repeat ? 1 : 0
      counted.items_with_upgrade += tails.upgrade ? 1 : 0
      return tails
    },
    familyOf,
    counts: () => ({
      ...counted,
      ...whenSet('family_lift', found.family_lift && sixDigits(found.family_lift)),
    }),
    close: () => {
      repeats.close()
      repurchases.close()
      found.close()
    },
  }
}

/** 20 of 27, 300 of 342: a row must not change, and be billed, with every visitor. */
const firstDigit = (count: number): number => {
  const unit = 10 ** (String(count).length - 1)
  return Math.floor(count / unit) * unit
}

const whenSet = <Name extends string>(name: Name, value: number | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [N in Name]?: number }

/** Gains, and losses, of one upgrade that are stored, the strongest first: cards show three, and a row must stay small. */
const MAX_GAINS = 20
/** Linked items in a row. */
const MAX_LINKED = 12
/** A family of more than this share of the catalogue does not count: its titles or categories do not distinguish items. */
const MAX_FAMILY_SHARE = 0.5

/** Family numbers that are stable from model to model: the hash of the id of the family's first item. */
function namedFamilies(
  ids: readonly string[],
  familyOf: (item: number) => number,
): (item: number) => number | undefined {
  const members = new Map<number, { first: string; size: number }>()
  for (const [item, id] of ids.entries()) {
    const family = familyOf(item)
    const before = members.get(family)
    if (before) before.size += 1
    else members.set(family, { first: id, size: 1 })
  }
  return (item) => {
    const family = members.get(familyOf(item))
    const isOne = family && family.size > 1 && family.size <= MAX_FAMILY_SHARE * ids.length
    return isOne ? hash32(family.first) : undefined
  }
}

function named({ upgrade, downgrade, related }: ItemAlternatives, ids: readonly string[]): Tails {
  // The rank, because a score relative to the whole shop would change, and bill, every row each night.
  const alternative = ({ item, switches, owners, viewers }: MinedAlternative, at: number): Alternative => ({
    item_id: ids[item] ?? '',
    score: sixDigits(1 / (at + 1)),
    owners,
    switches,
    ...whenSet('viewers', viewers && firstDigit(viewers)),
  })
  const withGains = (one: Upgrade, at: number): Alternative => ({
    ...alternative(one, at),
    ...(one.gains.length > 0 && { gains: one.gains.slice(0, MAX_GAINS).map(plain) }),
    ...(one.losses.length > 0 && { losses: one.losses.slice(0, MAX_GAINS).map(plain) }),
    ...(one.clear && { clear: true as const }),
  })
  return {
    ...(upgrade.length > 0 && { upgrade: upgrade.map(withGains) }),
    ...(downgrade.length > 0 && { downgrade: downgrade.map(alternative) }),
    ...(related.length > 0 && { related: related.map(alternative) }),
  }
}

const plain = (gain: Gain) => ({ ...gain })
