import type { FamilyFacts } from './family-facts.ts'

/** The facts as JSON: numbers with few digits, brands as [family, brand, share]. */
export type PackedFacts = {
  families: number
  day: number
  brands: number
  usualGap: number
  share: number[]
  trend: number[]
  season: number[]
  gap: number[]
  /** null without prices. */
  logPrice: (number | null)[]
  following: number[]
  brandShare: [family: number, brand: number, share: number][]
}

/** Digits that are kept: the weights do not know more. */
const DIGITS = { share: 6, other: 4, following: 3 }

const rounded = (values: Iterable<number>, digits: number): number[] =>
  Array.from(values, (value) => Number(value.toPrecision(digits)))

/** Packs the facts for a row of the database: 200 families need about 250 kB. */
export function packFacts(facts: FamilyFacts): PackedFacts {
  const { families, day, brands, usualGap } = facts
  const brandShare: PackedFacts['brandShare'] = []
  for (const [at, share] of facts.brandShare.entries()) {
    if (share > 0)
      brandShare.push([Math.floor(at / brands), at % brands, Number(share.toPrecision(DIGITS.following))])
  }
  return {
    ...{ families, day, brands, usualGap, brandShare },
    share: rounded(facts.share, DIGITS.share),
    trend: rounded(facts.trend, DIGITS.other),
    season: rounded(facts.season, DIGITS.other),
    gap: rounded(facts.gap, DIGITS.other),
    logPrice: Array.from(facts.logPrice, (one) =>
      Number.isFinite(one) ? Number(one.toPrecision(DIGITS.other)) : null,
    ),
    following: rounded(facts.following, DIGITS.following),
  }
}

/** The facts of a row. */
export function unpackFacts(packed: PackedFacts): FamilyFacts {
  const { families, brands } = packed
  const brandShare = new Float32Array(families * brands)
  for (const [family, brand, share] of packed.brandShare) brandShare[family * brands + brand] = share
  return {
    ...{ families, brands, brandShare, day: packed.day, usualGap: packed.usualGap },
    share: Float64Array.from(packed.share),
    trend: Float64Array.from(packed.trend),
    season: Float64Array.from(packed.season),
    gap: Float64Array.from(packed.gap),
    logPrice: Float64Array.from(packed.logPrice, (one) => one ?? Number.NaN),
    following: Float32Array.from(packed.following),
  }
}
