import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ASSETS } from './build.ts'
import { type Examined, type Finding, judge } from './doctor/judge.ts'
import { isRedirect, type Seen } from './doctor/seen.ts'
import { isMain } from './is-main.ts'

/** Milliseconds after which an answer counts as none. */
const PATIENCE = 20_000

const NO_ANSWER: Seen = { status: 0, headers: {}, text: '' }

async function look(url: string, token?: string): Promise<Seen> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(PATIENCE),
      // The token is for this address alone, and what another one answers says nothing of this deployment.
      redirect: 'manual',
      ...(token !== undefined && { headers: { Authorization: `Bearer ${token}` } }),
    })
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    }
  } catch {
    return NO_ANSWER
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Looks at a deployment from outside. @param token ADMIN_TOKEN of the deployment */
export async function examine(origin: string, token: string): Promise<Examined> {
  const health = await look(`${origin}/health`)
  const script = await look(`${origin}/pairwell.js`)
  const built = join(ASSETS, 'pairwell.js')
  return {
    origin,
    ...{ health, ready: await look(`${origin}/ready`), script },
    deployment: isRedirect(health) ? NO_ANSWER : await look(`${origin}/v1/operator/deployment`, token),
    migration:
      readdirSync('schema/migrations')
        .filter((name) => name.endsWith('.sql'))
        .sort()
        .at(-1) ?? '',
    script_hash: existsSync(built) ? hashOf(readFileSync(built, 'utf8')) : undefined,
    seen_script_hash: hashOf(script.text),
  }
}

const MARKS = { good: '✓', warn: '!', bad: '✗' }

export const lineOf = ({ part, state, says, todo }: Finding): string =>
  `${MARKS[state]} ${part}: ${says}${todo === undefined ? '' : `\n    → ${todo}`}`

if (isMain(import.meta)) {
  const [address = ''] = process.argv.slice(2)
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    console.error(
      'Name the address of the deployment: ADMIN_TOKEN=… npm run doctor -- https://pairwell.example.com',
    )
    process.exit(2)
  }
  const findings = judge(await examine(new URL(address).origin, process.env.ADMIN_TOKEN ?? ''))
  console.log(findings.map(lineOf).join('\n'))
  process.exitCode = findings.some(({ state }) => state === 'bad') ? 1 : 0
}
