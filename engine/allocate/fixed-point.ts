/** Parts of a minor unit in exact sums: up to 2⁵³ of them, 88 billion euros, are added without rounding, in any order. */
export const UNITS = 1024

/** Rounded up, so that a plan never costs more than it says. */
export const costUnits = (cost: number): number => Math.ceil(cost * UNITS)
export const valueUnits = (value: number): number => Math.round(value * UNITS)
