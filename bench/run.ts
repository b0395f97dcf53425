import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Every bench: its file prints Markdown. */
const BENCHES: Record<string, { file: string; what: string }> = {
  firstday: {
    file: 'bench/first-day.ts',
    what: 'A real shop from the first upload to the first answer, and the answers of another shop meanwhile',
  },
  serving: {
    file: 'bench/serving.ts',
    what: 'Cost of an answer: round trips, rows read, time beside a constant answer',
  },
  quality: {
    file: 'bench/quality.ts',
    what: 'Accuracy of suggestions on orders that mining never saw',
  },
  everywhere: {
    file: 'bench/everywhere.ts',
    what: 'Shops of every size and kind: page and cart against the simple rules',
  },
  http: {
    file: 'bench/http.ts',
    what: 'Accuracy over HTTP: the answers of a running Worker, tuned by itself',
  },
  mining: {
    file: 'bench/mining.ts',
    what: 'Time and memory of counting pairs and of a complete mining run, beside DuckDB',
  },
  mine: {
    file: 'bench/mine.ts',
    what: 'Mining outside the Worker: time and memory by threads, and one hash everywhere',
  },
  publish: {
    file: 'bench/publish.ts',
    what: 'A shop read from its deployment, mined outside and published there: hashes, time, memory',
  },
  warehouse: {
    file: 'bench/warehouse.ts',
    what: 'Counting inside a warehouse: the statements in DuckDB and ClickHouse against the engine',
  },
  upgrade: {
    file: 'bench/upgrade.ts',
    what: 'Upgrades, gains and link patterns, against what merchants and shoppers chose',
  },
  known: {
    file: 'bench/known.ts',
    what: 'Known customers: the value of their history for carts and for the next basket',
  },
  choice: {
    file: 'bench/choice.ts',
    what: 'What customers will buy: campaigns, families, windows and baskets, against baselines and challengers',
  },
  accounts: {
    file: 'bench/accounts.ts',
    what: 'White space of accounts: which families they open, with which item, against simpler ways; time and memory',
  },
  whitespace: {
    file: 'bench/white-space.ts',
    what: 'Five thousand accounts in a shop: the job of the analysis, and what the console asks',
  },
  customers: {
    file: 'bench/customers.ts',
    what: 'Scoring what many customers will buy: time, memory, rows and dollars',
  },
  agents: {
    file: 'bench/agents.ts',
    what: 'Random calls of every tool that agents have, and the conformance suite of their protocol',
  },
  few: {
    file: 'bench/few.ts',
    what: 'A shop after 50, 300 and 3,000 orders: what it shows, from which source, and how accurate it is',
  },
  packages: {
    file: 'bench/packages.ts',
    what: 'The npm packages: sizes, and fresh projects outside of the repository that show a panel',
  },
  measure: {
    file: 'bench/measure.ts',
    what: 'Coverage of confidence intervals, on simulated experiments and on a real one',
  },
  learning: {
    file: 'bench/learning.ts',
    what: 'Effect of learning from responses, on simulated shoppers of three worlds',
  },
  faults: {
    file: 'bench/faults.ts',
    what: 'Lives of a shop with faults at random calls of the database: nothing is lost, mixed or stuck',
  },
  soak: {
    file: 'bench/soak.ts',
    what: 'A million events with repeats, shuffled, while the Worker is killed',
  },
  attack: {
    file: 'bench/soak-attack.ts',
    what: 'The effect of a hundred thousand forged events on lists',
  },
  viewed: {
    file: 'bench/viewed.ts',
    what: 'Similar items by views: new items of simulated shops, and ten thousand forged views',
  },
  trust: {
    file: 'bench/trust.ts',
    what: 'Attacks by strangers: what they write, need, decide and delay',
  },
  cost: {
    file: 'bench/cost.ts',
    what: 'Rows written by nightly mining, and the decisions of the gate: a real shop replayed',
  },
  memory: { file: 'bench/memory.ts', what: 'Memory of the runtime while a large file is imported' },
  night: {
    file: 'bench/night.ts',
    what: 'A night of 10,000 shops in one database, and imports while a shop is tuned',
  },
  erase: {
    file: 'bench/erase.ts',
    what: 'One of many customers is erased: what is left in any table, and the next models',
  },
  people: {
    file: 'bench/people.ts',
    what: 'Who is whom: random sequences of files, messages, tokens and erasures against a simple oracle',
  },
  decisions: {
    file: 'bench/decisions.ts',
    what: 'Next best offers for simulated customers of three worlds, against simpler ways to choose',
  },
  campaigns: {
    file: 'bench/campaigns.ts',
    what: 'Campaigns within a budget by uplift, propensity, revenue or chance, on simulated customers of three worlds',
  },
  uplift: {
    file: 'bench/uplift.ts',
    what: 'Whom a contact changes: uplift models and the choice among them, on a randomised e-mail test',
  },
  policy: {
    file: 'bench/policy.ts',
    what: 'The contact policy: random questions, deliveries and answers at once, against a simple oracle',
  },
  triggers: {
    file: 'bench/triggers.ts',
    what: 'Triggers: random events, repeated, late and in any order, with interrupted jobs, against a simple oracle',
  },
  allocate: {
    file: 'bench/allocate.ts',
    what: 'Offers for the customers of a campaign within budget, channels, stocks and minimums: distance to the optimum, time, memory',
  },
  api: {
    file: 'bench/api.ts',
    what: 'Random requests for every route, by its own documentation',
  },
  load: {
    file: 'bench/load.ts',
    what: 'Half an hour of mixed load at 70 % of what the machine bears, and connections that do little',
  },
  kills: { file: 'bench/kills.ts', what: 'Uploads and campaigns interrupted at random moments' },
  hostile: { file: 'bench/hostile.ts', what: 'Hostile files' },
  fuzz: { file: 'bench/inside/fuzz.ts', what: 'Broken files of every supported format' },
  widget: { file: 'bench/widget.ts', what: 'Bytes that a shopper loads' },
  console: {
    file: 'bench/console.ts',
    what: 'The console with 100,000 items and 1,000 rules: pages, search, memory, and what the index costs imports',
  },
  platforms: {
    file: 'bench/platforms.ts',
    what: 'Plug-ins with simulated stores: install, first sync, a day of messages, erasure and uninstallation',
  },
  coverage: {
    file: 'bench/coverage.ts',
    what: 'Branches of the engine that unit tests take',
  },
  mutation: {
    file: 'bench/mutation.ts',
    what: 'Tests of ranking and deciding against changed code (mutation score)',
  },
  equivalence: { file: 'bench/equivalence.ts', what: 'Models and answers of two checkouts' },
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
  const head = `# ${what}\n\n\`npm run bench -- ${name}\`, ${date}, commit ${commit}, ${availableParallelism()} cores, Node ${process.version}\n`
  // A bench that was skipped keeps the results of its last run.
  if (status === 0 && !stdout.startsWith('Skipped'))
    writeFileSync(`bench/results/${name}.md`, `${head}\n${stdout.trim()}\n`)
}
process.exit(failed ? 1 : 0)
