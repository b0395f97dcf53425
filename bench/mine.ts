import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import type { GeneratedRun } from './mine/generated-run.ts'
import { mineEverywhere, THREADS } from './mine/real-sets.ts'
import { readSets } from './quality/sets.ts'

/** Order lines of the generated shop: 10⁷, or as many as the environment asks for, such as 100000000. */
const LINES = Number(process.env.MINE_LINES ?? 10_000_000)
/** Items for so many lines: 100,000 for 10⁷, 300,000 for 10⁸, as large shops have. */
const ITEMS = Math.round(100_000 * Math.sqrt(LINES / 10_000_000))
/** More than 10⁸ lines need while they are drawn. */
const HEAP = '--max-old-space-size=12000'

function generated(threads: number): GeneratedRun {
  const file = 'bench/mine/generated-run.ts'
  const args = [HEAP, file, String(LINES), String(ITEMS), String(threads)]
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`The run with ${threads} threads failed.`)
  return JSON.parse(stdout)
}

const seconds = (ms: number) => (ms / 1000).toFixed(1)
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)
let different = 0

console.log(`## ${LINES.toLocaleString('en')} generated lines, ${ITEMS.toLocaleString('en')} items

The bare loop sorts the orders, counts every pair from either side and keeps the ten most frequent of each item, in one thread; a whole run also fits, compares titles, makes lists and hashes them. Each
runs in a process of its own. The drawn lines and the filled table are in memory before the clock starts.

| run | seconds | beside the bare loop | processor seconds | resident before, MB | at the peak, MB | arrays at the peak, MB | hash |
|---|---|---|---|---|---|---|---|`)
const bare = generated(0)
const runs = [bare, generated(1), generated(2)]
for (const [threads, run] of runs.entries()) {
  const name = threads === 0 ? 'bare loop' : `${threads} thread${threads > 1 ? 's' : ''}`
  const sizes = [run.drawn_bytes, run.bytes, run.array_bytes].map(megabytes)
  const times = [seconds(run.ms), `${(run.ms / bare.ms).toFixed(2)}×`, seconds(run.cpu_ms)]
  console.log(`| ${[name, ...times, ...sizes, run.hash.slice(0, 12)].join(' | ')} |`)
}
if (runs[1]?.hash !== runs[2]?.hash) different += 1
console.log(
  `\nThe load of the machine in the last quarter of an hour was ${loadavg()[2]?.toFixed(1)}: where it is more than the threads, others took a part of its cores.`,
)

const sets = readSets()
if (sets.length > 0) {
  console.log(`\n## Real shops: the Worker's job, and outside it

All orders of each set with its catalogue, through the Worker's own upload and job in workerd, and by \`npm run mine\` with ${THREADS.join(', ')} threads.

| set | orders | lines | lists | hash of the Worker | the same outside | seconds outside |
|---|---|---|---|---|---|---|`)
}
for (const set of sets) {
  const { orders, lines, lists, worker, outside } = await mineEverywhere(set)
  const same = outside.map(({ hash }) => (hash === worker ? 'yes' : '**no**'))
  different += same.filter((one) => one !== 'yes').length
  const cells = [set.name, orders, lines, lists, worker.slice(0, 12), same.join(', ')]
  console.log(`| ${cells.join(' | ')} | ${outside.map(({ mining }) => seconds(mining)).join(', ')} |`)
}
process.exit(different === 0 ? 0 : 1)
