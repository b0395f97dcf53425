import { spawnSync } from 'node:child_process'
import { conformanceReport } from './agents/servers.ts'

/** Calls of the fuzz; the test makes 300. */
const CALLS = process.env.AGENT_CALLS ?? '10000'

const { stdout, status } = spawnSync(
  process.execPath,
  [
    ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'worker', 'test/agents/fuzz.worker.test.ts'],
    ...['--testTimeout', '3600000'],
  ],
  { env: { ...process.env, AGENT_CALLS: CALLS }, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
)
const outcomes: Record<string, number> = JSON.parse(/\{"[a-z][^{}]*\}/.exec(stdout)?.[0] ?? '{}')
console.log(`Arguments drawn from the JSON Schema of each tool, public and merchant's, and one in twelve values something else. Every call must be
done, say why it failed, or be refused for its arguments (-32602); no answer may be another one, nor come from an internal error.

| calls | done | failed with a reason | refused arguments | anything else |
|---|---|---|---|---|
| ${CALLS} | ${outcomes.done ?? 0} | ${outcomes.failed ?? 0} | ${outcomes['refused -32602'] ?? 0} | ${status === 0 ? 0 : 'yes, see above'} |`)

const { text, failed } = await conformanceReport()
console.log(`\n${text}`)
process.exitCode = failed ? 1 : (status ?? 1)
