/** Name of the arm of visitors outside the ramp. They are excluded from the comparison. */
export const OUTSIDE_ARM = 'outside'

/** Who is drawn into an arm. */
export const UNITS = ['visitor', 'customer'] as const
export type Unit = (typeof UNITS)[number]
