import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { type ExampleKeys, exampleEnv } from '../../tools/packages/example-env.ts'
import { makeProject, type Tarballs } from '../../tools/packages/outside.ts'
import { freePort } from '../../tools/worker.ts'
import type { FrameworkExample } from './frameworks.ts'

/** Milliseconds after which a start counts as hung. */
const LONGEST_START = 120_000

/** Its packages of the registry, in the versions that the example names. */
function registry(example: string): string[] {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${example}/package.json`, 'utf8'))
  const all: [string, string][] = Object.entries({ ...dependencies, ...devDependencies })
  return all.filter(([name]) => !name.startsWith('@pairwell/')).map(([name, version]) => `${name}@${version}`)
}

/** Copies the files of an example, as the repository has them, into a project that has a package.json of its own. */
function copy(example: string, folder: string): void {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', example]
  const files = execFileSync('git', args, { encoding: 'utf8' }).split('\0').filter(Boolean)
  for (const file of files) {
    const path = relative(example, file)
    if (path !== 'package.json') cpSync(file, join(folder, path))
  }
}

/** Runs a script of the project's packages. @throws with its output, when it fails */
function run(folder: string, [script, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv) {
  const path = join(folder, 'node_modules', script)
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    ...{ cwd: folder, env, encoding: 'utf8' as const },
  })
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} failed:\n${stdout}${stderr}`)
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

/** Starts a built example. */
async function startBuilt(folder: string, { start }: FrameworkExample, env: NodeJS.ProcessEnv) {
  const port = await freePort()
  const server = spawn(process.execPath, start(port), {
    ...{ cwd: folder, env: { ...env, HOST: '127.0.0.1', PORT: String(port) }, stdio: 'ignore' },
  })
  const ended = new Promise((resolve) => server.once('close', resolve))
  const stop = async () => {
    server.kill('SIGTERM')
    await ended
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}

/** Orders the cart of the page. Returns whether the thank-you page reports the order with its token. */
async function order(page: Page, tokenKey: string): Promise<boolean> {
  const beacon = page.waitForRequest((request) => request.postData()?.includes('"purchase"') === true)
  await page.getByRole('button', { name: 'Order' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  const { events } = JSON.parse((await beacon).postData() ?? '')
  const { transaction_id, order_token } = events.find(({ name }: { name: string }) => name === 'purchase')
  return order_token === createHmac('sha256', tokenKey).update(`order:${transaction_id}`).digest('hex')
}

/** What an example did: `ms` of its checks and its build, `cart` as item ids, `ordered` only where it takes orders. */
export type Tried = { ms: number; cards: number; cart: string[]; faults: string[]; ordered?: boolean }

/**
 * Builds an example outside of the repository, starts it, opens the page of an item, adds the first card to its cart, and orders where it
 * takes orders. @throws with the output of the build, when it fails
 */
export async function tryExample(
  browser: Browser,
  tarballs: Tarballs,
  example: FrameworkExample,
  keys: ExampleKeys,
): Promise<Tried> {
  const source = `examples/${example.name}`
  const folder = makeProject(tarballs, { registry: registry(source) })
  const env = { ...process.env, ...exampleEnv(keys) }
  try {
    copy(source, folder)
    const began = performance.now()
    for (const step of example.build) run(folder, step, env)
    const ms = performance.now() - began
    const server = await startBuilt(folder, example, env)
    const page = await browser.newPage()
    try {
      await answering(`${server.url}/`)
      return { ms, ...(await shopIn(page, server.url, example, keys)) }
    } finally {
      await page.close()
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function shopIn(page: Page, url: string, { takesOrders }: FrameworkExample, keys: ExampleKeys) {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  await page.goto(`${url}/items/tea`)
  const panel = page.locator('pairwell-panel.companions')
  await panel.locator('[part~="add"]').first().click()
  await panel.locator('[part~="added"]').waitFor()
  const cards = await panel.getByRole('listitem').count()
  // The cart is what the server has, and not what the page remembers.
  await page.reload()
  const said = await page.locator('p > output').innerText()
  const cart = said === 'nothing' ? [] : said.split(', ')
  if (!takesOrders) return { cards, cart, faults }
  return { cards, cart, faults, ordered: await order(page, keys.token_key) }
}
