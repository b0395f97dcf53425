import { mine } from '../../engine/mine/mine.ts'
import { drawLines, drawTitles, fillTable, SHAPES } from './shapes.ts'

// Mines the first shape of `npm run bench -- mining` several times, to be run under Node's profiler (CONTRIBUTING.md).

const RUNS = 5
const [shape] = SHAPES
if (!shape) throw new Error('bench/mining/shapes.ts has no shape.')
const lines = drawLines(shape)
const titles = drawTitles(shape)
for (let run = 1; run <= RUNS; run += 1) {
  const baskets = fillTable(shape, lines).close()
  const started = performance.now()
  let slices = 0
  for (const _ of mine(baskets, [], { min_co_orders: 2, min_customers: null }, titles)) slices += 1
  console.log(`run ${run} of ${RUNS}: ${(performance.now() - started).toFixed(0)} ms in ${slices} slices`)
}
