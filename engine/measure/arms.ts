import { OUTSIDE_ARM } from '../../vocabulary/experiments.ts'

/** One arm of an experiment: `share` of all units, 0 to 1; a holdout shows no panel. */
type Arm = { arm: string; share: number; holdout: boolean }

/** An interval of the draw, as a public answer lists it: intervals follow each other from 0. */
export type DrawInterval = { arm: string; share: number; holdout: boolean }

/**
 * The intervals of the draw 0 … 1 in the order in which the widget walks them. The first arm grows from below and the others
 * from above, with those outside the ramp in between, so nobody changes arm while the ramp rises. Three arms
 * leave no room for that, so such an experiment starts at 100 %.
 * @param ramp percent of the units that take part
 */
export function drawIntervals({ arms, ramp }: { arms: readonly Arm[]; ramp: number }): DrawInterval[] {
  const part = ramp / 100
  const [first, ...others] = arms.map(({ arm, share, holdout }) => ({ arm, share: share * part, holdout }))
  if (!first || part === 1) return [...(first ? [first] : []), ...others]
  const outside = arms.reduce((sum, { share }) => sum + share, 0) * (1 - part)
  return [first, { arm: OUTSIDE_ARM, share: outside, holdout: false }, ...others]
}

/**
 * Whether a unit with that draw can be in this arm at any ramp, because a page may have been open since an earlier ramp.
 * A claim to be outside is always possible; units outside are not counted.
 * @param draw 0 ≤ draw < 1 (engine/numbers/draw.ts)
 */
export function canBeInArm({ arms }: { arms: readonly Arm[] }, draw: number, arm: string): boolean {
  if (arm === OUTSIDE_ARM) return true
  let from = 0
  for (const one of arms) {
    if (draw < from + one.share) return one.arm === arm
    from += one.share
  }
  return false
}

/** The arm that the others are compared with: the holdout, else the first. */
export const controlArm = <A extends Arm>(arms: readonly A[]): A | undefined =>
  arms.find(({ holdout }) => holdout) ?? arms[0]
