import { isStopWord } from './stop-words.ts'
import { tokensOf } from './tokens.ts'

/** What follows in a title describes the thing and does not name it. */
const BREAK =
  /[,;:|(]| [-–—] |\s(?:with|for|in|on|from|by|mit|für|aus|avec|pour|en|con|para|met|voor|van|med|för|till|z|do|dla)\s/iu

/** Characters read between two pauses. */
const SLICE_CHARACTERS = 10_000

/**
 * What each title names: of its words, without colours, sizes and numbers and before the first comma or "with", the one with
 * which most titles of the shop end ("leather BAG", "CANDLE HOLDER, set of 2"). A title is about its last noun in the
 * Germanic languages; in others, where adjectives follow, the word says less, and more pairs count as one kind.
 */
export class Kinds {
  private kinds: readonly string[] = []
  private named: readonly ReadonlySet<string>[] = []
  private readonly titles: readonly string[]

  constructor(titles: readonly string[]) {
    this.titles = titles
  }

  /** Reads the titles, before the first question. Yields about every 2 ms. */
  *build(): Generator<undefined, void> {
    const names: string[][] = []
    const ends = new Map<string, number>()
    let read = 0
    for (const title of this.titles) {
      const words = nameOf(title)
      names.push(words)
      const last = words.at(-1)
      if (last !== undefined) ends.set(last, (ends.get(last) ?? 0) + 1)
      read += title.length + 1
      if (read < SLICE_CHARACTERS) continue
      read = 0
      yield undefined
    }
    this.kinds = names.map((words) =>
      words.reduce((best, word) => ((ends.get(word) ?? 0) >= (ends.get(best) ?? 0) ? word : best), ''),
    )
    yield undefined
    this.named = names.map((words) => new Set(words))
  }

  /** The word that names what a title is about, in lower case without its plural s; '' for a title without words. */
  kindOf(title: number): string {
    return this.kinds[title] ?? ''
  }

  /** Whether two titles may name the same kind of thing: one names what the other is. A title without words may be anything. */
  mayBeSame(a: number, b: number): boolean {
    const [own = '', other = ''] = [this.kinds[a], this.kinds[b]]
    if (own === '' || other === '' || own === other) return true
    return this.named[b]?.has(own) === true || this.named[a]?.has(other) === true
  }
}

/** The words of a title that may name the thing. */
export function nameOf(title: string): string[] {
  const whole = wordsOf(title)
  const name = wordsOf(title.split(BREAK, 1)[0] ?? '')
  return name.length > 0 ? name : whole
}

const wordsOf = (text: string): string[] =>
  tokensOf(text)
    .filter((word) => !isStopWord(word))
    .map((word) => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word))
