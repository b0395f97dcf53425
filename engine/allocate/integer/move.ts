/** Another entry for a customer of the core, −1 for nothing. The highest score is made first. */
export type Move = { customer: number; entry: number; score: number }

/** Ties in the order of the customers, which is that of their hashes. */
export const byScore = (a: Move, b: Move): number => b.score - a.score || a.customer - b.customer
