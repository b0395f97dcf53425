import { baselines, countAll } from '../quality/baselines.ts'
import {
  cartCases,
  type PageCase,
  type PageResult,
  pageCases,
  type Ranker,
  runCart,
  runPage,
} from '../quality/tasks.ts'
import { cartOf, listOf, PLACE_SOURCES, type Place, pageOf } from './sources.ts'
import type { YoungShop } from './young.ts'

/** Quality of one ranking, one value per case. */
type Worth = { name: string; page: PageResult[]; cart: number[] }

/** Quality of a young shop: with all sources, with some of them, and of the baselines. */
export type Measured = {
  pages: PageCase[]
  /** Share of each source in the first `places` positions of a product page, in the order of PLACE_SOURCES. */
  sharesOf(places: number): number[]
  worths: Worth[]
}

export function measure(young: YoungShop): Measured {
  const pages = pageCases(young.tests.map(({ items }) => items))
  const carts = cartCases(young.tests)
  const table = countAll(young.items, young.train)
  const { 'most bought': mostBought, confidence } = baselines(table)
  const served = servedAs(young)
  const rankers: [string, Ranker | undefined][] = [
    ['as served', served],
    ['list alone', { ...served, page: (seed) => listOf(young.shop, seed).map(({ item }) => item) }],
    ['without a catalogue', servedAs({ ...young, shop: young.bare })],
    ['most bought', mostBought],
    ['confidence', confidence],
  ]
  return {
    pages,
    sharesOf: (places) => sharesOf(pages.flatMap(({ seed }) => pageOf(young, seed).slice(0, places))),
    worths: rankers.flatMap(([name, ranker]) =>
      ranker
        ? [{ name, page: runPage(ranker, pages).results, cart: runCart(ranker, carts).map(({ hit }) => hit) }]
        : [],
    ),
  }
}

const servedAs = (young: YoungShop): Ranker => ({
  page: (seed) => pageOf(young, seed).map(({ item }) => item),
  cart: (items) => cartOf(young, items),
})

const sharesOf = (places: readonly Place[]): number[] =>
  PLACE_SOURCES.map((source) => places.filter((place) => place.source === source).length / places.length)
