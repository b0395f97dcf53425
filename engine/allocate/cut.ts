import { BUDGET, boundUnits, type Limits } from './limits.ts'

/** Groups of customers by the highest bits of their hashes. */
export const GROUPS = 256
export const groupOf = (hash: number): number => hash >>> 24

/** By limit: customers outside the core whose group is below the number get nothing that uses the limit. 0 for nobody. */
export type Cut = readonly number[]

/**
 * The smallest cut by which the customers outside the core exceed no hard limit. They do so only if the prices were off by more than the core
 * is wide; the cut makes a plan possible in any case.
 * @param used by them, by limit @param usedByGroup the same by group: `group * limits + limit`
 */
export function cutOf(used: Float64Array, usedByGroup: Float64Array, limits: Limits): number[] {
  const bounds = boundUnits(limits)
  return Array.from(used, (all, limit) => {
    if (limit >= limits.firstSegment) return 0
    let [left, group] = [all, 0]
    for (; group < GROUPS && left > (bounds[limit] ?? 0); group += 1) {
      left -= usedByGroup[group * used.length + limit] ?? 0
    }
    return group
  })
}

export function isCut({ channelOf, offerOf }: Limits, cut: Cut, option: number, hash: number): boolean {
  const group = groupOf(hash)
  return (
    group < (cut[BUDGET] ?? 0) ||
    group < (cut[channelOf[option] ?? 0] ?? 0) ||
    group < (cut[offerOf[option] ?? 0] ?? 0)
  )
}
