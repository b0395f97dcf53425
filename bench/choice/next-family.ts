import { CHOICE_FEATURES, choiceFeatures, WIDTH } from '../../engine/choice/choice-features.ts'
import {
  type Choice,
  chancesOf,
  choicesOf,
  fitChoice,
  plainWeights,
  thinned,
} from '../../engine/choice/choice-model.ts'
import { type FamilyFacts, familyFacts } from '../../engine/choice/family-facts.ts'
import { History } from '../../engine/choice/history.ts'
import { fitLogistic, logOdds, probabilityOf } from '../../engine/choice/logistic-regression.ts'
import { topK } from '../../engine/numbers/top-k.ts'
import { cell, gain } from '../known/figures.ts'
import { dice } from '../quality/tasks.ts'
import { challengers, type Learner } from './challengers.ts'
import { finished } from './finished.ts'
import type { Shop } from './shops.ts'

/** Part of the known time before the first choice that is fitted, and blocks of the rest, as in engine/choice/propensity-model.ts. */
const [WARM_UP, BLOCKS] = [0.4, 3]
const L2 = 3
/** Pseudo-counts of the shop's shares beside a customer's own, in families bought, for the baseline; the best on the last block is taken. */
const STRENGTHS = [1, 5, 10, 20, 50, 100, 200]
/** For the challengers: choices, and families that were not chosen beside each. */
const [LEARNED, NOT_CHOSEN] = [2_000, 20]

/** Writes P(family | purchase) of a choice. */
type Way = (choice: Choice, chances: Float64Array) => void

/** Log-loss, and hit@3 by line and by purchase, of every tested purchase. */
type Figures = { loss: number[]; hit: number[]; any: number[] }

/** A shop with scratch arrays: features of one choice at a time. */
class Case {
  readonly shop: Shop
  readonly history: History
  readonly features: Float64Array
  constructor(shop: Shop) {
    this.shop = shop
    this.history = new History(shop.families.length)
    this.features = new Float64Array(shop.families.length * WIDTH)
  }
  fill({ person, purchase, facts }: Choice): void {
    const { purchases } = this.shop
    const first = purchases.heads[person] ?? 0
    this.history.read(purchases, person, purchase - first, purchases.days[purchase] ?? 0)
    choiceFeatures(this.history, facts, this.features)
  }
  /** The features of one family. */
  row(family: number): number[] {
    return [...this.features.subarray(family * WIDTH, (family + 1) * WIDTH)]
  }
  chosen({ purchase }: Choice): number[] {
    const { starts, families } = this.shop.purchases
    return [...families.subarray(starts[purchase], starts[purchase + 1])]
  }
}

/** Prints how well the families of the next purchase are predicted. */
export async function nextFamily(shop: Shop): Promise<void> {
  const { purchases, families, brands, first, cut } = shop
  const from = first + Math.round(WARM_UP * (cut - first))
  const edges = Array.from({ length: BLOCKS + 1 }, (_, at) => from + Math.round((at * (cut - from)) / BLOCKS))
  const factsAt = (day: number) => finished(familyFacts(purchases, day, families.length, brands))
  const blocks = edges
    .slice(0, -1)
    .map((start, at) => choicesOf(purchases, factsAt(start), start, edges[at + 1] ?? cut))
  const choices = blocks.flat()
  const tested = firstAfter(shop, factsAt(cut))
  const one = new Case(shop)
  const own = finished(fitChoice(purchases, choices, L2))
  const weights = plainWeights(own)
  const ways: [string, Way][] = [
    ['best sellers', ({ facts }, chances) => chances.set(facts.share)],
    ["customer's favourite family", favourite(one, strengthOn(one, blocks.at(-1) ?? []))],
    ['one logit a family', oneLogitAFamily(one, choices)],
    [
      '**multinomial logit**',
      (choice, chances) => {
        one.fill(choice)
        chancesOf(one.features, weights, chances)
      },
    ],
  ]
  for (const [name, learn] of Object.entries((await challengers()) ?? {})) {
    ways.push([name, await pointwise(one, thinned(choices, LEARNED), learn)])
  }
  console.log(`\n### ${shop.name}\n
${families.length} families, ${choices.length} choices fitted, ${tested.length} customers with a history tested on their next purchase.

| way | log-loss | hit@3, a line | hit@3, a purchase | log-loss below the favourite's, paired | hit@3, a line, over the favourite's |
|---|---|---|---|---|---|`)
  const found = ways.map(([name, way]) => ({ name, ...figuresOf(one, tested, way) }))
  const base = found[1]
  for (const { name, loss, hit, any } of found) {
    console.log(
      `| ${[name, cell(loss), cell(hit), cell(any), gain(base?.loss ?? [], loss), gain(hit, base?.hit ?? [])].join(' | ')} |`,
    )
  }
}

/** The first purchase of each customer from the cut on, of those who have one before it. */
function firstAfter({ purchases, cut }: Shop, facts: FamilyFacts): Choice[] {
  const found: Choice[] = []
  for (let person = 0; person < purchases.people; person += 1) {
    const before = purchases.before(person, cut)
    const purchase = (purchases.heads[person] ?? 0) + before
    if (before > 0 && purchase < (purchases.heads[person + 1] ?? 0)) found.push({ person, purchase, facts })
  }
  return found
}

function figuresOf(one: Case, choices: readonly Choice[], way: Way): Figures {
  const chances = new Float64Array(one.shop.families.length)
  const families = chances.map((_, family) => family)
  const figures: Figures = { loss: [], hit: [], any: [] }
  for (const choice of choices) {
    way(choice, chances)
    const chosen = one.chosen(choice)
    const best = new Set(topK(families, 3, (family) => chances[family] ?? 0))
    const hits = chosen.filter((family) => best.has(family)).length
    const loss = chosen.reduce((sum, family) => sum - Math.log(chances[family] ?? 0), 0)
    figures.loss.push(loss / chosen.length)
    figures.hit.push(hits / chosen.length)
    figures.any.push(hits > 0 ? 1 : 0)
  }
  return figures
}

/** The customer's own share of each family, shrunken to the shop's. */
const favourite =
  (one: Case, strength: number): Way =>
  (choice, chances) => {
    one.fill(choice)
    const { counts, bought } = one.history
    const all = bought.reduce((sum, family) => sum + (counts[family] ?? 0), 0)
    for (let family = 0; family < chances.length; family += 1) {
      const shop = choice.facts.share[family] ?? 0
      chances[family] = ((counts[family] ?? 0) + strength * shop) / (all + strength)
    }
  }

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function strengthOn(one: Case, choices: readonly Choice[]): number {
  const tried = STRENGTHS.map((strength) => ({
    strength,
    loss: mean(figuresOf(one, choices, favourite(one, strength)).loss),
  }))
  return tried.reduce((a, b) => (b.loss < a.loss ? b : a)).strength
}

/** Features that differ between the people of one family. */
const OF_PERSON = CHOICE_FEATURES.flatMap((feature, k) =>
  ['popular', 'trend', 'season'].includes(feature) ? [] : [k],
)

/** Each family's own logistic regression on the features that differ between people and on ln(purchases), scaled to the sum 1. */
function oneLogitAFamily(one: Case, choices: readonly Choice[]): Way {
  const width = OF_PERSON.length + 1
  const families = one.shop.families.length
  const features = Array.from({ length: families }, () => new Float32Array(choices.length * width))
  const outcomes = Array.from({ length: families }, () => new Uint8Array(choices.length))
  const rowOf = (family: number) => {
    const row = one.row(family)
    return [...OF_PERSON.map((k) => row[k] ?? 0), Math.log(one.history.purchases)]
  }
  for (const [number, choice] of choices.entries()) {
    one.fill(choice)
    for (let family = 0; family < families; family += 1) features[family]?.set(rowOf(family), number * width)
    for (const family of one.chosen(choice)) outcomes[family]?.fill(1, number, number + 1)
  }
  const models = features.map((held, family) =>
    finished(fitLogistic({ width, features: held, outcomes: outcomes[family] ?? new Uint8Array() }, L2)),
  )
  return (choice, chances) => {
    one.fill(choice)
    for (const [family, model] of models.entries()) {
      chances[family] = probabilityOf(logOdds(model, rowOf(family)))
    }
    scale(chances)
  }
}

function scale(chances: Float64Array): void {
  const sum = chances.reduce((all, chance) => all + chance, 0)
  for (let family = 0; family < chances.length; family += 1) chances[family] = (chances[family] ?? 0) / sum
}

/** A learner of single pairs: chosen families and some of the others; its odds, scaled to the sum 1. */
async function pointwise(one: Case, choices: readonly Choice[], learn: Learner): Promise<Way> {
  const draw = dice(5)
  const families = one.shop.families.length
  const [rows, outcomes]: [number[][], number[]] = [[], []]
  for (const choice of choices) {
    one.fill(choice)
    const chosen = new Set(one.chosen(choice))
    const drawn = Array.from({ length: NOT_CHOSEN }, () => draw(families)).filter(
      (family) => !chosen.has(family),
    )
    for (const family of [...chosen, ...drawn]) {
      rows.push(one.row(family))
      outcomes.push(chosen.has(family) ? 1 : 0)
    }
  }
  const predict = await learn(rows, outcomes)
  return (choice, chances) => {
    one.fill(choice)
    const predicted = predict(Array.from(chances, (_, family) => one.row(family)))
    for (const [family, p] of predicted.entries()) chances[family] = p / Math.max(1e-6, 1 - p)
    scale(chances)
  }
}
