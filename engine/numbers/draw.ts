import { hash32 } from './hash.ts'

/**
 * A uniform pseudo-random number of a visitor, 0 ≤ draw < 1: constant for one salt, independent between salts. The widget
 * computes the same number (test/engine/measure/arms.unit.test.ts compares the two).
 */
export const drawOf = (salt: string, visitor: string): number => hash32(`${salt}:${visitor}`) / 2 ** 32
