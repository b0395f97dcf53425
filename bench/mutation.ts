import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Changes the code of two folders in many small ways, one at a time, and runs the tests: a change that no test notices is a behaviour that
// no test holds.

const HERE = join(import.meta.dirname, 'mutation')
const STRYKER = join(HERE, 'node_modules/@stryker-mutator/core')
const REPORT = 'dist/mutation.json'
/** Percent of the changes that have to be noticed. */
const LEAST_SCORE = 90

/** What became of one change. Those without a verdict, which do not compile or were left out, count for nothing. */
type Status = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'CompileError' | 'RuntimeError' | 'Ignored'
type Report = { files: Record<string, { mutants: { status: Status }[] }> }
type Counts = { killed: number; survived: number; uncovered: number }

/** Installs Stryker when it is not there. False without a network. */
function areInstalled(): boolean {
  if (existsSync(STRYKER)) return true
  const command = `npm ci --prefix ${HERE} --ignore-scripts --no-audit --no-fund`
  return spawnSync(command, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

function countsOf(mutants: readonly { status: Status }[]): Counts {
  const count = (...of: Status[]) => mutants.filter(({ status }) => of.includes(status)).length
  return { killed: count('Killed', 'Timeout'), survived: count('Survived'), uncovered: count('NoCoverage') }
}

const allOf = ({ killed, survived, uncovered }: Counts): number => killed + survived + uncovered

/** Percent of the changes that were noticed. */
const scoreOf = (counts: Counts): number => (100 * counts.killed) / allOf(counts)

const rowOf = (name: string, counts: Counts): string =>
  `| ${[name, allOf(counts), counts.killed, counts.survived, counts.uncovered, scoreOf(counts).toFixed(1)].join(' | ')} |`

if (!areInstalled()) {
  console.log('Skipped: it needs the packages of bench/mutation/package.json.')
  process.exit(0)
}
// What Stryker prints, each change that no test noticed among it, goes beside the result.
const { status } = spawnSync(
  process.execPath,
  [join(STRYKER, 'bin/stryker.js'), 'run', join(HERE, 'stryker.config.mjs')],
  { stdio: ['ignore', 2, 2] },
)
if (status !== 0) throw new Error('Stryker could not run: its messages are above.')

const { version } = JSON.parse(readFileSync(join(STRYKER, 'package.json'), 'utf8'))
const { files }: Report = JSON.parse(readFileSync(REPORT, 'utf8'))
const paths = Object.keys(files).sort()
const countsIn = (folder: string): Counts =>
  countsOf(paths.flatMap((path) => (path.startsWith(folder) ? (files[path]?.mutants ?? []) : [])))
const total = countsIn('')
console.log(`Stryker ${version} changes the code of \`engine/rank\` and \`engine/decide\` in small ways, such as \`<\` to \`<=\` or a condition to \`true\`, one change at a time, and runs the unit tests that reach it. A change is noticed when a
test fails or does not end. The score is the percentage of the changes that were noticed; below ${LEAST_SCORE} in total the bench fails. What survives should change nothing that anybody could see.

| file | changes | noticed | survived | not covered | score |
|---|---|---|---|---|---|`)
for (const folder of new Set(paths.map(dirname))) {
  for (const path of paths.filter((one) => dirname(one) === folder))
    console.log(rowOf(`\`${path}\``, countsIn(path)))
  console.log(rowOf(`**${folder}**`, countsIn(`${folder}/`)))
}
console.log(rowOf('**total**', total))
process.exit(scoreOf(total) >= LEAST_SCORE ? 0 : 1)
