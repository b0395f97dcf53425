import { bestItems, type ItemFacts, POPULAR_ITEMS } from '../../engine/choice/best-items.ts'
import { ndcg } from '../../engine/numbers/ndcg.ts'
import { type Buyer, readDivisions } from '../known/buyers.ts'
import { cell } from '../known/figures.ts'
import { numberItems } from '../quality/ours.ts'
import { type RealSet, readSets } from '../quality/sets.ts'
import { itemsByRoute } from './row-route.ts'

const AT = 10

/** Prints how much of the next basket the items of a customer's row are, by the Reality Check protocol on Ta-Feng. */
export async function nextBasketOfRows(): Promise<void> {
  const set = readSets().find(({ name }) => name === 'Ta-Feng')
  if (!set) throw new Error('Ta-Feng is not there.')
  const numbers = numberItems(set.train)
  const facts = factsOf(set, numbers)
  const buyers = readDivisions(set, numbers).flatMap(({ measured }) => measured)
  const recall = buyers.map((buyer) => recallOf(predicted(buyer, facts), buyer))
  const gained = buyers.map((buyer) =>
    ndcg(predicted(buyer, facts), buyer.last, Math.max(AT, buyer.last.size)),
  )
  const rows = await itemsByRoute(set, [...new Set(buyers.map(({ customer }) => customer))])
  const byRoute = ({ customer }: Buyer) => (rows.get(customer) ?? []).map((id) => numbers.get(id) ?? -1)
  const [served, servedGain] = [
    buyers.map((buyer) => recallOf(byRoute(buyer), buyer)),
    buyers.map((buyer) => ndcg(byRoute(buyer), buyer.last, Math.max(AT, buyer.last.size))),
  ]
  console.log(`| way | recall@10 | nDCG@10 |
|---|---|---|
| GP-TopFreq, published | 0.1212 | |
| TIFUKNN, published | 0.1240 | |
| **items of a row**, by the function that makes them | ${cell(recall)} | ${cell(gained)} |
| **items of a row**, by HTTP | ${cell(served)} | ${cell(servedGain)} |`)
}

const predicted = ({ history }: Buyer, facts: ItemFacts): number[] =>
  bestItems(history.bought, history.orders, history.at, facts)
    .slice(0, AT)
    .map(({ item }) => item)

const recallOf = (items: readonly number[], { last }: Buyer): number =>
  items.filter((item) => last.has(item)).length / last.size

function factsOf({ train }: RealSet, numbers: ReadonlyMap<string, number>): ItemFacts {
  const orders = new Uint32Array(numbers.size)
  for (const { items } of train) {
    for (const item of items) {
      const number = numbers.get(item) ?? 0
      orders[number] = (orders[number] ?? 0) + 1
    }
  }
  const sold = [...orders.keys()].sort((a, b) => (orders[b] ?? 0) - (orders[a] ?? 0) || a - b)
  const popular = sold
    .slice(0, POPULAR_ITEMS)
    .map((item): [number, number] => [item, (orders[item] ?? 0) / train.length])
  return { popular, companionsOf: () => [] }
}
