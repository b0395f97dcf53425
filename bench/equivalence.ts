import { spawnSync } from 'node:child_process'
import { recordAnswers } from './equivalence/answers.ts'

/** A checkout of the release to compare with, with its packages installed. */
const baseline = process.env.BASELINE
if (!baseline) {
  console.log(
    'Skipped: set BASELINE to a checkout of the release to compare with, with its packages installed.',
  )
  process.exit(0)
}

/** Size of the comparison: the number of shops, and of questions; 0 questions compare no answers. */
const shops = process.env.EQUIVALENCE_SHOPS ?? '7'
const asksAnswers = process.env.EQUIVALENCE_ANSWERS !== '0'

function hashesOf(checkout: string): string[] {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['bench/equivalence/model-hashes.ts', checkout, shops],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 28 },
  )
  if (status !== 0) throw new Error(`The models of ${checkout} could not be made.`)
  return stdout.trim().split('\n')
}

let different = 0
function compare(what: string, before: readonly string[], now: readonly string[]): void {
  const others = before.filter((line, at) => line !== now[at])
  different += others.length + Math.abs(before.length - now.length)
  console.log(`| ${what} | ${before.length} | ${now.length} | ${others.length} |`)
  for (const [at, line] of before.entries()) {
    if (line === now[at] || at > 200) continue
    console.error(`before ${line.slice(0, 2_000)}\nnow    ${(now[at] ?? '').slice(0, 2_000)}\n`)
  }
}

console.log(`The same inputs for the baseline and this checkout. A model hash is SHA-256 over all lists of one mining run; an answer is compared by its items, their order, scores, sources and evidence, not by its texts.

| what | baseline | now | different |
|---|---|---|---|`)
compare('model hashes', hashesOf(baseline), hashesOf(process.cwd()))
if (asksAnswers) {
  const before = await recordAnswers(baseline)
  const now = await recordAnswers(process.cwd())
  compare('hashes of models made by the Worker', before.hashes, now.hashes)
  compare('answers', before.answers, now.answers)
}
process.exit(different === 0 ? 0 : 1)
