import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OWN_PACKAGES } from '../own-packages.ts'
import { checkReason, declaredDespite, type Reason, scenarioReason } from './scenarios.ts'

export const SUITE = '@modelcontextprotocol/conformance'
/** Versions of the protocol that the suite has scenarios for and both servers speak. */
export const SPOKEN = ['2025-06-18', '2025-11-25', '2026-07-28'] as const

/** A check of the suite, as it writes it down. */
type Check = { id: string; status: string; errorMessage?: string; description?: string }

/** A scenario at one server and one version. */
export type Outcome = {
  scenario: string
  version: string
  passed: number
  /** Checks that say nothing about this server, by their ids. */
  without: { id: string; reason: Reason }[]
  failed: string[]
}

/** What the suite found at one server. */
export type Conformance = {
  outcomes: Outcome[]
  /** Scenarios of which nothing applies. */
  omitted: Map<string, Reason>
  failed: string[]
}

/** Runs all scenarios against a server. @throws {Error} when the suite wrote no results, or not those of a scenario that applies */
export async function conformanceOf(url: string): Promise<Conformance> {
  const capabilities = await capabilitiesOf(url)
  const outcomes: Outcome[] = []
  const omitted = new Map<string, Reason>()
  for (const version of SPOKEN) {
    for (const [scenario, checks] of await ran(url, version)) {
      const reason = scenarioReason(scenario)
      if (reason) omitted.set(scenario, reason)
      else outcomes.push(outcomeOf(scenario, version, checks))
    }
  }
  const reasons = [
    ...omitted.values(),
    ...outcomes.flatMap(({ without }) => without.map((one) => one.reason)),
  ]
  const declared = new Set(reasons.flatMap((reason) => declaredDespite(reason, capabilities)))
  const failed = [
    ...outcomes.flatMap((one) => one.failed.map((what) => `${one.scenario} (${one.version}): ${what}`)),
    ...[...declared].map((name) => `${name} is declared, so its scenarios apply (bench/agents/scenarios.ts)`),
  ]
  return { outcomes, omitted, failed }
}

/** Milliseconds for all scenarios of a version, which take a few seconds. */
const LONGEST = 180_000

/** The checks of each scenario of a version. This process must go on meanwhile: it may be what the suite asks. */
async function ran(url: string, version: string): Promise<Map<string, Check[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-conformance-'))
  try {
    const cli = join(OWN_PACKAGES, SUITE, 'dist/index.js')
    const args = ['server', '--url', url, '--suite', 'all', '--spec-version', version, '-o', folder]
    // It ends with 1 whenever a check fails, also one that does not apply: its files say which.
    const stderr = await new Promise<string>((resolve) =>
      execFile(process.execPath, [cli, ...args], { timeout: LONGEST, maxBuffer: 2 ** 26 }, (_, __, said) =>
        resolve(said),
      ),
    )
    const found = readdirSync(folder).flatMap((name): [string, Check[]][] => {
      const [, scenario] = /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(name) ?? []
      if (scenario === undefined) return []
      return [[scenario, JSON.parse(readFileSync(join(folder, name, 'checks.json'), 'utf8'))]]
    })
    if (found.length === 0) throw new Error(`The suite ran nothing for ${version}: ${stderr}`)
    return new Map(found.sort(([one], [other]) => (one < other ? -1 : 1)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A warning is a SHOULD of the protocol that is not kept, and counts as a failure. A check that the suite skips proves nothing. */
function outcomeOf(scenario: string, version: string, checks: readonly Check[]): Outcome {
  const passed = checks.filter(({ status }) => status === 'SUCCESS')
  const broken = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
  const without = broken.flatMap(({ id }) => {
    const reason = checkReason(id)
    return reason ? [{ id, reason }] : []
  })
  const failed = broken
    .filter(({ id }) => checkReason(id) === undefined)
    .map(({ id, errorMessage, description }) => `${id}: ${errorMessage ?? description ?? ''}`)
  // A reason that has become false is removed, so that it hides nothing later.
  const stale = passed.filter(({ id }) => checkReason(id)).map(({ id }) => `${id} passes, so it applies`)
  if (passed.length === 0 && failed.length === 0) failed.push('the suite checked nothing')
  return { scenario, version, passed: passed.length, without, failed: [...failed, ...stale] }
}

async function capabilitiesOf(url: string): Promise<unknown> {
  const version = SPOKEN[2]
  const prefix = 'io.modelcontextprotocol'
  const _meta = { [`${prefix}/protocolVersion`]: version, [`${prefix}/clientCapabilities`]: {} }
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      ...{ 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
      ...{ 'MCP-Protocol-Version': version, 'Mcp-Method': 'server/discover' },
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'server/discover', params: { _meta } }),
  })
  const { result } = await response.json()
  if (!result?.capabilities) throw new Error(`${url} does not say what it can (server/discover).`)
  return result.capabilities
}
