/**
 * Apportions an amount by weight so that the parts are whole numbers and add up to it exactly (largest remainder method):
 * each part is rounded down, and what is left goes to the largest remainders, equal ones in their order.
 * @param amount  whole, minor units; may be below 0
 * @param weights ≥ 0, not all 0
 */
export function apportion(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const sign = Math.sign(amount)
  const exact = weights.map((weight) => (Math.abs(amount) * weight) / whole)
  const parts = exact.map((share) => Math.floor(share + 1e-9))
  const left = Math.abs(amount) - parts.reduce((sum, part) => sum + part, 0)
  const order = exact
    .map((share, at) => ({ at, rest: share - (parts[at] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (const { at } of order.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts.map((part) => (part === 0 ? 0 : part * sign))
}
