import { availableParallelism } from 'node:os'
import { mine } from '../engine/mine/mine.ts'
import { median } from './median.ts'
import { countPlainly } from './mining/counting.ts'
import { countInDuckdb } from './mining/duckdb.ts'
import { drawLines, drawTitles, fillTable, type Lines, SHAPES, type Shape } from './mining/shapes.ts'

const RUNS = 5
/** Uncounted rounds on the first shape, until the JavaScript engine has compiled the code. */
const WARMING = 3
const SETTINGS = { min_co_orders: 2, min_customers: null }

type Times = { plain: number[]; whole: number[]; duckdb: number[] }

/** Runs mining with default settings and titles, from the filled table to the last list. */
function mineAll(
  shape: Shape,
  lines: Lines,
  titles: readonly string[],
): { ms: number; peak: number; longest: number } {
  const table = fillTable(shape, lines)
  const started = performance.now()
  const baskets = table.close()
  let longest = 0
  let before = performance.now()
  for (const _ of mine(baskets, [], SETTINGS, titles)) {
    const now = performance.now()
    longest = Math.max(longest, now - before)
    before = now
  }
  return { ms: performance.now() - started, peak: baskets.arena.peak, longest }
}

const threads = availableParallelism()
console.log(
  `Plain counting: sort the orders, all pairs from either side, the ten most frequent of each item. Whole mine: the same sort, then neighbours, ridge, mixture, similar titles and lists. DuckDB with ${threads} threads, ours with one; medians of ${RUNS} interleaved runs, after ${WARMING} that warm the compiler up and are not counted.

| lines / items / lines an order | pairs | plain, ms | whole mine, ms | whole / plain | DuckDB, ms | plain / DuckDB | same result | arrays at the peak, MB | longest slice, ms |
|---|---|---|---|---|---|---|---|---|---|`,
)
const wholes: number[] = []
for (const shape of SHAPES) {
  const lines = drawLines(shape)
  const titles = drawTitles(shape)
  const times: Times = { plain: [], whole: [], duckdb: [] }
  const same = new Set<string>()
  let pairs = 0
  let peak = 0
  const slices: number[] = []
  for (let round = wholes.length === 0 ? -WARMING : 0; round < RUNS; round += 1) {
    if (round === 0) for (const list of [times.plain, times.whole, times.duckdb, slices]) list.length = 0
    const table = fillTable(shape, lines)
    const started = performance.now()
    countPlainly(table, false)
    times.plain.push(performance.now() - started)
    const whole = mineAll(shape, lines, titles)
    times.whole.push(whole.ms)
    slices.push(whole.longest)
    peak = whole.peak
    const theirs = await countInDuckdb(lines, threads)
    times.duckdb.push(theirs.ms)
    same.add(JSON.stringify(theirs.digest))
    if (round === 0) {
      const ours = countPlainly(fillTable(shape, lines), true)
      pairs = ours.pairs
      same.add(JSON.stringify(ours))
    }
  }
  const [plain, whole, duckdb] = [median(times.plain), median(times.whole), median(times.duckdb)]
  wholes.push(whole)
  const cells = [
    `${shape.lines.toLocaleString('en')} / ${shape.items.toLocaleString('en')} / ${shape.size}`,
    pairs.toLocaleString('en'),
    plain.toFixed(0),
    whole.toFixed(0),
    (whole / plain).toFixed(1),
    duckdb.toFixed(0),
    (plain / duckdb).toFixed(2),
    same.size === 1 ? 'yes' : '**no**',
    (peak / 1e6).toFixed(1),
    median(slices).toFixed(0),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
console.log(
  `\nFrom 1 to 5 million lines a complete mining run takes ${((wholes[2] ?? 0) / (wholes[1] ?? 1)).toFixed(1)} times as long.`,
)
