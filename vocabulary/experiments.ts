/** Name of the arm of everybody whom the ramp has not reached yet. Nobody in it is compared. */
export const OUTSIDE_ARM = 'outside'

/** Who is drawn into an arm. */
export const UNITS = ['visitor', 'customer'] as const
export type Unit = (typeof UNITS)[number]
