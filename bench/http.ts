import { DATA } from './data.ts'
import { numberItems } from './quality/ours.ts'
import { readSets } from './quality/sets.ts'
import {
  cartCases,
  mean,
  pageCases,
  runCart,
  runPage,
  runThree,
  standardError,
  threeCarts,
} from './quality/tasks.ts'
import { type ServedShop, withServedShop } from './quality/through-http.ts'

/** Number of answers that are compared with the stored lists. */
const COMPARED = 300

/** Panel rules without a limit of families, so that only the order of the lists decides. */
const AS_LISTED = {
  product: { same_family: 'keep', most_of_a_family: 24 },
  cart: { same_family: 'keep', most_of_a_family: 24 },
}

const sets = readSets()
console.log(
  sets.length === 0
    ? `Skipped: there is no data in ${DATA}.`
    : `Each set's catalogue and training orders are uploaded to a running Worker, which tunes and mines them; then ten requests at a time are sent, with the defaults of a new shop. The cases are those of \`bench -- quality\`. ± is one standard error.

| set | page chosen | page nDCG@10 | cart chosen | cart HR@10 | one cart an order | served as listed |
|---|---|---|---|---|---|---|`,
)

/** Counts the pages that show the beginning of the stored list, in its order. */
async function servedAsListed(shop: ServedShop, seeds: readonly string[]): Promise<string> {
  const lists = await shop.lists()
  const some = [...new Set(seeds)].filter((seed) => lists.has(seed)).slice(0, COMPARED)
  let same = 0
  for (const seed of some) {
    const listed = (lists.get(seed) ?? []).slice(0, 10).map(({ item_id }) => item_id)
    const served = (await shop.page(seed)).slice(0, listed.length)
    same += served.join() === listed.join() ? 1 : 0
  }
  return `${same} of ${some.length}`
}

for (const { name, train, test } of sets) {
  const numbers = numberItems(train)
  const ids = [...numbers.keys()]
  const tests = test
    .map(({ items, customer }) => ({ customer, items: items.flatMap((item) => numbers.get(item) ?? []) }))
    .filter(({ items }) => items.length > 1)
  const pages = pageCases(tests.map(({ items }) => items))
  const carts = cartCases(tests)
  const three = threeCarts(tests)
  await withServedShop(name, train, async (shop) => {
    const number = (found: readonly string[]) => found.map((id) => numbers.get(id) ?? -1)
    const answers = new Map<string, number[]>()
    for (const { seed } of pages) {
      if (!answers.has(`${seed}`)) answers.set(`${seed}`, number(await shop.page(ids[seed] ?? '')))
    }
    for (const { cart } of [...carts, ...three.flat()]) {
      const key = cart.join()
      if (!answers.has(key)) answers.set(key, number(await shop.cart(cart.map((item) => ids[item] ?? ''))))
    }
    const ranker = {
      page: (seed: number) => answers.get(`${seed}`) ?? [],
      cart: (items: readonly number[]) => answers.get(items.join()) ?? [],
    }
    const gains = runPage(ranker, pages).results.map(({ ndcg }) => ndcg)
    const hits = runThree(ranker, three).map(({ hit }) => hit)
    const one = runCart(ranker, carts).map(({ hit }) => hit)
    const cell = (values: readonly number[]) =>
      `${mean(values).toFixed(4)} ± ${standardError(values).toFixed(4)}`
    await shop.fillBy(AS_LISTED)
    const listed = await servedAsListed(
      shop,
      pages.map(({ seed }) => ids[seed] ?? ''),
    )
    console.log(
      `| ${name} | ${shop.chosen.page} | ${cell(gains)} | ${shop.chosen.cart} | ${cell(hits)} | ${cell(one)} | ${listed} |`,
    )
  })
}
