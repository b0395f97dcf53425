import { dice, mean } from '../quality/tasks.ts'

/** A seed and the items that should be found for it. */
export type Question = { seed: number; targets: ReadonlySet<number> }
/** Returns the items found for a seed, best first. */
export type Answer = (seed: number) => readonly number[]

/** Gathers pairs into questions. */
export function questionsOf(pairs: Iterable<readonly [from: number, to: number]>): Question[] {
  const targets = new Map<number, Set<number>>()
  for (const [from, to] of pairs) targets.set(from, (targets.get(from) ?? new Set()).add(to))
  return Array.from(targets, ([seed, found]) => ({ seed, targets: found }))
}

export type Figures = {
  recall3: number
  recall6: number
  recall10: number
  hit2: number
  hit10: number
  /** Of the first two shown, the share that is right; of the questions that were answered. */
  precision2: number
  mrr: number
  answered: number
}

export function measure(questions: readonly Question[], answer: Answer): Figures {
  const all = questions.map(({ seed, targets }) => {
    const found = answer(seed)
    const hits = (most: number) => found.slice(0, most).filter((item) => targets.has(item)).length
    const first = found.findIndex((item) => targets.has(item))
    return { found: found.length, size: targets.size, hits, first }
  })
  const answered = all.filter(({ found }) => found > 0)
  const recall = (most: number) => mean(all.map(({ hits, size }) => hits(most) / size))
  return {
    recall3: recall(3),
    recall6: recall(6),
    recall10: recall(10),
    hit2: mean(all.map(({ hits }) => Math.min(1, hits(2)))),
    hit10: mean(all.map(({ hits }) => Math.min(1, hits(10)))),
    precision2: mean(answered.map(({ hits, found }) => hits(2) / Math.min(2, found))),
    mrr: mean(all.map(({ first }) => (first < 0 ? 0 : 1 / (first + 1)))),
    answered: answered.length / Math.max(1, all.length),
  }
}

/** Ranks by a score, the higher the better; ties by a seeded throw. */
export function ranked(
  candidates: (seed: number) => Iterable<number>,
  score: (seed: number, item: number) => number,
): Answer {
  const draw = dice(3)
  return (seed) =>
    [...candidates(seed)]
      .map((item) => ({ item, score: score(seed, item), key: draw(2 ** 30) }))
      .sort((a, b) => b.score - a.score || a.key - b.key)
      .map(({ item }) => item)
}

export const cells = (...values: readonly (number | string)[]): string =>
  values.map((value) => (typeof value === 'number' ? value.toFixed(3) : value)).join(' | ')

/** A table in Markdown. */
export function table(heads: readonly string[], rows: readonly string[]): string {
  return [
    `| ${heads.join(' | ')} |`,
    `|${'---|'.repeat(heads.length)}`,
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n')
}
