import { spawn, spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { makeProject, type Tarballs } from '../../tools/packages/outside.ts'
import { freePort } from '../../tools/worker.ts'

const EXAMPLE = 'examples/next'
/** Milliseconds after which a start counts as hung. */
const LONGEST_START = 120_000

/** Its packages of the registry, in the versions that the example names. */
function registry(): string[] {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${EXAMPLE}/package.json`, 'utf8'))
  const all: [string, string][] = Object.entries({ ...dependencies, ...devDependencies })
  return all.filter(([name]) => !name.startsWith('@pairwell/')).map(([name, version]) => `${name}@${version}`)
}

/** Resolves when an address answers. @throws when it does not in time */
async function answering(url: string): Promise<void> {
  const end = Date.now() + LONGEST_START
  const isThere = () =>
    fetch(url).then(
      () => true,
      () => false,
    )
  while (!(await isThere())) {
    if (Date.now() > end) throw new Error(`${url} did not answer.`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/**
 * Builds the example on Next.js outside of the repository, starts it, opens the page of an item, and adds the first card to its cart.
 * Returns the milliseconds of the build with its check of types, the cards, what is in the cart then, and faults of the page.
 * @throws with the output of the build, when it fails
 */
export async function nextShop(
  browser: Browser,
  tarballs: Tarballs,
  shop: { api: string; pk: string; sk: string },
): Promise<{ ms: number; cards: number; cart: string; faults: string[] }> {
  const folder = makeProject(tarballs, { registry: registry() })
  const env = {
    ...{ ...process.env, NEXT_TELEMETRY_DISABLED: '1', PAIRWELL_URL: shop.api },
    ...{ PAIRWELL_PUBLISHABLE_KEY: shop.pk, PAIRWELL_SECRET_KEY: shop.sk },
  }
  cpSync(`${EXAMPLE}/app`, join(folder, 'app'), { recursive: true })
  cpSync(`${EXAMPLE}/tsconfig.json`, join(folder, 'tsconfig.json'))
  const next = join(folder, 'node_modules/next/dist/bin/next')
  const began = performance.now()
  const built = spawnSync(process.execPath, [next, 'build'], { cwd: folder, env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`next build failed:\n${built.stdout}${built.stderr}`)
  const ms = performance.now() - began
  const port = await freePort()
  const args = [next, 'start', '--hostname', '127.0.0.1', '--port', String(port)]
  const server = spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('close', resolve))
  const page = await browser.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  try {
    await answering(`http://127.0.0.1:${port}/`)
    await page.goto(`http://127.0.0.1:${port}/items/tea`)
    const panel = page.locator('pairwell-panel.companions')
    await panel.locator('[part~="add"]').first().click()
    await panel.locator('[part~="added"]').waitFor()
    const cards = await panel.getByRole('listitem').count()
    return { ms, cards, cart: await page.locator('p > output').innerText(), faults }
  } finally {
    await page.close()
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}
