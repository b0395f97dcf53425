/**
 * nDCG of a ranked answer: binary gain, log2 discount, ideal = min(most, targets); 0 to 1.
 * @param ranked best first; of more than `most` the rest does not count
 */
export function ndcg(ranked: readonly number[], targets: ReadonlySet<number>, most: number): number {
  let found = 0
  let ideal = 0
  for (let place = 0; place < most; place += 1) {
    const gain = 1 / Math.log2(place + 2)
    if (targets.has(ranked[place] ?? -1)) found += gain
    if (place < targets.size) ideal += gain
  }
  return ideal === 0 ? 0 : found / ideal
}
