import { drawOf } from '../numbers/draw.ts'
import type { Rfm } from './rfm.ts'

/** What tells the customers of a cluster from the shop's average. */
export const TRAITS = [
  ['recent', 'lapsed'],
  ['frequent', 'rare'],
  ['large', 'small'],
] as const
/** Distance of a centre from the average, in standard deviations, from which on it is a trait. */
const NOTABLE = 0.5
/** The name of a cluster without traits. */
export const AVERAGE = 'average'

/** A cluster of customers. `name` joins its traits by hyphens, so it stays the same while they do. */
export type Cluster = {
  name: string
  /** Its part of the customers, 0 to 1. */
  share: number
  /** Geometric means of its customers: days since the last purchase, purchases, and what one costs, in minor units. */
  recency: number
  frequency: number
  order_value: number
  /** Centres in the scale of the model; several where clusters with the same traits were joined. */
  centres: number[][]
}

/** Clusters of a shop's customers, and the scale in which they were found. */
export type Clusters = { means: number[]; deviations: number[]; clusters: Cluster[] }

/** Numbers of clusters that are tried: all from the first to the last. */
const [FEWEST, MOST] = [3, 6]
/** Beginnings of each, of which the best is kept, and most steps of one. */
const [BEGINNINGS, MAX_STEPS] = [10, 100]
/** A deviation below this is what rounding leaves of none. */
const NONE = 1e-9

/** Logarithms of the three numbers, because each is spread over orders of magnitude. */
const featuresOf = ({ recency, frequency, monetary }: Rfm): number[] => [
  Math.log1p(recency),
  Math.log(frequency),
  Math.log1p(monetary / frequency),
]

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0)

function nearest(point: readonly number[], centres: readonly number[][]): number {
  let best = 0
  for (let at = 1; at < centres.length; at += 1) {
    if (distance(point, centres[at] ?? []) < distance(point, centres[best] ?? [])) best = at
  }
  return best
}

type Partition = { centres: number[][]; of: number[]; inertia: number }

/**
 * One run of Lloyd's k-means from the beginnings of k-means++ (Arthur, Vassilvitskii 2007). Deterministic: the same points in the same
 * order give the same centres.
 * @param seed of the draws
 */
export function* kMeans(
  points: readonly number[][],
  k: number,
  seed: number,
): Generator<undefined, Partition> {
  let draws = 0
  const draw = () => {
    draws += 1
    return drawOf(`k-means ${seed}`, String(draws))
  }
  const centres: number[][] = [points[Math.floor(draw() * points.length)] ?? []]
  while (centres.length < k) {
    const weights = points.map((point) => distance(point, centres[nearest(point, centres)] ?? []))
    let left = draw() * weights.reduce((sum, one) => sum + one, 0)
    const at = weights.findIndex((weight) => {
      left -= weight
      return left < 0
    })
    centres.push(points[Math.max(0, at)] ?? [])
  }
  let of: number[] = []
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = points.map((point) => nearest(point, centres))
    yield undefined
    if (next.every((one, at) => one === of[at])) break
    of = next
    for (let at = 0; at < k; at += 1) {
      const own = points.filter((_, index) => of[index] === at)
      if (own.length > 0) centres[at] = meanOf(own)
    }
  }
  const inertia = points.reduce((sum, point, at) => sum + distance(point, centres[of[at] ?? 0] ?? []), 0)
  return { centres, of, inertia }
}

const meanOf = (points: readonly number[][]): number[] =>
  (points[0] ?? []).map((_, at) => points.reduce((sum, point) => sum + (point[at] ?? 0), 0) / points.length)

/** Mean simplified silhouette, −1 to 1: how much nearer each point is to its own centre than to the next. */
function silhouette(points: readonly number[][], { centres, of }: Partition): number {
  const scores = points.map((point, at) => {
    const own = Math.sqrt(distance(point, centres[of[at] ?? 0] ?? []))
    const others = centres.filter((_, index) => index !== of[at])
    const next = Math.sqrt(Math.min(...others.map((centre) => distance(point, centre))))
    return own === next ? 0 : (next - own) / Math.max(own, next)
  })
  return scores.reduce((sum, one) => sum + one, 0) / scores.length
}

/**
 * Finds clusters of customers by how lately, how often and how dearly they buy: k-means for 3 to 6 clusters, of which those with the
 * largest silhouette are taken. Clusters with the same traits are one. Null when the customers do not differ.
 */
export function* findClusters(customers: readonly Rfm[]): Generator<undefined, Clusters | null> {
  const raw = customers.map(featuresOf)
  const means = meanOf(raw)
  const deviations = means.map((mean, at) =>
    Math.sqrt(raw.reduce((sum, one) => sum + ((one[at] ?? 0) - mean) ** 2, 0) / raw.length),
  )
  if (deviations.every((one) => one < NONE)) return null
  const points = raw.map((one) => scaled(one, { means, deviations }))
  let best = yield* scoredPartition(points, FEWEST)
  for (let k = FEWEST + 1; k <= MOST; k += 1) {
    const next = yield* scoredPartition(points, k)
    if (next.score > best.score) best = next
  }
  return { means, deviations, clusters: clustersOf(raw, best.partition) }
}

/** The best of several runs of k-means, by its inertia, and its silhouette. */
function* scoredPartition(
  points: readonly number[][],
  k: number,
): Generator<undefined, { partition: Partition; score: number }> {
  let partition = yield* kMeans(points, k, 0)
  for (let seed = 1; seed < BEGINNINGS; seed += 1) {
    const next = yield* kMeans(points, k, seed)
    if (next.inertia < partition.inertia) partition = next
  }
  return { partition, score: silhouette(points, partition) }
}

const scaled = (features: readonly number[], { means, deviations }: Omit<Clusters, 'clusters'>): number[] =>
  features.map((value, at) => {
    const deviation = deviations[at] ?? 0
    return deviation < NONE ? 0 : (value - (means[at] ?? 0)) / deviation
  })

/** The traits of a centre. Few days since the last purchase are good, so its sign is the other way round. */
function nameOf(centre: readonly number[]): string {
  const traits = TRAITS.flatMap(([high, low], at) => {
    const value = (centre[at] ?? 0) * (at === 0 ? -1 : 1)
    return value >= NOTABLE ? [high] : value <= -NOTABLE ? [low] : []
  })
  return traits.length === 0 ? AVERAGE : traits.join('-')
}

function clustersOf(raw: readonly number[][], { centres, of }: Partition): Cluster[] {
  const names = centres.map(nameOf)
  // Names of clusters that have customers.
  const used = new Set(of.map((cluster) => names[cluster] ?? AVERAGE))
  const clusters = Array.from(used, (name) => {
    const own = raw.filter((_, at) => names[of[at] ?? 0] === name)
    const [recency = 0, frequency = 0, order_value = 0] = meanOf(own)
    return {
      ...{ name, share: own.length / raw.length, centres: centres.filter((_, at) => names[at] === name) },
      ...{ recency: Math.expm1(recency), frequency: Math.exp(frequency) },
      order_value: Math.expm1(order_value),
    }
  })
  return clusters.sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
}

/** The name of the cluster that a customer is nearest to. */
export function clusterOf(customer: Rfm, model: Clusters): string | undefined {
  const point = scaled(featuresOf(customer), model)
  const centres = model.clusters.flatMap(({ name, centres: own }) => own.map((centre) => ({ name, centre })))
  return centres[
    nearest(
      point,
      centres.map(({ centre }) => centre),
    )
  ]?.name
}
