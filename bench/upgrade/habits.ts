import { Arena } from '../../engine/data/arena.ts'
import { TfIdf } from '../../engine/text/tf-idf.ts'
import { dice, mean } from '../quality/tasks.ts'
import type { Catalogue, Pairs } from './magento.ts'
import { type Answer, cells, measure, type Question, questionsOf, ranked, table } from './score.ts'
import { alternativesIn, basketsOf, NARROW, NO_LINKS } from './shop.ts'

const SHARES = [0.1, 0.25, 0.5]
const DRAWS = 5

/** Prints how well links are predicted when the merchant has linked only a share of the items. */
export function habits(catalogue: Catalogue): void {
  console.log(
    `## Links predicted from a share of the merchant's own: recall@10\n\nSources drawn ${DRAWS} times; the rest is tested. Floor: related, 25 % known, 0.38.\n`,
  )
  const rows = (['crosssell', 'related'] as const).flatMap((kind) =>
    methods(catalogue, kind).map(([name, method]) => {
      const figures = SHARES.map((share) => mean(draws(catalogue.links[kind], share).map(method)))
      return cells(`${kind}: ${name}`, ...figures)
    }),
  )
  console.log(table(['method', ...SHARES.map((share) => `${100 * share} % known`)], rows))
}

/** Links known and links to be found. */
type Draw = { known: Pairs; asked: Question[] }

function draws(pairs: Pairs, share: number): Draw[] {
  const questions = questionsOf(pairs)
  return Array.from({ length: DRAWS }, (_, number) => {
    const draw = dice(100 + number)
    const shuffled = questions
      .map((question) => ({ question, key: draw(1e9) }))
      .sort((a, b) => a.key - b.key)
      .map(({ question }) => question)
    const cut = Math.round(share * shuffled.length)
    const sources = new Set(shuffled.slice(0, cut).map(({ seed }) => seed))
    return { known: pairs.filter(([from]) => sources.has(from)), asked: shuffled.slice(cut) }
  })
}

function methods(
  { ids, features }: Catalogue,
  kind: 'crosssell' | 'related',
): [string, (draw: Draw) => number][] {
  const all = ids.map((_, item) => item)
  const others = (seed: number) => all.filter((item) => item !== seed)
  const words = new TfIdf(features.titles, new Arena(), { dropsStopWords: true })
  const recall = (answer: (known: Pairs) => Answer) => (draw: Draw) =>
    measure(draw.asked, answer(draw.known)).recall10
  const counted = (known: Pairs) => {
    const counts = new Map<number, number>()
    for (const [, to] of known) counts.set(to, (counts.get(to) ?? 0) + 1)
    return ranked(others, (_, item) => counts.get(item) ?? 0)
  }
  const ours = (known: Pairs): Answer => {
    const name = kind === 'crosssell' ? 'complement' : 'related'
    const alternatives = alternativesIn(NARROW, basketsOf(ids, []), features, { ...NO_LINKS, [name]: known })
    return (seed) => alternatives.linkedBy(name, seed).map(({ item }) => item)
  }
  return [
    ['chance', recall(() => ranked(others, () => 0))],
    ['nearest title', recall(() => ranked(others, (a, b) => words.cosine(a, b)))],
    ['most linked', recall(counted)],
    ['**ours**', recall(ours)],
  ]
}
