import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

// Counts the branches of the engine that unit tests take.

const HERE = join(import.meta.dirname, 'coverage')
const PROVIDER = join(HERE, 'node_modules/@vitest/coverage-v8/dist/index.js')
const FOLDER = 'dist/coverage'

/** A place in a file; branches that are not written, such as an else that is missing, have no line. */
type Place = { start: { line?: number; column: number } }
type Branch = { type: string; loc: Place; locations: Place[] }
/** What was counted in one file: how often each side of each branch was taken (Istanbul's form). */
type FileCoverage = { branchMap: Record<string, Branch>; b: Record<string, number[]> }

/** Sides of branches; `defaults` are right sides of `??` that were not taken. */
type Counts = { sides: number; taken: number; defaults: number; others: string[] }

/** Installs the provider when it is not there. False without a network. */
function isInstalled(): boolean {
  if (existsSync(PROVIDER)) return true
  // Vitest is that of the tests.
  const command = `npm ci --prefix ${HERE} --ignore-scripts --no-audit --no-fund --legacy-peer-deps`
  return spawnSync(command, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

/** Whether a side is the right one of `??`: the compiler asks for it wherever an array is read, also where the place exists. */
function isDefault({ type }: Branch, { start }: Place, lines: readonly string[]): boolean {
  const line = start.line === undefined ? '' : (lines[start.line - 1] ?? '')
  return type === 'binary-expr' && /\?\?\s*\(*$/.test(line.slice(0, start.column))
}

function countsOf(path: string, { branchMap, b }: FileCoverage): Counts {
  const lines = readFileSync(path, 'utf8').split('\n')
  const counts: Counts = { sides: 0, taken: 0, defaults: 0, others: [] }
  for (const [id, branch] of Object.entries(branchMap)) {
    for (const [side, place] of branch.locations.entries()) {
      counts.sides += 1
      if ((b[id]?.[side] ?? 0) > 0) counts.taken += 1
      else if (isDefault(branch, place, lines)) counts.defaults += 1
      else
        counts.others.push(
          `${relative('.', path)}:${place.start.line ?? branch.loc.start.line} (${branch.type})`,
        )
    }
  }
  return counts
}

const added = (a: Counts, b: Counts): Counts => ({
  sides: a.sides + b.sides,
  taken: a.taken + b.taken,
  defaults: a.defaults + b.defaults,
  others: [...a.others, ...b.others],
})

if (!isInstalled()) {
  console.log('Skipped: it needs the package of bench/coverage/package.json.')
  process.exit(0)
}
rmSync(FOLDER, { recursive: true, force: true })
const options = {
  ...{ enabled: true, provider: 'custom', customProviderModule: PROVIDER },
  ...{ include: 'engine/**', reporter: 'json', reportsDirectory: FOLDER },
}
const flags = Object.entries(options).map(([name, value]) => `--coverage.${name}=${value}`)
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...flags],
  { stdio: ['ignore', 2, 2] },
)
if (status !== 0) throw new Error('A unit test failed: its messages are above.')

const files: Record<string, FileCoverage> = JSON.parse(
  readFileSync(join(FOLDER, 'coverage-final.json'), 'utf8'),
)
const folders = new Map<string, Counts>()
for (const [path, coverage] of Object.entries(files)) {
  const folder = dirname(relative('.', path))
  const counts = countsOf(path, coverage)
  const before = folders.get(folder)
  folders.set(folder, before ? added(before, counts) : counts)
}
console.log(`Every side of every branch of the engine (\`if\`, \`? :\`, \`&&\`, \`||\`, \`??\`, \`case\`, default values), and whether any unit test takes it. Defaults are the right sides of \`??\` that were not taken: the compiler
asks for them wherever an array is read. A side that is neither fails the bench.

| folder | sides | taken | defaults | neither |
|---|---|---|---|---|`)
const rowOf = (name: string, { sides, taken, defaults, others }: Counts) =>
  console.log(`| ${name} | ${sides} | ${taken} | ${defaults} | ${others.length} |`)
const sorted = [...folders].sort(([a], [b]) => (a < b ? -1 : 1))
for (const [folder, counts] of sorted) rowOf(`\`${folder}\``, counts)
const total = sorted
  .map(([, counts]) => counts)
  .reduce(added, { sides: 0, taken: 0, defaults: 0, others: [] })
rowOf('**total**', total)
if (total.others.length > 0)
  console.log(`\nNot taken:\n\n${total.others.map((one) => `- ${one}`).join('\n')}`)
process.exitCode = total.others.length > 0 ? 1 : 0
