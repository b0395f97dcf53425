import { ownedWeight } from './associations.ts'
import { OPENING_FEATURES, type OpeningFeature, type OpeningFeatures } from './opening-features.ts'
import { NEVER } from './snapshot.ts'

/**
 * Why an account is likelier than the average one to open a family, as data. Families by number; shares from 0 to 1.
 *
 * | code | values |
 * |---|---|
 * | peers | share of the accounts that buy alike (at least 10) which bought the family within 365 days |
 * | goes_with | an owned family that speaks most for this one |
 * | bought_before | number of days on which the account bought it, days since the last |
 * | growth | none: more accounts buy the family than a horizon ago |
 * | active | none: the account orders often, much or from many families, which is the same for all its families |
 * | popular | share of accounts that bought the family in the last horizon: nothing of its own speaks for it |
 */
export type OpeningReason =
  | { code: 'peers'; share: number }
  | { code: 'goes_with'; family: number }
  | { code: 'bought_before'; times: number; days_ago: number }
  | { code: 'growth' }
  | { code: 'active' }
  | { code: 'popular'; share: number }

/** Reasons that a feature stands for: all but `popular`, which is told where there is no other. */
type FeatureCode = Exclude<OpeningReason['code'], 'popular'>

/** Features that are told together; null for those that are the same for all accounts. */
const TOLD: Readonly<Record<OpeningFeature, FeatureCode | null>> = {
  base: null,
  popular: null,
  peers: 'peers',
  peers_own: 'peers',
  goes_with: 'goes_with',
  growth: 'growth',
  lapsed_since: 'bought_before',
  lapsed_times: 'bought_before',
  lapsed_share: 'bought_before',
  orders: 'active',
  silence: 'active',
  breadth: 'active',
  owned: 'active',
  size: 'active',
}
/** Reasons told at most, and the contribution to the log odds from which one is worth telling: a tenth more likely. */
const [MOST, WORTH_TELLING] = [3, 0.1]

/**
 * The largest contributions to an opening of the account read last, largest first, `active` last; at least one.
 * @param contributions log odds against an average case
 * @param buyingShare share of the peers that bought the family within 365 days
 */
export function openingReasons(
  family: number,
  features: OpeningFeatures,
  contributions: Readonly<Record<OpeningFeature, number>> | null,
  buyingShare: number,
): OpeningReason[] {
  const sums = new Map<FeatureCode, number>()
  for (const feature of OPENING_FEATURES) {
    const code = TOLD[feature]
    if (code === null) continue
    sums.set(code, (sums.get(code) ?? 0) + (contributions?.[feature] ?? 0))
  }
  const told = [...sums]
    .filter(([, sum]) => sum >= WORTH_TELLING)
    .sort((a, b) => Number(a[0] === 'active') - Number(b[0] === 'active') || b[1] - a[1])
    .flatMap(([code]) => reasonOf(code, family, features, buyingShare) ?? [])
    .slice(0, MOST)
  return told.length > 0 ? told : [popular(family, features)]
}

const popular = (family: number, { snapshot }: OpeningFeatures): OpeningReason => ({
  code: 'popular',
  share: (snapshot.buyers[family] ?? 0) / Math.max(1, snapshot.known),
})

/** The reason with its values; undefined where it cannot be said. */
function reasonOf(
  code: FeatureCode,
  family: number,
  features: OpeningFeatures,
  buyingShare: number,
): OpeningReason | undefined {
  const { snapshot, states, cells, peers } = features
  const cell = cells[family] ?? -1
  switch (code) {
    case 'peers':
      return peers.length > 0 && buyingShare > 0 ? { code, share: buyingShare } : undefined
    case 'goes_with': {
      const leader = leaderOf(family, features)
      return leader === undefined ? undefined : { code, family: leader }
    }
    case 'bought_before':
      return states[family] === NEVER
        ? undefined
        : { code, times: snapshot.times[cell] ?? 0, days_ago: snapshot.since[cell] ?? 0 }
    default:
      return { code }
  }
}

/** The owned family that speaks most for a family; undefined when none does. */
function leaderOf(
  family: number,
  { snapshot, states, cells, associations }: OpeningFeatures,
): number | undefined {
  let [best, most] = [-1, 0]
  for (let owned = 0; owned < states.length; owned += 1) {
    if (states[owned] === NEVER || owned === family) continue
    const weight = associations.weightOf(owned, family) * ownedWeight(snapshot.times[cells[owned] ?? 0] ?? 0)
    if (weight > most) {
      best = owned
      most = weight
    }
  }
  return best < 0 ? undefined : best
}
