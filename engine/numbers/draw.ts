import { hash32 } from './hash.ts'

/**
 * The place that a visitor draws, 0 ≤ draw < 1: always the same for one salt, and for another salt as if drawn anew.
 * The widget draws the same (test/engine/measure/arms.unit.test.ts holds the two together).
 */
export const drawOf = (salt: string, visitor: string): number => hash32(`${salt}:${visitor}`) / 2 ** 32
