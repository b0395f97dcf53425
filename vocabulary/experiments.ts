/** Name of the arm of visitors whom the ramp has not reached yet; it is not part of the comparison. */
export const OUTSIDE_ARM = 'outside'

/** Verdicts by the always-valid interval; `not_as_drawn` is a sample ratio mismatch. */
export const VERDICTS = ['helps', 'harms', 'too_early', 'not_as_drawn'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Units that are assigned to arms. */
export const UNITS = ['visitor', 'customer'] as const
export type Unit = (typeof UNITS)[number]
