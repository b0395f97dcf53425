import { TopKHeap } from './top-k-heap.ts'

/**
 * The `most` best candidates, best first: higher score first, then the smaller number, so the result does not depend on the
 * order of the candidates. Time n log `most`.
 * @param candidates integers, 0 ≤ candidate < 2³²
 * @param score      score of a candidate, finite
 */
export function topK(
  candidates: ArrayLike<number>,
  most: number,
  score: (candidate: number) => number,
): number[] {
  const heap = new TopKHeap(Math.max(0, Math.min(most, candidates.length)))
  for (let index = 0; index < candidates.length; index += 1) {
    const candidate = candidates[index] ?? 0
    heap.offer(candidate, score(candidate))
  }
  return [...heap.sort().numbers]
}
