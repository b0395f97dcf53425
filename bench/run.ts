import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'

/** Every bench: its file prints Markdown. */
const BENCHES: Record<string, { file: string; what: string }> = {
  firstday: {
    file: 'bench/first-day.ts',
    what: 'A real shop from empty to answered, and its neighbour meanwhile',
  },
  serving: {
    file: 'bench/serving.ts',
    what: 'What an answer costs: round trips, rows read, time beside a constant answer',
  },
  quality: {
    file: 'bench/quality.ts',
    what: 'How often the suggestion is right, on orders that mining never saw',
  },
  http: {
    file: 'bench/http.ts',
    what: 'The same through HTTP: what a running Worker answers, tuned by itself',
  },
  mining: {
    file: 'bench/mining.ts',
    what: 'Time and memory of counting pairs and of a whole mine, beside DuckDB',
  },
  upgrade: {
    file: 'bench/upgrade.ts',
    what: 'Upgrades, what they gain, and links foretold, against what merchants and shoppers chose',
  },
  known: {
    file: 'bench/known.ts',
    what: 'What a customer bought before is worth: in the cart, and for the whole next basket',
  },
  few: {
    file: 'bench/few.ts',
    what: 'A shop after 50, 300 and 3,000 orders: what it shows, from which rung, and how good it is',
  },
  measure: {
    file: 'bench/measure.ts',
    what: 'Whether intervals hold what they say, on simulated experiments and on a real one',
  },
  learning: {
    file: 'bench/learning.ts',
    what: 'Whether learning from buyers earns more, on simulated shoppers of three worlds',
  },
  soak: {
    file: 'bench/soak.ts',
    what: 'A million events with repeats, shuffled, while the Worker is killed',
  },
  attack: {
    file: 'bench/soak-attack.ts',
    what: 'A hundred thousand forged events, and the lists after them',
  },
  cost: {
    file: 'bench/cost.ts',
    what: 'What a night writes, and what the gate says of it: a real shop replayed',
  },
  memory: { file: 'bench/memory.ts', what: 'Memory of the runtime while a large file comes in' },
  kills: { file: 'bench/kills.ts', what: 'Killed at random moments' },
  hostile: { file: 'bench/hostile.ts', what: 'Files that are made to do harm' },
  fuzz: { file: 'bench/inside/fuzz.ts', what: 'Broken files of every form that is understood' },
  widget: { file: 'bench/widget.ts', what: 'Bytes that a shopper loads' },
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}

const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim()
const commit = `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '-uno') === '' ? '' : ' with changes'}`
const date = new Date().toISOString().slice(0, 10)
mkdirSync('bench/results', { recursive: true })
let failed = false
for (const [name, { file, what }] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n# ${name}: ${what}\n`)
  const { status, stdout } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  console.log(stdout)
  failed ||= status !== 0
  const head = `# ${what}\n\n\`npm run bench -- ${name}\`, ${date}, commit ${commit}, 2 cores, Node ${process.version}\n`
  if (status === 0) writeFileSync(`bench/results/${name}.md`, `${head}\n${stdout.trim()}\n`)
}
process.exit(failed ? 1 : 0)
