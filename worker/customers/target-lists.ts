import { familyNameOf } from '../../engine/choice/family-names.ts'
import { logOdds, probabilityOf } from '../../engine/choice/logistic-regression.ts'
import { fitLookAlikes, type PeopleFeatures } from '../../engine/choice/look-alikes.ts'
import { codesOf, decoded, logOddsOf } from '../../engine/choice/probability-codes.ts'
import { TopKHeap } from '../../engine/numbers/top-k-heap.ts'
import { listCodes, readBest, readCodes, readItemNames } from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'
import { type LoadedModel, loadModel } from './model.ts'

/** A customer of a target list. */
export type Target = { customer: string; propensity: number }

/** The family that is asked for, by its name or by one of its items; undefined where the model does not know it. */
export async function findFamily(
  store: Store,
  asked: { family?: string | undefined; item_id?: string | undefined },
  { row, model }: LoadedModel,
): Promise<{ family: string; number: number } | undefined> {
  const item = asked.item_id === undefined ? undefined : await readItemNames(store, asked.item_id)
  const family = item ? familyNameOf(item, model.names) : asked.family
  const number = family === undefined ? -1 : row.families.indexOf(family)
  return family === undefined || number < 0 ? undefined : { family, number }
}

/** The customers who are likeliest to buy a family within the window, most likely first. */
export async function bestCustomers(store: Store, family: number, limit: number): Promise<Target[]> {
  const rows = await readBest(store, family, limit)
  // Two handles of people who have become one since they were scored.
  const seen = new Set<string>()
  return rows.flatMap(({ person, code }) => {
    if (seen.has(person)) return []
    seen.add(person)
    return [{ customer: person, propensity: decoded(code) }]
  })
}

/** Rows of one read of all customers: 200 families take 2 MB. */
const PAGE = 5_000
/** Others to whom good customers are compared. */
const MAX_OTHERS = 10_000

/** Customers who are like good ones. */
export type LookAlikes = {
  known: number
  lift: number | null
  customers: { customer: string; score: number }[]
}

/**
 * Finds customers who are like the given ones by what they are likely to buy, among the others.
 * @param pause called between two pieces of work of about 2 ms
 */
export async function lookAlikesOf(
  store: Store,
  good: readonly string[],
  limit: number,
  pause: () => Promise<void>,
): Promise<LookAlikes> {
  const model = await loadModel(store)
  const known = model ? await readCodes(store, good) : []
  if (!model || known.length === 0) return { known: 0, lift: null, customers: [] }
  const width = model.row.families.length + 1
  // Handles are keyed hashes, so the first rows are a random sample.
  const others = await listCodes(store, '', MAX_OTHERS)
  const steps = fitLookAlikes(featuresOf(known, width), featuresOf(others, width))
  let step = steps.next()
  for (; !step.done; step = steps.next()) await pause()
  const { model: fit, lift } = step.value
  const given = new Set(known.map(({ person }) => person))
  const found = new Found(limit)
  const features = new Float32Array(width)
  for (let after = ''; ; ) {
    const page = await listCodes(store, after, PAGE)
    for (const row of page) {
      if (given.has(row.person)) continue
      writeFeatures(row, features, 0)
      found.offer(row.person, logOdds(fit, features))
    }
    await pause()
    const last = page.at(-1)
    if (page.length < PAGE || !last) break
    after = last.person
  }
  return {
    known: known.length,
    lift: lift === null ? null : Number(lift.toPrecision(3)),
    customers: found.sorted(),
  }
}

/** The best so far, with their handles. */
class Found {
  private readonly heap: TopKHeap
  private readonly persons: string[] = []

  constructor(limit: number) {
    this.heap = new TopKHeap(limit)
  }

  offer(person: string, score: number): void {
    // A million handles would need more memory than there is.
    if (score <= this.heap.floor) return
    this.heap.offer(this.persons.push(person) - 1, score)
  }

  sorted(): { customer: string; score: number }[] {
    const { numbers, scores } = this.heap.sort()
    return Array.from(numbers, (number, at) => ({
      customer: this.persons[number] ?? '',
      score: Number(probabilityOf(scores[at] ?? 0).toPrecision(4)),
    }))
  }
}

type Codes = { buys: number; codes: string }

function featuresOf(rows: readonly Codes[], width: number): PeopleFeatures {
  const features = new Float32Array(rows.length * width)
  for (const [at, row] of rows.entries()) writeFeatures(row, features, at * width)
  return { width, features }
}

/** Log odds of every family, and the probability of any purchase. */
function writeFeatures({ buys, codes }: Codes, features: Float32Array, at: number): void {
  features[at] = buys
  for (const [family, code] of codesOf(codes).entries()) features[at + 1 + family] = logOddsOf(code)
}
