import { topK } from '../../engine/numbers/top-k.ts'
import { baselines, countAll, type Table } from '../quality/baselines.ts'
import type { Ranker } from '../quality/tasks.ts'

/** Number of evaluated positions. */
const AT = 10
/** Neighbours of each item in item-kNN, and orders by which its cosine is shrunk. */
const [NEIGHBOURS, SHRINKAGE] = [50, 10]
/** Items up to which the dense matrix of EASE is inverted: 4,000³ multiplications take a minute. */
const MAX_DENSE = 4_000
/** Penalty of EASE, orders. */
const PENALTY = 50

/** The rules that the engine must not lose to, by name; EASE only where its matrix is small enough. */
export function rivals(items: number, orders: readonly (readonly number[])[]): Record<string, Ranker> {
  const table = countAll(items, orders)
  const { lift: _, ...rules } = baselines(table)
  const found: Record<string, Ranker> = { ...rules, 'item-kNN': itemKnn(table) }
  if (items <= MAX_DENSE) found.EASE = ease(table)
  return found
}

/** The best ten by a score, without the cart; equal scores by orders. */
function best(
  table: Table,
  scores: Float64Array,
  candidates: readonly number[],
  held: readonly number[],
): number[] {
  const without = new Set(held)
  return topK(
    candidates.filter((item) => !without.has(item)),
    AT,
    (item) => (scores[item] ?? 0) + 1e-12 * (table.degrees[item] ?? 0),
  )
}

/**
 * Item-based nearest neighbours (M. Deshpande, G. Karypis 2004, ACM TOIS 22): shrunk cosine, of each candidate the 50 nearest
 * items count.
 */
function itemKnn(table: Table): Ranker {
  const { items, degrees, starts, others, both } = table
  const similarity = (item: number, at: number) => {
    const orders = both[at] ?? 0
    const other = degrees[others[at] ?? 0] ?? 0
    return orders / (Math.sqrt((degrees[item] ?? 0) * other) + SHRINKAGE)
  }
  /** By item: the candidates among whose neighbours it is, each with the similarity. */
  const votes: [candidate: number, similarity: number][][] = Array.from({ length: items }, () => [])
  for (let item = 0; item < items; item += 1) {
    const from = starts[item] ?? 0
    const places = Array.from({ length: (starts[item + 1] ?? 0) - from }, (_, at) => from + at)
    for (const at of topK(places, NEIGHBOURS, (at) => similarity(item, at)))
      votes[others[at] ?? 0]?.push([item, similarity(item, at)])
  }
  const scores = new Float64Array(items)
  const cart = (held: readonly number[]) => {
    const seen: number[] = []
    for (const item of held) {
      for (const [candidate, weight] of votes[item] ?? []) {
        if (scores[candidate] === 0) seen.push(candidate)
        scores[candidate] = (scores[candidate] ?? 0) + weight
      }
    }
    const found = best(table, scores, seen, held)
    for (const item of seen) scores[item] = 0
    return found
  }
  return { page: (seed) => cart([seed]), cart }
}

/** Ridge regression of each item on all others (H. Steck 2019, WWW): B = -P / diag(P) with P = (G + 50 I)⁻¹, 0 on the diagonal. */
function ease(table: Table): Ranker {
  const { items, degrees, starts, others, both } = table
  const inverse = new Float32Array(items * items)
  for (let item = 0; item < items; item += 1) {
    inverse[item * items + item] = (degrees[item] ?? 0) + PENALTY
    for (let at = starts[item] ?? 0; at < (starts[item + 1] ?? 0); at += 1)
      inverse[item * items + (others[at] ?? 0)] = both[at] ?? 0
  }
  invert(inverse, items)
  const all = Array.from({ length: items }, (_, item) => item)
  const scores = new Float64Array(items)
  const cart = (held: readonly number[]) => {
    scores.fill(0)
    for (const item of held) {
      for (let other = 0; other < items; other += 1) {
        const weight = -(inverse[item * items + other] ?? 0) / (inverse[other * items + other] ?? 1)
        scores[other] = (scores[other] ?? 0) + weight
      }
    }
    return best(table, scores, all, held)
  }
  return { page: (seed) => cart([seed]), cart }
}

/** Inverts a symmetric, positive definite matrix in place, by Gauss and Jordan without pivots. */
function invert(matrix: Float32Array, size: number): void {
  const row = new Float32Array(size)
  for (let pivot = 0; pivot < size; pivot += 1) {
    const from = pivot * size
    const inverse = 1 / (matrix[from + pivot] ?? 1)
    for (let at = 0; at < size; at += 1) row[at] = (matrix[from + at] ?? 0) * inverse
    row[pivot] = inverse
    for (let other = 0; other < size; other += 1) {
      const start = other * size
      const factor = matrix[start + pivot] ?? 0
      if (other === pivot || factor === 0) continue
      matrix[start + pivot] = 0
      for (let at = 0; at < size; at += 1)
        matrix[start + at] = (matrix[start + at] ?? 0) - factor * (row[at] ?? 0)
    }
    matrix.set(row, from)
  }
}
