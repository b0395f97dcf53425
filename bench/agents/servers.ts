import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from '../../tools/demo-shop.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { hasOwnPackage, OWN_PACKAGES } from '../own-packages.ts'
import { type Conformance, conformanceOf, SPOKEN, SUITE } from './conformance.ts'
import type { Reason } from './scenarios.ts'
import { withKey } from './with-key.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }

/** The suite's findings at both servers as Markdown, and whether one that applies failed. */
export async function conformanceReport(): Promise<{ text: string; failed: boolean }> {
  if (!hasOwnPackage(SUITE)) {
    return { text: `Skipped: ${SUITE} could not be installed (npm ci --prefix bench).`, failed: true }
  }
  const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const worker = await startRawWorker(state, VARS)
  try {
    const body = JSON.stringify({ name: 'agents', currency: 'EUR' })
    const shop = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
    const open = await conformanceOf(`${worker.url}/p/${shop.publishable_key}/mcp`)
    const passage = await withKey(`${worker.url}/v1/mcp`, shop.secret_key)
    const merchant = await conformanceOf(passage.url).finally(passage.close)
    const found = { public: open, "merchant's": merchant }
    const faults = Object.entries(found).flatMap(([name, { failed }]) =>
      failed.map((one) => `- ${name}: ${one}`),
    )
    const text = [introduction(), passedTable(open, merchant), omittedTable(open, merchant), ...faults].join(
      '\n\n',
    )
    return { text, failed: faults.length > 0 }
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

function introduction(): string {
  const { version } = JSON.parse(readFileSync(join(OWN_PACKAGES, SUITE, 'package.json'), 'utf8'))
  return `Conformance: \`${SUITE}\` ${version}, all scenarios of ${SPOKEN.join(', ')}, against both servers of a running Worker; the
merchant's through a passage that adds its key, which the suite cannot send. A warning counts as a failure. Cells: checks passed. Scenarios of
extensions (tasks, skills) are not asked, because neither server declares one.`
}

function passedTable(open: Conformance, merchant: Conformance): string {
  const cell = ({ outcomes }: Conformance, scenario: string, version: string) => {
    const one = outcomes.find((other) => other.scenario === scenario && other.version === version)
    if (!one) return '–'
    const marks = one.failed.length > 0 ? `, **${one.failed.length} failed**` : ''
    return `${one.passed}${marks}${one.without.length > 0 ? `, ${one.without.length} not applicable` : ''}`
  }
  const rows = [...new Set([...open.outcomes, ...merchant.outcomes].map(({ scenario }) => scenario))]
    .sort()
    .flatMap((scenario) =>
      SPOKEN.filter((version) => cell(open, scenario, version) !== '–').map(
        (version) =>
          `| ${scenario} | ${version} | ${cell(open, scenario, version)} | ${cell(merchant, scenario, version)} |`,
      ),
    )
  return ['| scenario | protocol | public | merchant’s |\n|---|---|---|---|', ...rows].join('\n')
}

/** What does not apply, by reason. */
function omittedTable(...servers: readonly Conformance[]): string {
  const byReason = new Map<Reason, Set<string>>()
  const add = (reason: Reason, name: string) =>
    byReason.set(reason, (byReason.get(reason) ?? new Set()).add(`\`${name}\``))
  for (const { omitted, outcomes } of servers) {
    for (const [scenario, reason] of omitted) add(reason, scenario)
    for (const { scenario, without } of outcomes) {
      for (const { id, reason } of without) add(reason, `${scenario} › ${id}`)
    }
  }
  const rows = [...byReason].map(([{ why }, names]) => `| ${[...names].sort().join(', ')} | ${why} |`)
  return ['| not applicable | because |\n|---|---|', ...rows].join('\n')
}
