/** Sums over the cases of one or more folds, for one way: its figure, and by how much it beat the default. */
export type Sums = { cases: number; figure: number; gain: number; gain_squared: number }

/** Sums by the name of the way; the first is the default. */
export type Tries = Record<string, Sums>

/**
 * What a fold found: nDCG@10 of each page and HR@10 of each cart; the same when pairs need the other number of customers;
 * and for that number, and for the age of orders, the mean of both placements made the usual way. Folds add up.
 */
export type FoldResult = {
  page: Tries
  cart: Tries
  other_page: Tries
  other_cart: Tries
  customers: Tries
  age: Tries
}

/** Figures of several ways on the same cases; the first is the default, against which the others are paired. */
export class Trial {
  readonly sums: Record<string, Sums> = {}
  private first: readonly number[] | undefined

  /** @param figures one a case, cases in the same order each time */
  add(name: string, figures: readonly number[]): void {
    this.first ??= figures
    const sums: Sums = { cases: figures.length, figure: 0, gain: 0, gain_squared: 0 }
    figures.forEach((figure, at) => {
      const gain = figure - (this.first?.[at] ?? 0)
      sums.figure += figure
      sums.gain += gain
      sums.gain_squared += gain * gain
    })
    this.sums[name] = sums
  }
}

/** One way over all folds: its mean figure, its mean gain over the default, and the standard error of that gain. */
export type Tried = { name: string; mean: number; gain: number; standard_error: number }

/** What is chosen, and why. */
export type Choice = { chosen: string; cases: number; tried: Tried[] }

/**
 * The way with the highest mean over all cases of all folds, if it beats the default by more than one standard error of
 * the paired difference; else the default. "The simplest within one standard error" was worse, and so is the last fold
 * alone.
 * @param folds at least one; the first way of each is the default
 */
export function choose(folds: readonly FoldResult[], what: keyof FoldResult): Choice {
  const names = Object.keys(folds[0]?.[what] ?? {})
  const tried = names.map((name) => {
    const sum = (field: keyof Sums) =>
      folds.reduce((all, fold) => all + (fold[what]?.[name]?.[field] ?? 0), 0)
    const cases = Math.max(1, sum('cases'))
    const gain = sum('gain') / cases
    const variance = Math.max(0, sum('gain_squared') / cases - gain * gain)
    return { name, mean: sum('figure') / cases, gain, standard_error: Math.sqrt(variance / cases) }
  })
  const best = tried.reduce((a, b) => (b.mean > a.mean ? b : a), tried[0] ?? NOTHING)
  const wins = best.gain > best.standard_error
  const [standard = ''] = names
  const cases = folds.reduce((all, fold) => all + (fold[what]?.[standard]?.cases ?? 0), 0)
  return { chosen: wins ? best.name : standard, cases, tried }
}

const NOTHING: Tried = { name: '', mean: 0, gain: 0, standard_error: 0 }
