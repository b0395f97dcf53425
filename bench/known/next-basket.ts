import { historyScore } from '../../engine/customer/purchase-history.ts'
import { ndcg } from '../../engine/numbers/ndcg.ts'
import { topK } from '../../engine/numbers/top-k.ts'
import { numberItems } from '../quality/ours.ts'
import type { RealSet } from '../quality/sets.ts'
import { mean } from '../quality/tasks.ts'
import { type Buyer, type Division, readDivisions } from './buyers.ts'
import { cell, gain } from './figures.ts'
import type { History } from './histories.ts'
import { type MinedShop, mineShop, UNTUNED } from './mined.ts'

/** Number of predicted items. */
const AT = 10
/** Weights to try: of companions of earlier items, and of popularity. */
const COMPANIONS = [0, 0.1, 0.3, 1]
const POPULARITY = [0.3, 1, 2, 3, 4, 6]

/** Predicts a basket, best first. */
type Guess = (history: History) => readonly number[]
type Weights = { companions: number; popularity: number }

/** Quality of one method over all divisions, one value per customer. */
type Guessed = { name: string; recall: number[]; ndcg: number[] }

/** Predicts the next basket of each customer in five divisions, and prints a table. */
export function nextBasket(set: RealSet): void {
  const numbers = numberItems(set.train)
  const shop = mineShop(numbers, set.train, { settings: UNTUNED })
  const orders = new Uint32Array(numbers.size)
  for (const item of set.train.flatMap(({ items }) => items)) {
    const number = numbers.get(item) ?? 0
    orders[number] = (orders[number] ?? 0) + 1
  }
  const divisions = readDivisions(set, numbers)
  const sure = ours(shop, orders, set.train.length)
  const chosen = divisions.map(({ choosing }) => choose(choosing, sure))
  const rows = [
    guessed('GP-TopFreq, reimplemented; ties by first purchase', divisions, () => topFrequent(shop)),
    guessed('the same, of equals the more popular', divisions, () => topFrequent(shop, orders)),
    guessed('history and popularity', divisions, (number) =>
      sure({ companions: 0, popularity: chosen[number]?.popularity ?? 0 }),
    ),
    guessed('**history, companions, popularity**', divisions, (number) => sure(chosen[number] ?? NO_WEIGHTS)),
  ]
  print(rows, chosen)
}

const NO_WEIGHTS: Weights = { companions: 0, popularity: 0 }

/** Ranks by the customer's number of purchases, then by popularity. */
function topFrequent({ best }: MinedShop, orders?: Uint32Array): Guess {
  return ({ bought }) => {
    const timesOf = (item: number) => bought.get(item)?.length ?? 0
    const own = [...bought.keys()].sort(
      (a, b) => timesOf(b) - timesOf(a) || (orders?.[b] ?? 0) - (orders?.[a] ?? 0),
    )
    return [...own, ...best.filter((item) => !bought.has(item))].slice(0, AT)
  }
}

/** h(j) + companions · Σ h(i) w(i, j) + popularity · (share of orders that hold j), where h is the history's score. */
function ours({ lists, best }: MinedShop, orders: Uint32Array, all: number): (weights: Weights) => Guess {
  return ({ companions, popularity }) =>
    (history) => {
      const scores = new Map<number, number>()
      const add = (item: number, score: number) => scores.set(item, (scores.get(item) ?? 0) + score)
      for (const [item, times] of history.bought) {
        const own = historyScore(times, history.orders, history.at, false)
        add(item, own)
        if (companions === 0) continue
        for (const { item: other, cart_weight } of lists.get(item)?.companions ?? []) {
          add(other, companions * own * cart_weight)
        }
      }
      for (const item of best) add(item, 0)
      const score = (item: number) => (scores.get(item) ?? 0) + (popularity * (orders[item] ?? 0)) / all
      return topK([...scores.keys()], AT, score)
    }
}

/** Returns the weights with the highest recall on the customers for choosing. */
function choose(buyers: readonly Buyer[], sure: (weights: Weights) => Guess): Weights {
  const grid = COMPANIONS.flatMap((companions) =>
    POPULARITY.map((popularity) => ({ companions, popularity })),
  )
  const tried = grid.map((weights) => ({ weights, recall: mean(buyers.map(recallOf(sure(weights)))) }))
  return tried.reduce((a, b) => (b.recall > a.recall ? b : a)).weights
}

const recallOf =
  (guess: Guess) =>
  ({ history, last }: Buyer): number =>
    guess(history).filter((item) => last.has(item)).length / last.size

function guessed(
  name: string,
  divisions: readonly Division[],
  guessIn: (division: number) => Guess,
): Guessed {
  const all = divisions.flatMap(({ measured }, number) => measured.map((buyer) => ({ buyer, number })))
  const guesses = divisions.map((_, number) => guessIn(number))
  const of = (figure: (guess: Guess, buyer: Buyer) => number) =>
    all.map(({ buyer, number }) => figure(guesses[number] ?? (() => []), buyer))
  return {
    name,
    recall: of((guess, buyer) => recallOf(guess)(buyer)),
    // In the protocol the ideal is the whole basket, even if it is longer than the prediction.
    ndcg: of((guess, { history, last }) => ndcg(guess(history), last, Math.max(AT, last.size))),
  }
}

function print(rows: readonly Guessed[], chosen: readonly Weights[]): void {
  const base = rows[0]?.recall ?? []
  console.log('| way | recall@10 | nDCG@10 | recall over the first, paired |\n|---|---|---|---|')
  console.log('| GP-TopFreq, published | 0.1212 | | |\n| TIFUKNN, published | 0.1240 | | |')
  for (const { name, recall, ndcg } of rows) {
    console.log(`| ${name} | ${cell(recall)} | ${cell(ndcg)} | ${gain(recall, base)} |`)
  }
  const said = chosen.map(({ companions, popularity }) => `${companions} and ${popularity}`)
  console.log(`\nChosen for companions and popularity, in each division: ${said.join('; ')}.`)
}
